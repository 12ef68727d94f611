"""Opens SQLite as the store needs it: a version without the known fault, durable commits, clear refusals."""

import importlib
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

import sqlalchemy as sa

from momstation.core.errors import Refused

APPLICATION_ID = 0x4D4F4D31
_SOUND_FROM = "3.51.3"
_PRAGMAS = (
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)
_WRITER = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 1000",
    "journal_size_limit = 67108864",
    *(("fullfsync = ON",) if sys.platform == "darwin" else ()),
)
_READER = ("query_only = ON", "wal_autocheckpoint = 0")

_ERROR, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 1, 8, 10, 11, 13, 14, 26
NO_SUCH, INTERRUPTED = 1, 9
NO_ROOM = (_IOERR, _FULL)  # a quota or a limit of the file's size is an I/O error to SQLite
_FULL_BELOW = 4 * 1024 * 1024
_MEDIUM_FAILED = {_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB}


class Cursor(Protocol):
    """The driver's own cursor, for the few statements of the path that every record takes."""

    rowcount: int
    lastrowid: int | None

    def execute(self, sql: str, parameters: Sequence[object] = ...) -> "Cursor": ...

    def executemany(self, sql: str, parameters: Sequence[Sequence[object]]) -> "Cursor": ...

    def fetchone(self) -> tuple[Any, ...] | None: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


def cursor_of(conn: sa.Connection) -> Cursor:
    """A cursor of the connection beneath ``conn``: what both do is in the same transaction."""
    return cast(Cursor, conn.connection.cursor())


def ask_meanwhile(conn: sa.Connection, is_over: Callable[[], bool], steps: int) -> None:
    """Ask now and then, while a long statement runs, whether to end it; it then fails as INTERRUPTED."""
    conn.connection.dbapi_connection.set_progress_handler(is_over, steps)  # type: ignore[union-attr]


def read_damaged_text(conn: sa.Connection) -> None:
    """Let bytes that are no text come as text that is not the same, instead of ending the query."""
    raw: Any = conn.connection.dbapi_connection
    raw.text_factory = lambda said: said.decode(errors="replace")


def is_in_transaction(conn: sa.Connection) -> bool:
    """False also when SQLite has rolled back by itself, as it does on a full disk."""
    return bool(conn.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr]


