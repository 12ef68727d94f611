"""The processes of the demo: each is started, heard and ended by name."""

import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

_log = logging.getLogger(__name__)
Line = dict[str, object]


class PlayerFailedError(Exception):
    """A process of the demo ended or kept silent; the words say which, and where its log lies."""


class Player:
    """A process that says JSON lines on its standard output and hears them on its standard input."""

    def __init__(self, name: str, command: Sequence[str], log: Path, env: Mapping[str, str]) -> None:
        self.name = name
        self._log = log
        self._lines: queue.Queue[Line] = queue.Queue()
        self.latest: dict[str, Line] = {}
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **env},
                text=True,
            )
        self._ear = threading.Thread(target=self._listen, name=f"ear-{name}", daemon=True)
        self._ear.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def say(self, word: str, **more: object) -> None:
        """One line to the process; a process that is gone hears nothing."""
        pipe = self._process.stdin
        if pipe is None or not self.is_running:
            return
        try:
            pipe.write(json.dumps({"do": word, **more}) + "\n")
            pipe.flush()
        except BrokenPipeError:
            _log.info("%s is gone", self.name)

    def wait_for(self, word: str, timeout_s: float) -> Line:
        """The next line that says ``word`` or holds it as a key.

        Raises PlayerFailedError when the process ends or does not say it in time.
        """
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=0.1)
            except queue.Empty:
                if not self.is_running and self._lines.empty():
                    raise PlayerFailedError(f"{self.name} ended; its log: {self._log}") from None
                continue
            if line.get("is") == word or word in line:
                return line
        raise PlayerFailedError(
            f"{self.name} did not say '{word}' within {timeout_s:.0f} s; its log: {self._log}"
        )

    def finish(self, timeout_s: float) -> None:
        """Wait for a process that ends by itself; raises PlayerFailedError when it failed or takes too long."""
        try:
            status = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise PlayerFailedError(f"{self.name} took longer than {timeout_s:.0f} s") from None
        if status:
            raise PlayerFailedError(f"{self.name} failed; its log: {self._log}")

    def end(self, timeout_s: float = 10.0) -> None:
        """Ask, then insist."""
        self.say("quit")
        insists: tuple[Callable[[], None], ...] = (_wait_only, self._process.terminate, self._process.kill)
        for insist in insists:
            insist()
            try:
                self._process.wait(timeout_s)
                break
            except subprocess.TimeoutExpired:
                timeout_s = 3.0
        self._ear.join(2)
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)

    def _listen(self) -> None:
        pipe = self._process.stdout
        for text in pipe or ():
            try:
                line = json.loads(text)
            except ValueError:
                _log.info("%s: %s", self.name, text.rstrip())
                continue
            self.latest[str(line.get("is"))] = line
            self._lines.put(line)


def _wait_only() -> None:
    """The first insistence is patience."""


def _close(pipe: IO[str] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        _log.debug("the pipe was closed already")
