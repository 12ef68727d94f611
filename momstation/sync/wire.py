"""The calls to the central database, each with a deadline; the station speaks to PostgreSQL here alone."""

import select
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
from psycopg import pq
from psycopg.conninfo import make_conninfo
from sqlalchemy.pool import NullPool

from momstation import __version__
from momstation.core.clock import Clock
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import Row
from momstation.sync.faults import Fault, Unreached, fault_of
from momstation.sync.protocol import Greeting, Head, PushAnswer
from momstation.sync.watchdog import Watchdog

_SLICE_S = 0.1
_HELLO = sa.text("SELECT server_now, server FROM mom.hello(:station, :token, :app)")
_HEADS = sa.text("SELECT topic_id, code, head_pos FROM mom.heads(:station, :token)")
_PUSH = sa.text(
    "SELECT is_taken, last_seq, head_hash, server_now, topic_ids, heads"
    " FROM mom.push(:station, :token, :epoch, :seq, :hash, CAST(:batch AS json))"
)
_PULL = sa.text(
    "SELECT pos, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream,"
    " flags, basis, topics, payload, hash FROM mom.pull(:station, :token, :topic, :pos, :limit)"
)
_FEED_IDS = sa.text("SELECT pos, event_id FROM mom.feed_ids(:station, :token, :topic, :after, :limit)")
_BOOTSTRAP = sa.text(
    "SELECT head_pos, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream,"
    " flags, basis, topics, payload, hash FROM mom.bootstrap(:station, :token, :topic)"
)
_OWN_LOG = sa.text("SELECT seq, hash FROM mom.own_log(:station, :token, :epoch, :after, :limit)")
_OPEN_EPOCH = sa.text("SELECT mom.open_epoch(:station, :token, :why, :known, :again)")
# The ring is worth nothing after a crash, so its commit does not wait for the disk: the lock that NOTIFY
# takes over the whole cluster is then held for microseconds.
_RING = sa.text(
    "SELECT set_config('synchronous_commit', 'off', true),"
    " (SELECT count(pg_notify('mom_' || t, p::text))"
    "    FROM unnest(CAST(:topics AS int[]), CAST(:places AS bigint[])) AS rung (t, p))"
)


