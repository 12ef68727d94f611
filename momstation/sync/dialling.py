"""Connects to the central database with a deadline that holds at every step, and stops when the station does."""

import re
import select
import time
from collections.abc import Callable

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from momstation.sync.config import SyncConfig
from momstation.sync.denials import UNREADABLE_ADDRESS
from momstation.sync.faults import Fault, Unreached, fault_of

_SLICE_S = 0.1
_QUOTED = re.compile(r'"[^"]*"')


def dial(config: SyncConfig, is_stopping: Callable[[], bool]) -> psycopg.Connection:
    """Raises ``Unreached``."""
    try:
        connection = psycopg.Connection(_dialled(config, is_stopping))
    except (psycopg.Error, OSError) as error:
        raise unreached(error) from error
    connection.prepare_threshold = None if config.doorbell == "poll" else 5
    return connection


def _dialled(config: SyncConfig, is_stopping: Callable[[], bool]) -> pq.abc.PGconn:
    conninfo = make_conninfo(
        config.dsn,
        user=config.user,
        password=config.password,
        application_name="momstation",
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
        client_encoding="UTF8",
    )
    deadline = time.monotonic() + config.connect_timeout_s
    pgconn = pq.PGconn.connect_start(conninfo.encode())
    while pgconn.status != pq.ConnStatus.BAD:
        state = pgconn.connect_poll()
        if state == pq.PollingStatus.OK:
            pgconn.nonblocking = 1
            return pgconn
        if state == pq.PollingStatus.FAILED:
            break
        if time.monotonic() > deadline or is_stopping():
            pgconn.finish()
            raise Unreached(Fault.TRANSIENT, f"no answer within {config.connect_timeout_s:g} s")
        reading = [pgconn.socket] if state == pq.PollingStatus.READING else []
        writing = [pgconn.socket] if state == pq.PollingStatus.WRITING else []
        select.select(reading, writing, [], _SLICE_S)
    text = pgconn.get_error_message()
    pgconn.finish()
    raise Unreached(fault_of(None, text), text)


def unreached(error: BaseException) -> Unreached:
    """What a failure of the driver means."""
    text = str(error).strip() or type(error).__name__
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    if state is None and isinstance(error, psycopg.DataError | UnicodeError):
        return Unreached(Fault.POISON, text)  # the driver itself cannot write it down
    if state is None and isinstance(error, psycopg.ProgrammingError):
        unquoted = _QUOTED.sub("…", text)  # what libpq quotes of an address may be a part of a password
        return Unreached(Fault.REFUSED, f"{UNREADABLE_ADDRESS}: {unquoted}")
    return Unreached(fault_of(state, text), text.splitlines()[0])
