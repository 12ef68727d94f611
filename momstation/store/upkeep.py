"""Keeps sound copies of the store, and remembers across restarts what was last done for its safety."""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.files import flush, flush_folder
from momstation.store.rows import time_text
from momstation.store.schema import check_readable

_STAMP = "%Y%m%d-%H%M%S"
_NAMED = re.compile(r"(?P<code>.+)-(?P<stamp>\d{8}-\d{6})\.db")
_UNFIT = re.compile(r"[^\w.-]+")
_SPARE_BYTES = 64 * 1024 * 1024
_STEPS = 5_000  # of SQLite's machine: about a thousand rows
Stop = Callable[[], bool]


class Stopped(Exception):
    """The copy was not wanted any more; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Done:
    """When something of that name was last done, and what there was to say of it."""

    name: str
    at: datetime
    said: str


def read(conn: sa.Connection) -> dict[str, Done]:
    """All that is remembered, by name."""
    rows = sqlite.cursor_of(conn).execute("SELECT name, done_at, said FROM upkeep").fetchall()
    return {name: Done(name, datetime.fromisoformat(at), said) for name, at, said in rows}


def note(cursor: sqlite.Cursor, name: str, at: datetime, said: str = "") -> None:
    """Remember it in place of what was said under this name before. In the transaction of the caller."""
    cursor.execute(
        "INSERT INTO upkeep (name, done_at, said) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at, said = excluded.said",
        (name, time_text(at), said),
    )


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    code: str
    at: datetime


class Backups:
    """The folder of copies, each a complete store file: ``P07-20260302-050000.db``, by universal time.

    The newest of each of the last ``keep_daily`` days is kept, and the newest of each of the last
    ``keep_weekly`` weeks.
    """

    def __init__(self, folder: Path, keep_daily: int = 7, keep_weekly: int = 4) -> None:
        self.folder = folder
        self._keep_daily = keep_daily
        self._keep_weekly = keep_weekly

    def make(self, store: Path, code: str, now: datetime, is_over: Stop | None = None) -> Path:
        """Copy the store, whether a station has it open or not, and check the copy before it counts.

        Nobody who records waits. ``is_over`` is asked from time to time whether to end at once. Raises
        Stopped, Refused store.no_room_for_backup, store.no_backup_folder, store.damaged and the like.
        """
        plain = _UNFIT.sub("_", code)
        target = self.folder / f"{plain}-{now.astimezone(UTC):{_STAMP}}.db"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for left in self.folder.glob(f"{plain}-*.db.part"):  # of a computer that stopped on the way
                left.unlink()
        except OSError as error:
            raise self._no_folder(error) from error
        copy_whole(store, target, is_over)
        return target

    def all(self) -> tuple[Backup, ...]:
        """Newest first."""
        if not self.folder.is_dir():
            return ()
        found = [_named(path) for path in self.folder.iterdir()]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.at, reverse=True))

    def newest_sound(
        self, code: str | None = None, is_fit: Callable[[Path], bool] | None = None
    ) -> Path | None:
        """The newest that is whole, that this version reads, and that ``is_fit``; of station ``code`` alone, if one
        is named."""
        wanted = None if code is None else _UNFIT.sub("_", code)
        for backup in self.all():
            is_wanted = wanted in (None, backup.code) and is_sound(backup.path)
            if is_wanted and (is_fit is None or is_fit(backup.path)):
                return backup.path
        return None

    def thin(self, code: str) -> tuple[Path, ...]:
        """Remove what need not be kept; what was removed. The newest stays, whatever the numbers say."""
        mine = [backup for backup in self.all() if backup.code == _UNFIT.sub("_", code)]
        kept = {backup.path for backup in mine[:1]}
        kept |= _newest_of(mine, "%Y%j", self._keep_daily) | _newest_of(mine, "%G%V", self._keep_weekly)
        removed = tuple(backup.path for backup in mine if backup.path not in kept)
        for path in removed:
            path.unlink(missing_ok=True)
        return removed

    def _no_folder(self, error: OSError) -> Refused:
        return Refused("store.no_backup_folder", folder=str(self.folder), detail=error.strerror)


def _named(path: Path) -> Backup | None:
    match = _NAMED.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, match["code"], at)


def _newest_of(backups: list[Backup], period: str, most: int) -> set[Path]:
    """The newest of each of the last ``most`` periods that have one; ``backups`` are newest first."""
    newest: dict[str, Path] = {}
    for backup in backups:
        newest.setdefault(f"{backup.at:{period}}", backup.path)
    return set(list(newest.values())[:most])


def is_sound(path: Path) -> bool:
    """Whether a copy that nobody has open is whole and of a form that this version reads."""
    return damage_of(path) is None


def damage_of(path: Path) -> Refused | None:
    """Why a copy that nobody has open is of no use."""
    try:
        conn = sqlite.open_frozen(path)
        try:
            check_readable(conn, path)
            said = sqlite.damage_in(conn)
        finally:
            sqlite.close(conn)
    except Refused as refused:
        return refused
    except Exception as error:
        refused_by_file = look_refusal(error, path)
        if refused_by_file is None:
            raise
        return refused_by_file
    return None if said is None else Refused("store.damaged", file=str(path), detail=said)


def look_refusal(error: Exception, path: Path) -> Refused | None:
    """As ``sqlite.refusal``, for somebody who only reads: nothing was to be recorded, and a table that is not
    there is damage too."""
    refused = sqlite.refusal(error, path)
    if refused is not None and refused.key in ("store.disk_full", "store.disk_failing"):
        return Refused("store.not_readable", file=str(path), detail=refused.values["detail"])
    if sqlite.code_of(error) == sqlite.NO_SUCH or (refused is not None and refused.key == "store.corrupt"):
        return Refused("store.damaged", file=str(path), detail=str(getattr(error, "orig", error)))
    return refused


def copy_whole(store: Path, target: Path, is_over: Stop | None = None) -> None:
    """Everything that was committed to ``store``, as one sound file under its name at once or not at all."""
    part = target.with_name(f"{target.name}.part")
    needed = _bytes_of(store)
    try:
        _check_room(target, needed)
        part.unlink(missing_ok=True)
        _vacuum(store, part, is_over)
        flush(part)
        damage = damage_of(part)
        if damage is not None:
            detail = damage.values.get("detail", damage.key)
            raise Refused("store.copy_damaged", folder=str(target.parent), detail=detail)
        part.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise Refused("store.no_backup_folder", folder=str(target.parent), detail=error.strerror) from error
    finally:
        with suppress(OSError):  # a medium that cannot be written was told above
            part.unlink(missing_ok=True)


def _vacuum(store: Path, part: Path, is_over: Stop | None) -> None:
    try:
        conn = sqlite.open_source(store)
        try:
            if is_over is not None:
                sqlite.ask_meanwhile(conn, is_over, _STEPS)
            conn.exec_driver_sql("VACUUM INTO ?", (str(part),))
        finally:
            sqlite.close(conn)
    except sa.exc.DBAPIError as error:
        if sqlite.code_of(error) == sqlite.INTERRUPTED:
            raise Stopped from error
        if sqlite.code_of(error) in sqlite.NO_ROOM:
            raise _no_room(part, _bytes_of(store)) from error
        refused = look_refusal(error, store)
        if refused is None:
            raise
        raise refused from error


def _bytes_of(store: Path) -> int:
    log = store.with_name(f"{store.name}-wal")
    return store.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _check_room(target: Path, needed: int) -> None:
    """A copy must not take the last space, which the records themselves may need."""
    if shutil.disk_usage(target.parent).free < needed + _SPARE_BYTES:
        raise _no_room(target, needed)


def _no_room(target: Path, needed: int) -> Refused:
    return Refused(
        "store.no_room_for_backup",
        folder=str(target.parent),
        needed_mb=(needed + _SPARE_BYTES) // 1_000_000 + 1,
        free_mb=shutil.disk_usage(target.parent).free // 1_000_000,
    )