class Wire:
    """One connection, used by one thread. Every failure is ``Unreached``; after one, close it."""

    def __init__(
        self, config: SyncConfig, watchdog: Watchdog, clock: Clock, is_stopping: Callable[[], bool]
    ) -> None:
        self._config = config
        self._watchdog = watchdog
        self._clock = clock
        self._who = {"station": UUID(bytes=config.station_id), "token": config.token}
        raw = self._dial(is_stopping)
        self._pgconn = raw.pgconn
        self._notices: list[tuple[int, int]] = []
        raw.add_notify_handler(lambda notice: self._note(notice.pid, notice.channel, notice.payload))
        self._engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=lambda: raw,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            use_native_hstore=False,
        )
        try:
            with self._call():
                self._connection = self._engine.connect()
        except Unreached:
            raw.close()
            raise

    @property
    def descriptor(self) -> int:
        """The socket, for waiting on the doorbell."""
        return self._pgconn.socket

    def close(self) -> None:
        if not self._connection.invalidated:
            self._connection.invalidate()  # closes it without asking the server for a last rollback
        self._connection.close()
        self._engine.dispose()

    def hello(self) -> Greeting:
        """Say "I am here"; learn the plant's clock, and whether the server is still the same."""
        asked = self._clock.now()
        server_now, server = self._ask(_HELLO, app=f"momstation {__version__}")[0]
        return Greeting(self._offset_ms(asked, server_now), server)

    def heads(self) -> Sequence[Head]:
        return [Head(*row) for row in self._ask(_HEADS)]

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        asked = self._clock.now()
        rows = self._ask(_PUSH, epoch=epoch, seq=prev_seq, hash=prev_hash, batch=batch)
        is_taken, last_seq, head_hash, server_now, topics, places = rows[0]
        offset_ms = self._offset_ms(asked, server_now)
        return PushAnswer(
            is_taken, last_seq, bytes(head_hash), offset_ms, dict(zip(topics, places, strict=True))
        )

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]:
        return [Row(*row) for row in self._ask(_PULL, topic=topic_id, pos=pos, limit=limit)]

    def feed_ids(self, topic_id: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        rows = self._ask(_FEED_IDS, topic=topic_id, after=after, limit=limit)
        return [(pos, event_id.bytes) for pos, event_id in rows]

    def bootstrap(self, topic_id: int) -> tuple[int, Sequence[Row]]:
        rows = self._ask(_BOOTSTRAP, topic=topic_id)
        head_pos = int(rows[0][0]) if rows else 0
        return head_pos, [Row(*row) for row in rows if row[1] is not None]

    def own_log(self, epoch: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        return [
            (seq, bytes(there)) for seq, there in self._ask(_OWN_LOG, epoch=epoch, after=after, limit=limit)
        ]

    def open_epoch(self, why: str, known: int, again: bool) -> int:
        return int(self._ask(_OPEN_EPOCH, why=why, known=known, again=again)[0][0])

    def ring(self, heads: Mapping[int, int]) -> None:
        """Tell who listens how far topics go now; a hint, never the only way to learn it."""
        with self._call():
            self._connection.execute(_RING, {"topics": list(heads), "places": list(heads.values())})

    def listen(self, topics: Sequence[int]) -> None:
        for topic_id in topics:
            with self._call():
                self._connection.execute(sa.text(f"LISTEN mom_{topic_id:d}"))

    def notices(self, is_readable: bool) -> Sequence[tuple[int, int]]:
        """What the doorbell said since the last time: topic and position. Never blocks.

        Ask before waiting on the socket too: a notice can have come in with the answer to a call.
        """
        try:
            if is_readable:
                self._pgconn.consume_input()
            while (notice := self._pgconn.notifies()) is not None:
                self._note(notice.be_pid, notice.relname.decode(), notice.extra.decode())
        except psycopg.Error as error:
            raise _unreached(error) from error
        heard, self._notices = self._notices, []
        return heard

    def _note(self, pid: int, channel: str, payload: str) -> None:
        if pid == self._pgconn.backend_pid:
            return  # our own ring
        topic, place = channel.removeprefix("mom_"), payload
        if topic.isdecimal() and place.isdecimal():
            self._notices.append((int(topic), int(place)))

    def _ask(self, statement: sa.TextClause, **values: object) -> Sequence[Any]:
        with self._call():
            return self._connection.execute(statement, {**self._who, **values}).all()

    def _offset_ms(self, asked: datetime, server_now: datetime) -> int:
        middle = asked + (self._clock.now() - asked) / 2
        return round((middle - server_now).total_seconds() * 1000)

    @contextmanager
    def _call(self) -> Iterator[None]:
        self._watchdog.has_bitten = False
        try:
            with self._watchdog.guard(self._pgconn.socket, self._config.call_timeout_s):
                yield
        except sa.exc.DBAPIError as error:
            raise self._explained(error.orig if error.orig is not None else error) from error
        except (psycopg.Error, OSError) as error:
            raise self._explained(error) from error

    def _explained(self, error: BaseException) -> Unreached:
        if self._watchdog.has_bitten:
            return Unreached(Fault.TRANSIENT, f"no answer within {self._config.call_timeout_s:g} s")
        return _unreached(error)

    def _dial(self, is_stopping: Callable[[], bool]) -> psycopg.Connection:
        """Connect with a deadline that holds at every step, and stop trying as soon as the station stops."""
        try:
            return psycopg.Connection(self._dialled(is_stopping))
        except (psycopg.Error, OSError) as error:
            raise _unreached(error) from error

    def _dialled(self, is_stopping: Callable[[], bool]) -> pq.abc.PGconn:
        conninfo = make_conninfo(
            self._config.dsn,
            user=self._config.user,
            password=self._config.password,
            application_name="momstation",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            client_encoding="UTF8",
        )
        deadline = time.monotonic() + self._config.connect_timeout_s
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
                raise Unreached(Fault.TRANSIENT, f"no answer within {self._config.connect_timeout_s:g} s")
            reading = [pgconn.socket] if state == pq.PollingStatus.READING else []
            writing = [pgconn.socket] if state == pq.PollingStatus.WRITING else []
            select.select(reading, writing, [], _SLICE_S)
        text = pgconn.get_error_message()
        pgconn.finish()
        raise Unreached(fault_of(None, text), text)


def _unreached(error: BaseException) -> Unreached:
    text = str(error).strip() or type(error).__name__
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        return Unreached(Fault.REFUSED, text)  # the DSN itself cannot be read
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    return Unreached(fault_of(state, text), text.splitlines()[0])
