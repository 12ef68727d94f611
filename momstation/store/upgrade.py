"""Brings an older file to the present form without ever touching its only copy.

The older file is copied whole, the copy is changed and checked, and then takes the older file's place in one
step. The older file stays beside it as ``station.db.v1-20260302-060000``. Whenever the computer stops, the
name of the store stands for the older file or for the checked new one, and each of them is complete.
"""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import sqlite
from momstation.store.files import flush, flush_folder, second_name
from momstation.store.progress import Progress, Report, tell_nobody
from momstation.store.schema import VERSION, form_of, prepare
from momstation.store.upgrade_check import Contents, check_copy, contents_of

_SPARE = 1.2  # what the revisions may add to the copy


def open_in_present_form(path: Path, clock: Clock, report: Report = tell_nobody) -> sa.Connection:
    """The writer's connection to a new, a present or an older file, which is brought to the present form;
    ``report`` hears of that.

    Raises Refused store.newer, store.not_a_store, store.no_room_to_upgrade, store.busy, store.not_upgraded.
    """
    conn = sqlite.open_writer(path)
    try:
        found = form_of(conn)
        if not 0 < found < VERSION:
            prepare(conn, path)
            return conn
        report(Progress("upgrade"))
        before = _copied(conn, path)
    except BaseException:
        sqlite.close(conn)
        raise
    _let_go(conn, path)
    _change(path, found, before)
    _swap(path, kept_name(path, found, clock.now()))
    return sqlite.open_writer(path)


def kept_name(path: Path, version: int, now: datetime) -> Path:
    """Where the file of an older form stays."""
    return path.with_name(f"{path.name}.v{version}-{now:%Y%m%d-%H%M%S}")


def _new_name(path: Path) -> Path:
    return path.with_name(f"{path.name}.upgrading")


def _copied(conn: sa.Connection, path: Path) -> Contents:
    """Copy the file with all that was committed to it; what it holds."""
    new = _new_name(path)
    for left in (new, new.with_name(f"{new.name}-journal")):  # of a computer that stopped on the way
        left.unlink(missing_ok=True)
    needed = _bytes_needed(conn)
    _check_room(path, needed)
    try:
        conn.exec_driver_sql("VACUUM INTO ?", (str(new),))
        return contents_of(conn)
    except sa.exc.DBAPIError as error:
        new.unlink(missing_ok=True)
        if sqlite.code_of(error) in sqlite.NO_ROOM:
            raise _no_room(path, needed) from error
        raise


def _bytes_needed(conn: sa.Connection) -> int:
    pages, size = (
        conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
    )
    return int(pages * size * _SPARE)


def _check_room(path: Path, needed: int) -> None:
    if shutil.disk_usage(path.parent).free < needed:
        raise _no_room(path, needed)


def _no_room(path: Path, needed: int) -> Refused:
    free = shutil.disk_usage(path.parent).free
    return Refused(
        "store.no_room_to_upgrade",
        file=str(path),
        needed_mb=needed // 1_000_000 + 1,
        free_mb=free // 1_000_000,
    )


def as_one_file(path: Path) -> None:
    """Leave a file that no station has open without a log beside it. Raises Refused store.busy."""
    _let_go(sqlite.open_writer(path), path)


def _let_go(conn: sa.Connection, path: Path) -> None:
    """Leave the older file as one file: its log emptied into it and gone, so that nothing is left behind
    and nothing of it can be taken for a log of the new file."""
    try:
        conn.exec_driver_sql("PRAGMA journal_mode = DELETE")
    except sa.exc.OperationalError as error:
        raise Refused("store.busy", file=str(path)) from error
    finally:
        sqlite.close(conn)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        raise Refused("store.busy", file=str(path))


def _change(path: Path, found: int, before: Contents) -> None:
    new = _new_name(path)
    try:
        conn = sqlite.open_copy(new)
        try:
            _run_revisions(conn, found)
            check_copy(conn, before)
        finally:
            sqlite.close(conn)
        flush(new)
    except Exception as error:
        with suppress(OSError):
            new.unlink()
        if sqlite.code_of(error) in sqlite.NO_ROOM:
            raise _no_room(path, int(path.stat().st_size * _SPARE)) from error
        raise Refused("store.not_upgraded", file=str(path), detail=str(error)) from error


def _run_revisions(conn: sa.Connection, found: int) -> None:
    from alembic import command  # fast start: only for an older file
    from alembic.config import Config

    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", "momstation.store:migrations")
    conn.exec_driver_sql("ATTACH ':memory:' AS revisions")
    conn.exec_driver_sql("BEGIN IMMEDIATE")
    command.stamp(config, f"{found:04d}")
    command.upgrade(config, f"{VERSION:04d}")
    conn.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    conn.exec_driver_sql("COMMIT")


def _swap(path: Path, kept: Path) -> None:
    """Give the older file its second name, then the new one the first name."""
    second_name(path, kept)
    _new_name(path).replace(path)
    flush_folder(path.parent)
