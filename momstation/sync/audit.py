"""Proves, for an auditor, that the central database holds what the stations recorded, whole and in order.

Every chain of hashes is computed again from the first kept record on; nothing that the database says of
itself is believed.
"""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.events.codec import chain_hash, content_hash
from momstation.sync.connecting import connected
from momstation.sync.envelope import OPAQUE
from momstation.sync.migrate import need_schema

_PAGE = 2000
_TELL_EVERY = 20_000
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place of a log (``station``, ``epoch``, ``seq``) or topic where something is wrong."""

    says: str
    station: str = ""
    epoch: int = 0
    seq: int = 0


@dataclass(slots=True)
class Audit:
    """What was looked through, and what is wrong; nothing if ``breaks`` is empty."""

    events: int = 0
    logs: int = 0
    positions: int = 0
    seconds: float = 0.0
    breaks: list[Break] = field(default_factory=list)


def audit(dsn: str, on_progress: Tell | None = None) -> Audit:
    """Everything, as of one moment; stations go on meanwhile. Raises Refused ``sync.*``."""
    found, began = Audit(), time.monotonic()
    with _as_of_now(dsn) as connection:
        _check_logs(connection, found, on_progress or (lambda done, total: None))
        _check_feeds(connection, found)
        _check_events(connection, found)
    found.seconds = time.monotonic() - began
    return found


def broken_chains(dsn: str) -> tuple[str, ...]:
    """A sentence for each log of a station whose chain of hashes is broken, or that ends elsewhere than it says."""
    found = Audit()
    with _as_of_now(dsn) as connection:
        _check_logs(connection, found, lambda done, total: None)
    return tuple(one.says for one in found.breaks)


@contextmanager
def _as_of_now(dsn: str) -> Iterator[sa.Connection]:
    with connected(dsn) as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        need_schema(connection)
        yield connection


_HEADS = """
    SELECT s.code, l.station_id, l.epoch, l.first_seq, l.before_hash, l.last_seq, l.head_hash
      FROM mom.log_head l JOIN mom.station s ON s.station_id = l.station_id ORDER BY s.code, l.station_id, l.epoch"""
# A record's second place, in a later epoch, carries its own hash; the record may have been taken out meanwhile.
_LOG = """
    SELECT seq, uuid_send(event_id), hlc, kind, v, stream, basis::text, payload, hash FROM mom.event
     WHERE station_id = %(station)s AND epoch = %(epoch)s AND seq >= %(first)s
    UNION ALL
    SELECT a.seq, uuid_send(a.event_id), e.hlc, e.kind, e.v, e.stream, e.basis::text, e.payload, a.hash
      FROM mom.event_again a LEFT JOIN mom.event e ON e.event_id = a.event_id
     WHERE a.station_id = %(station)s AND a.epoch = %(epoch)s AND a.seq >= %(first)s
    ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class _Head:
    code: str
    station_id: UUID
    epoch: int
    first_seq: int
    before_hash: bytes
    last_seq: int
    head_hash: bytes


def _check_logs(connection: sa.Connection, found: Audit, tell: Tell) -> None:
    heads = [_Head(*row) for row in connection.exec_driver_sql(_HEADS)]
    total = sum(max(0, head.last_seq - head.first_seq + 1) for head in heads)
    for head in heads:
        found.logs += 1
        before = found.events
        broken = _first_break(head, _records(connection, head, found, total, tell))
        if broken is not None:
            found.events = max(found.events, before)
            found.breaks.append(broken)
    tell(found.events, total)


def _records(
    connection: sa.Connection, head: _Head, found: Audit, total: int, tell: Tell
) -> Iterator[tuple[Any, ...]]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    values = {"station": head.station_id, "epoch": head.epoch, "first": head.first_seq}
    with driver.cursor(name="audit") as cursor:
        cursor.itersize = _PAGE
        for row in cursor.execute(_LOG, values, binary=True):
            found.events += 1
            if found.events % _TELL_EVERY == 0:
                tell(found.events, total)
            yield row


def _first_break(head: _Head, records: Iterator[tuple[Any, ...]]) -> Break | None:
    seq, end = head.first_seq - 1, bytes(head.before_hash)
    for record in records:
        if record[0] != seq + 1:
            return _missing(head, seq + 1)
        seq, there = record[0], record[8]
        content = _content(record)
        if content is not None and chain_hash(end, content) != there:
            return _changed(head, seq)
        end = there
    if (seq, end) != (head.last_seq, bytes(head.head_hash)):
        said = _(
            "The log of epoch {epoch} of station {code} says that it ends at {last}; its records end at {seq}."
        )
        return Break(
            said.format(code=head.code, epoch=head.epoch, last=head.last_seq, seq=seq),
            head.code,
            head.epoch,
            seq,
        )
    return None


def _changed(head: _Head, seq: int) -> Break:
    said = _("Record {seq} of epoch {epoch} of station {station} was changed.")
    return Break(said.format(seq=seq, epoch=head.epoch, station=head.code), head.code, head.epoch, seq)


