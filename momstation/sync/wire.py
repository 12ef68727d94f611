"""The calls to the central database, each with a deadline; the station speaks to PostgreSQL here alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from momstation import __version__
from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.sync.config import SyncConfig, unlocked
from momstation.sync.dialling import dial, unreached
from momstation.sync.envelope import Entry, Row
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import Greeting, Head, OpenStreams, PushAnswer
from momstation.sync.secrecy import SILENT_KEYRING
from momstation.sync.watchdog import Watchdog

_BYTES_A_SECOND = 250_000  # a large call has longer to arrive over a thin line
_HELLO = "SELECT * FROM mom.hello(%(station)s, %(token)s, %(app)s)"
_HEADS = "SELECT * FROM mom.heads(%(station)s, %(token)s)"
_PUSH = (
    "SELECT * FROM mom.push(%(station)s, %(token)s, %(epoch)s, %(seq)s, %(hash)s, CAST(%(batch)s AS json))"
)
_OPEN_BULK = "SELECT mom.open_bulk(%(station)s, %(token)s)"
_COPY_BULK = 'COPY pg_temp.mom_bulk (place, id, hlc, at, off, k, v, s, f, b, "to", p, h) FROM STDIN'
_PUSH_BULK = "SELECT * FROM mom.push_bulk(%(station)s, %(token)s, %(epoch)s, %(seq)s, %(hash)s)"
_PULL = (
    "SELECT pos, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream,"
    " flags, basis, topics, payload, hash FROM mom.pull(%(station)s, %(token)s, %(topic)s, %(pos)s, %(limit)s)"
)
_FEED_IDS = "SELECT pos, event_id FROM mom.feed_ids(%(station)s, %(token)s, %(topic)s, %(after)s, %(limit)s)"
_OPEN_STREAMS = "SELECT head_pos, stream, last_pos FROM mom.open_streams(%(station)s, %(token)s, %(topic)s)"
_STREAM_PAGE = (
    "SELECT pos, event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms, kind, v, stream,"
    " flags, basis, topics, payload, hash"
    " FROM mom.stream_page(%(station)s, %(token)s, %(topic)s, %(streams)s, %(hlc)s, %(event)s, %(limit)s)"
)
_OWN_LOG = "SELECT seq, hash FROM mom.own_log(%(station)s, %(token)s, %(epoch)s, %(after)s, %(limit)s)"
_OPEN_EPOCH = "SELECT mom.open_epoch(%(station)s, %(token)s, %(why)s, %(known)s, %(again)s)"
# The ring is worth nothing after a crash, so its commit does not wait for the disk: the lock that NOTIFY
# takes over the whole cluster is then held for microseconds.
_RING = (
    "SELECT set_config('synchronous_commit', 'off', true),"
    " (SELECT count(pg_notify('mom_' || t, p::text))"
    "    FROM unnest(CAST(%(topics)s AS int[]), CAST(%(places)s AS bigint[])) AS rung (t, p))"
)


class Wire:
    """One connection, used by one thread. Every failure is ``Unreached``; after one, close it."""

    def __init__(
        self, config: SyncConfig, watchdog: Watchdog, clock: Clock, is_stopping: Callable[[], bool]
    ) -> None:
        self._config = config = _with_secrets(config)
        self._watchdog = watchdog
        self._clock = clock
        self._who = {"station": UUID(bytes=config.station_id), "token": config.token}
        raw = dial(config, is_stopping)
        raw.autocommit = True
        self._raw = raw
        self._pgconn = raw.pgconn
        self._notices: list[tuple[int, int]] = []
        raw.add_notify_handler(lambda notice: self._note(notice.pid, notice.channel, notice.payload))

    @property
    def descriptor(self) -> int:
        """The socket, for waiting on the doorbell."""
        return self._pgconn.socket

    def close(self) -> None:
        self._raw.close()

    def hello(self) -> Greeting:
        """Say "I am here"; learn the plant's clock, and whether the server is still the same."""
        asked = self._clock.now()
        said = self._ask_one(_HELLO, app=f"momstation {__version__}")
        return Greeting(
            self._offset_ms(asked, said["server_now"]),
            said["server"],
            said.get("schema_version"),
            said.get("spread_ms", 0) / 1000,
        )

    def heads(self) -> Sequence[Head]:
        return [Head(*row) for row in self._ask(_HEADS)]

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        asked = self._clock.now()
        values: dict[str, object] = {"epoch": epoch, "seq": prev_seq, "hash": prev_hash, "batch": batch}
        return self._answer(asked, self._ask_one(_PUSH, len(batch), **values))

    def push_bulk(self, epoch: int, prev_seq: int, prev_hash: bytes, entries: Sequence[Entry]) -> PushAnswer:
        self._ask(_OPEN_BULK)
        size = sum(len(entry.p) for entry in entries)
        with self._call(size), self._raw.cursor() as cursor, cursor.copy(_COPY_BULK) as copy:
            for place, entry in enumerate(entries, start=1):
                basis, digest = f"{{{','.join(entry.b)}}}", f"\\x{entry.h}"
                copy.write_row((place, *entry[:8], basis, entry.to, entry.p, digest))
        asked = self._clock.now()
        return self._answer(asked, self._ask_one(_PUSH_BULK, epoch=epoch, seq=prev_seq, hash=prev_hash))

    def _answer(self, asked: datetime, said: Mapping[str, Any]) -> PushAnswer:
        return PushAnswer(
            said["is_taken"],
            said["last_seq"],
            bytes(said["head_hash"]),
            self._offset_ms(asked, said["server_now"]),
            dict(zip(said["topic_ids"], said["heads"], strict=True)),
            said.get("flagged", 0),
            said.get("retry_after_ms", 0) / 1000,
        )

    def pull(self, topic_id: int, pos: int, limit: int) -> Sequence[Row]:
        return [Row(*row) for row in self._ask(_PULL, topic=topic_id, pos=pos, limit=limit)]

    def feed_ids(self, topic_id: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        rows = self._ask(_FEED_IDS, topic=topic_id, after=after, limit=limit)
        return [(pos, event_id.bytes) for pos, event_id in rows]

    def open_streams(self, topic_id: int) -> OpenStreams:
        rows = self._ask(_OPEN_STREAMS, topic=topic_id)
        return OpenStreams(rows[0][0], {stream: pos for _, stream, pos in rows if stream is not None})

    def stream_page(
        self, topic_id: int, streams: Sequence[str], after: tuple[int, bytes], limit: int
    ) -> Sequence[Row]:
        hlc, event_id = after[0], UUID(bytes=after[1])
        rows = self._ask(
            _STREAM_PAGE, topic=topic_id, streams=list(streams), hlc=hlc, event=event_id, limit=limit
        )
        return [Row(*row) for row in rows]

    def own_log(self, epoch: int, after: int, limit: int) -> Sequence[tuple[int, bytes]]:
        return [
            (seq, bytes(there)) for seq, there in self._ask(_OWN_LOG, epoch=epoch, after=after, limit=limit)
        ]

    def open_epoch(self, why: str, known: int, again: bool) -> int:
        return int(self._ask(_OPEN_EPOCH, why=why, known=known, again=again)[0][0])

    def ring(self, heads: Mapping[int, int]) -> None:
        """Tell who listens how far topics go now; a hint, never the only way to learn it."""
        with self._call():
            self._raw.execute(_RING, {"topics": list(heads), "places": list(heads.values())})

    def listen(self, topics: Sequence[int]) -> None:
        for topic_id in topics:
            with self._call():
                self._raw.execute(SQL("LISTEN {}").format(Identifier(f"mom_{topic_id:d}")))

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
            raise unreached(error) from error
        heard, self._notices = self._notices, []
        return heard

    def _note(self, pid: int, channel: str, payload: str) -> None:
        if pid == self._pgconn.backend_pid:
            return  # our own ring
        topic, place = channel.removeprefix("mom_"), payload
        if topic.isdecimal() and place.isdecimal():
            self._notices.append((int(topic), int(place)))

    def _ask(self, statement: LiteralString, size: int = 0, /, **values: Any) -> Sequence[Any]:
        with self._call(size):
            return self._raw.execute(statement, {**self._who, **values}).fetchall()

    def _ask_one(self, statement: LiteralString, size: int = 0, /, **values: Any) -> Mapping[str, Any]:
        """By name: an older or newer server answers with fewer or more columns."""
        with self._call(size), self._raw.cursor(row_factory=dict_row) as cursor:
            row = cursor.execute(statement, {**self._who, **values}).fetchone()
        assert row is not None
        return row

    def _offset_ms(self, asked: datetime, server_now: datetime) -> int:
        middle = asked + (self._clock.now() - asked) / 2
        return round((middle - server_now).total_seconds() * 1000)

    @contextmanager
    def _call(self, size: int = 0) -> Iterator[None]:
        self._watchdog.has_bitten = False
        timeout_s = self._config.call_timeout_s + size / _BYTES_A_SECOND
        try:
            with self._watchdog.guard(self._pgconn.socket, timeout_s):
                yield
        except (psycopg.Error, OSError, UnicodeError) as error:
            raise self._explained(error) from error

    def _explained(self, error: BaseException) -> Unreached:
        if self._watchdog.has_bitten:
            return Unreached(Fault.TRANSIENT, f"no answer within {self._config.call_timeout_s:g} s")
        return unreached(error)


def _with_secrets(config: SyncConfig) -> SyncConfig:
    """Asked anew for each connection, so that a keyring which somebody unlocks is found open."""
    try:
        return unlocked(config)
    except Refused as refused:
        raise Unreached(Fault.REFUSED, SILENT_KEYRING) from refused
