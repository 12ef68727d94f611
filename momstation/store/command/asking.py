"""What the store's commands share: how a file is opened to look at, and how long work shows that it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.schema import check_readable
from momstation.store.upkeep import look_refusal

DONE, FAULTY, NOT_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a command writes: what was asked for, and everything else."""

    out: TextIO
    err: TextIO

    def say(self, sentence: str) -> None:
        self.out.write(f"{sentence}\n")

    def is_watched(self) -> bool:
        """Whether somebody sits there who may wonder whether it still works."""
        return self.err.isatty()


@contextmanager
def progress(voice: Voice, sentence: str) -> Iterator["Progress"]:
    """``sentence`` has one field, {n}. Shown only to somebody who looks, and gone when it is over."""
    shown = Progress(voice, sentence)
    try:
        yield shown
    finally:
        shown.clear()


class Progress:
    def __init__(self, voice: Voice, sentence: str) -> None:
        self._voice = voice
        self._sentence = sentence
        self._width = 0

    def step(self, n: int) -> None:
        if not self._voice.is_watched():
            return
        text = self._sentence.format(n=n)
        self._voice.err.write(f"\r{text:<{self._width}}")
        self._voice.err.flush()
        self._width = len(text)

    def clear(self) -> None:
        if self._width:
            self._voice.err.write(f"\r{'':<{self._width}}\r")
            self._width = 0


@contextmanager
def looked_into(path: Path) -> Iterator[sa.Connection]:
    """A connection that reads one moment of a store file. Raises Refused store.*"""
    must_be_a_file(path)
    try:
        conn = sqlite.open_frozen(path)
        try:
            check_readable(conn, path)
            sqlite.read_damaged_text(conn)
            sqlite.cursor_of(conn).execute("BEGIN")
            yield conn
        finally:
            sqlite.close(conn)
    except Exception as error:
        refused = None if isinstance(error, Refused) else look_refusal(error, path)
        if refused is None:
            raise
        raise refused from error


def must_be_a_file(path: Path) -> None:
    """Raises Refused store.missing, store.not_a_store."""
    if not path.exists():
        raise Refused("store.missing", file=str(path))
    if not path.is_file():
        raise Refused("store.not_a_store", file=str(path))