def is_sound(version: tuple[int, ...]) -> bool:
    """Whether a version is free of the WAL-reset fault, which can lose commits (3.7.0 to 3.51.2)."""
    if version >= (3, 51, 3):
        return True
    return (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def choose(candidates: Iterable[ModuleType]) -> ModuleType:
    """The first driver with a sound SQLite. Raises Refused store.sqlite_too_old."""
    found = ""
    for module in candidates:
        if is_sound(module.sqlite_version_info):
            return module
        found = found or module.sqlite_version
    raise Refused("store.sqlite_too_old", found=found, needed=_SOUND_FROM)


def driver() -> ModuleType:
    """The interpreter's own SQLite where it is sound, else the one that pysqlite3 brings."""
    return choose(_drivers())


def _drivers() -> Iterable[ModuleType]:
    yield sqlite3
    try:
        yield importlib.import_module(
            "pysqlite3.dbapi2"
        )  # a second library is loaded only where it is needed
    except ImportError:
        return


def open_writer(path: Path) -> sa.Connection:
    """The one connection that may write. It never begins a transaction by itself."""
    return _open(path, "rwc", _WRITER)


def open_reader(path: Path) -> sa.Connection:
    return _open(path, "rw", _READER)


def open_copy(path: Path) -> sa.Connection:
    """For changing a copy that no station knows yet; it stays one file, and whoever made it flushes it."""
    return _open(path, "rw", ("journal_mode = DELETE", "synchronous = OFF"))


def open_frozen(path: Path) -> sa.Connection:
    """For a look at a file that no station has open, perhaps a copy on a medium that cannot be written."""
    return _open_unwritten(path, _READER[:1])


def open_source(path: Path) -> sa.Connection:
    """As ``open_frozen``, for copying the whole file: SQLite takes that for writing."""
    return _open_unwritten(path, ())


def _open_unwritten(path: Path, pragmas: Iterable[str]) -> sa.Connection:
    """To read a log SQLite makes an index of it beside the file; on a full disk it has to do that in memory."""
    if not path.with_name(path.name + "-wal").exists():
        return _open(path, "ro&immutable=1", pragmas)
    conn = _open(path, "ro", pragmas)
    try:
        conn.exec_driver_sql("PRAGMA schema_version").scalar()
    except (sa.exc.DBAPIError, UnicodeDecodeError) as error:  # anything else is met again by whoever reads
        if code_of(error) in NO_ROOM:
            close(conn)
            return _open(path, "ro&readonly_shm=1", pragmas)
    return conn


def _open(path: Path, mode: str, pragmas: Iterable[str]) -> sa.Connection:
    module = driver()

    def create() -> object:
        raw = module.connect(_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False)
        try:
            for pragma in (*_PRAGMAS, *pragmas):
                raw.execute(f"PRAGMA {pragma}").close()
        except (module.Error, UnicodeDecodeError):  # the message of a damaged file may quote what is no text
            raw.close()
            raise
        return raw

    engine = sa.create_engine(
        "sqlite://",
        module=module,
        creator=create,
        poolclass=sa.pool.NullPool,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )
    return engine.connect()


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


def close(conn: sa.Connection) -> None:
    conn.close()
    conn.engine.dispose()


def code_of(error: BaseException) -> int:
    """SQLite's primary result code of an error of the driver or of SQLAlchemy; 0 when there is none."""
    origin = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", 0)
    return int(code) & 0xFF if code else 0


def is_medium_failure(error: BaseException) -> bool:
    """Whether the disk or the file failed, and not what was asked of it."""
    return code_of(error) in _MEDIUM_FAILED


def is_out_of_space(error: BaseException) -> bool:
    """Whether room may help: also an I/O error, which is what a quota or a limit of the file's size is to SQLite."""
    return code_of(error) in (_FULL, _IOERR)


def is_damage(error: BaseException) -> bool:
    """Whether the file is not what SQLite wrote."""
    return code_of(error) in (_CORRUPT, _NOTADB)


def is_misread(error: BaseException) -> bool:
    """Whether text that is none, or a table that is not as it was made, ended a statement: at a start, whose
    statements are always the same, that is damage too, which SQLite's own check does not see."""
    origin = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    is_of_driver = isinstance(origin, driver().DatabaseError) and code_of(error) in (0, _ERROR)
    return is_of_driver or isinstance(origin, UnicodeDecodeError)


def damage_in(conn: sa.Connection) -> str | None:
    """What SQLite's own check of the file's structure finds first, in one line; None where all is well."""
    said = str(conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if said == "ok":
        return None
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("***")]
    return lines[0] if lines else said


def free_bytes(folder: Path) -> int | None:
    """What a user may still write there; None when the disk does not even say that."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def refusal(error: BaseException, path: Path) -> Refused | None:
    """The refusal that a failure of disk or file means; None for a bug."""
    detail = str(error.orig) if isinstance(error, sa.exc.DBAPIError) else str(error)
    if isinstance(error, UnicodeDecodeError):
        return Refused("store.corrupt", file=str(path), detail=detail)
    match code_of(error):
        case c if c == _FULL:
            return Refused("store.disk_full", file=str(path), detail=detail)
        case c if c == _IOERR:
            return _failing(path, detail)
        case c if c in (_READONLY, _CANTOPEN):
            return Refused("store.read_only", file=str(path), detail=detail)
        case c if c in (_CORRUPT, _NOTADB):
            return Refused("store.corrupt", file=str(path), detail=detail)
        case _:
            return None


def _failing(path: Path, detail: str) -> Refused:
    """SQLite calls both a full and a failing disk an I/O error; how much is free tells them apart."""
    free = free_bytes(path.parent)
    if free is not None and free < _FULL_BELOW:
        return Refused("store.disk_full", file=str(path), detail=detail)
    return Refused(
        "store.disk_failing", file=str(path), detail=detail, mb="?" if free is None else free >> 20
    )
