"""Looks whether the file is whole without keeping anybody waiting who has a large one."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from momstation.core.errors import Refused
from momstation.store import sqlite

_AT_ONCE_BYTES = 4 * 1024 * 1024
_log = logging.getLogger(__name__)
Damage = Callable[[Refused], None]


def quick_check(path: Path) -> Refused | None:
    """SQLite's own check of the file's structure; a refusal when it finds damage."""
    try:
        conn = sqlite.open_reader(path)
        try:
            said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        finally:
            sqlite.close(conn)
    except Exception as error:
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        return refused
    return None if said == "ok" else Refused("store.corrupt", file=str(path), detail=str(said))


def is_small(path: Path) -> bool:
    """Whether the check takes so little time that a start may wait for it."""
    return path.stat().st_size <= _AT_ONCE_BYTES


class BackgroundCheck:
    """Checks a large file right after the start; damage is told, and recording goes on."""

    def __init__(self, path: Path, on_damage: Damage | None) -> None:
        self._path = path
        self._on_damage = on_damage
        self._thread = threading.Thread(target=self._run, name="store-check", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        damage = quick_check(self._path)
        if damage is None:
            return
        _log.error("The store is damaged: %s", damage)
        if self._on_damage is not None:
            self._on_damage(damage)

    def wait(self) -> None:
        self._thread.join()
