"""SQLite through APSW, in the words of Python's own driver: so that the real store runs on a file system of tests."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any, ClassVar, cast

import apsw
import apsw.ext


class Warning(Exception):  # noqa: A001  # the names of PEP 249
    pass


class Error(Exception):
    """``sqlite_errorcode`` is the extended result code, as Python's own driver has it."""

    sqlite_errorcode = 0


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


_CLASSES: tuple[tuple[type[apsw.Error], type[Error]], ...] = (
    (apsw.ConstraintError, IntegrityError),
    (apsw.CorruptError, DatabaseError),
    (apsw.NotADBError, DatabaseError),
    (apsw.MisuseError, ProgrammingError),
)


def _said(error: apsw.Error) -> Error:
    kind = next((ours for theirs, ours in _CLASSES if isinstance(error, theirs)), OperationalError)
    made = kind(str(error))
    made.sqlite_errorcode = int(getattr(error, "extendedresult", 0) or getattr(error, "result", 0) or 1)
    return made


class Cursor:
    """Reads all rows at once: nobody here reads so many that it matters."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self._rows: list[tuple[Any, ...]] = []

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        raw = self.connection.raw
        try:
            before = raw.total_changes()
            cursor = raw.execute(sql, tuple(parameters) or None)
            found = cursor.get_description() if not _is_done(cursor) else ()
            self._rows = [tuple(row) for row in cursor]
            is_reading = bool(found) or sql.lstrip()[:6].upper() in ("SELECT", "PRAGMA")
            names = [one[0] for one in found] or (list(self.connection.columns(sql)) if is_reading else [])
            self.description = tuple((name, *(None,) * 6) for name in names) or None
            self.rowcount = raw.changes() if raw.total_changes() != before else (-1 if is_reading else 0)
            self.lastrowid = raw.last_insert_rowid()
        except apsw.Error as error:
            raise _said(error) from error
        return self

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "Cursor":
        count = 0
        for one in parameters:
            self.execute(sql, one)
            count += max(0, self.rowcount)
        self.rowcount = count
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        some = self._rows[: size or self.arraysize]
        del self._rows[: len(some)]
        return some

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def close(self) -> None:
        self._rows = []

    def __iter__(self) -> Any:
        return iter(self.fetchall())


def _is_done(cursor: apsw.Cursor) -> bool:
    try:
        cursor.get_description()
    except apsw.ExecutionCompleteError:
        return True
    return False


class Connection:
    """Never begins a transaction by itself."""

    isolation_level: str | None = None
    row_factory = None
    text_factory = str

    def __init__(self, uri: str, vfs: str | None) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        self._columns: dict[str, tuple[str, ...]] = {}
        try:
            self.raw = apsw.Connection(uri, flags=flags, vfs=vfs)
        except apsw.Error as error:
            raise _said(error) from error

    def columns(self, sql: str) -> tuple[str, ...]:
        """The names of what a query without any row would have given."""
        if sql not in self._columns:
            self._columns[sql] = tuple(name for name, _ in apsw.ext.query_info(self.raw, sql).description)
        return self._columns[sql]

    @property
    def in_transaction(self) -> bool:
        return self.raw.in_transaction

    @property
    def total_changes(self) -> int:
        return self.raw.total_changes()

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        return Cursor(self).execute(sql, parameters)

    def create_function(self, name: str, count: int, function: Callable[..., Any], **options: Any) -> None:
        self.raw.create_scalar_function(name, function, count, **options)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def interrupt(self) -> None:
        self.raw.interrupt()

    def close(self) -> None:
        with suppress(apsw.IOError):  # what fails while the last one empties the log, SQLite keeps to itself
            self.raw.close()


class Driver(ModuleType):
    """Looks like ``sqlite3``; opens every file on ``vfs``."""

    paramstyle = "qmark"
    threadsafety = 1
    apilevel = "2.0"
    PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2
    Binary = bytes
    sqlite_version = apsw.sqlite_lib_version()
    sqlite_version_info: ClassVar[tuple[int, ...]] = tuple(int(part) for part in sqlite_version.split("."))
    Warning, Error, InterfaceError, DatabaseError = Warning, Error, InterfaceError, DatabaseError
    DataError, OperationalError, IntegrityError = DataError, OperationalError, IntegrityError
    InternalError, ProgrammingError, NotSupportedError = InternalError, ProgrammingError, NotSupportedError
    Row = tuple
    Connection, Cursor = Connection, Cursor

    def __init__(self, vfs: str | None = None) -> None:
        super().__init__("apsw_driver")
        self.vfs = vfs

    def connect(self, database: str, **_: object) -> Any:
        return Connection(database, self.vfs)


def driver(vfs: str | None = None) -> ModuleType:
    return cast(ModuleType, Driver(vfs))