def _missing(head: _Head, seq: int) -> Break:
    said = _("Record {seq} of epoch {epoch} of station {station} is missing.")
    return Break(said.format(seq=seq, epoch=head.epoch, station=head.code), head.code, head.epoch, seq)


def _content(record: Sequence[Any]) -> bytes | None:
    """The hash of the content; None where it cannot be computed: a record taken out, or sealed by an old station."""
    _seq, event_id, hlc, kind, v, stream, basis, payload, _hash = record
    if kind is None:
        return None
    if kind == OPAQUE:
        return _sealed_content(event_id, payload) if v >= 2 else None
    heads = tuple(map(_raw, basis[1:-1].split(","))) if len(basis) > 2 else ()
    return content_hash(event_id, hlc, kind, v, stream, heads, payload)


def _raw(uuid: str) -> bytes:
    return bytes.fromhex(uuid.replace("-", ""))


def _sealed_content(event_id: bytes, payload: str) -> bytes:
    """Such a record carries what its hash was computed over; b"" if that is not of this record."""
    try:
        content = base64.b64decode(payload.split(".")[0], validate=True)
    except ValueError:
        return b""
    is_its_own = content.startswith(b'["' + event_id.hex().encode("ascii") + b'"')
    return hashlib.sha256(content).digest() if is_its_own else b""


_TOPICS = "SELECT topic_id, code, greatest(oldest_pos, 1), head_pos FROM mom.topic ORDER BY code"
_MISPLACED = sa.text("""
    SELECT coalesce(was, :first - 1) + 1
      FROM (SELECT pos, lag(pos) OVER (ORDER BY pos) AS was FROM mom.feed WHERE topic_id = :topic) AS row
     WHERE pos <> coalesce(was, :first - 1) + 1 ORDER BY pos LIMIT 1""")
_END = sa.text("SELECT count(*), coalesce(max(pos), :first - 1) FROM mom.feed WHERE topic_id = :topic")


def _check_feeds(connection: sa.Connection, found: Audit) -> None:
    for topic, code, first, head in connection.exec_driver_sql(_TOPICS).all():
        values = {"topic": topic, "first": first}
        count, end = connection.execute(_END, values).one()
        found.positions += count
        misplaced = connection.execute(_MISPLACED, values).scalar()
        if misplaced is not None:
            said = _("Position {pos} of topic {topic} is missing or held twice.")
            found.breaks.append(Break(said.format(topic=code, pos=misplaced)))
        elif end != head:
            said = _("Topic {topic} says that it ends at {head}; its positions end at {pos}.")
            found.breaks.append(Break(said.format(topic=code, head=head, pos=end)))


# A station may have been in another area before; what it recorded then stands in that one's feed.
_LOST = """
    SELECT s.code, e.epoch, e.seq FROM mom.event e JOIN mom.station s ON s.station_id = e.station_id
      JOIN mom.log_head l ON l.station_id = e.station_id AND l.epoch = e.epoch AND e.seq >= l.first_seq
     WHERE NOT EXISTS (SELECT 1 FROM mom.feed f JOIN mom.topic t ON t.topic_id = f.topic_id
                        WHERE f.event_id = e.event_id AND (t.topic_id = s.home_topic OR t.code LIKE 'area/%'))
     ORDER BY 1, 2, 3 LIMIT 20"""
_EMPTY = """
    SELECT t.code, f.pos FROM mom.feed f JOIN mom.topic t ON t.topic_id = f.topic_id
     WHERE NOT EXISTS (SELECT 1 FROM mom.event e WHERE e.event_id = f.event_id AND e.part_day = f.part_day)
     ORDER BY 1, 2 LIMIT 20"""
_TWICE = """
    SELECT s.code, e.event_id FROM (SELECT event_id FROM mom.event GROUP BY 1 HAVING count(*) > 1) AS twice
      JOIN mom.event e ON e.event_id = twice.event_id JOIN mom.station s ON s.station_id = e.station_id LIMIT 20"""
_STRAY = """
    SELECT e.station_id, e.epoch FROM (SELECT DISTINCT station_id, epoch FROM mom.event) AS e
     WHERE NOT EXISTS (SELECT 1 FROM mom.log_head l WHERE l.station_id = e.station_id AND l.epoch = e.epoch)"""


def _check_events(connection: sa.Connection, found: Audit) -> None:
    def ask(query: str) -> Sequence[Any]:
        return connection.execute(sa.text(query)).all()

    for code, epoch, seq in ask(_LOST):
        said = _("Record {seq} of epoch {epoch} of station {code} is in no area's feed.")
        found.breaks.append(Break(said.format(code=code, epoch=epoch, seq=seq), code, epoch, seq))
    for topic, pos in ask(_EMPTY):
        found.breaks.append(
            Break(_("No record stands behind position {pos} of topic {topic}.").format(topic=topic, pos=pos))
        )
    for code, event_id in ask(_TWICE):
        found.breaks.append(
            Break(_("Record {id} of station {code} is held twice.").format(code=code, id=event_id), code)
        )
    for station, epoch in ask(_STRAY):
        said = _("Records of station {id} in epoch {epoch} belong to no log.")
        found.breaks.append(Break(said.format(id=station, epoch=epoch)))
