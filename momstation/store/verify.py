"""Recomputes every hash of a store file, so that nobody has to believe that nothing was changed."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.events.codec import chain_hash, content_hash
from momstation.store import sqlite
from momstation.store.hlc import wall_ms
from momstation.store.rows import ID_BYTES, parted
from momstation.store.schema import check_readable, form_of

OPAQUE = "mom.opaque"
CHANGED, MISSING = "changed", "missing"
_WITH_THINNED = 2
_STEP = 500
_WITH_TIME = 7  # the version of a UUID
_MILLIS = (1 << 48) - 1
_PARTS = "e.event_id, e.hlc, e.kind, e.v, e.stream, e.basis, e.payload, e.hash"
_OWN = (
    f"SELECT o.epoch, o.seq, o.event_id, o.hash, e.epoch, e.seq, e.station_id, e.recorded_at, {_PARTS} "
    "FROM own_log o LEFT JOIN event e USING (event_id) ORDER BY o.epoch, o.seq"
)
_OTHERS = (
    f"SELECT e.station_id, e.epoch, e.seq, e.recorded_at, {_PARTS} FROM event e WHERE NOT EXISTS "
    "(SELECT 1 FROM own_log o WHERE o.epoch = e.epoch AND o.seq = e.seq AND o.event_id = e.event_id) "
    "ORDER BY e.station_id, e.epoch, e.seq"
)
_ENDS = (
    "SELECT p.epoch, p.acked_seq, coalesce(max(o.seq), 0) FROM push_state p LEFT JOIN own_log o USING (epoch) "
    "GROUP BY p.epoch ORDER BY p.epoch"
)
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """``station_id`` in hex; ``what``: "changed" (hash and content differ, or the time) or "missing" (a gap)."""

    station_id: str
    epoch: int
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """``linked`` records were checked against the one before them; the others stand alone, because the record
    before them was never sent to this station or travels sealed. Of ``thinned`` own records only number and
    hash are left here; central has the rest. Faults: own ones first, in the order in which they were recorded.
    """

    events: int
    own: int
    linked: int
    thinned: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify_file(path: Path, step: Step | None = None) -> Verified:
    """Check a store file that no station has open, or that one has. Raises Refused store.*"""
    if not path.exists():
        raise Refused("store.missing", file=str(path))
    if not path.is_file():
        raise Refused("store.not_a_store", file=str(path))
    try:
        conn = sqlite.open_frozen(path)
        try:
            check_readable(conn, path)
            sqlite.read_damaged_text(conn)
            check_structure(conn, path)
            return verify(conn, step)
        finally:
            sqlite.close(conn)
    except Exception as error:
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        raise refused from error


def check_structure(conn: sa.Connection, path: Path) -> None:
    """What a damaged page held may be missing from every query. Raises Refused store.damaged."""
    said = sqlite.damage_in(conn)
    if said is not None:
        raise Refused("store.damaged", file=str(path), detail=said)


def verify(conn: sa.Connection, step: Step | None = None) -> Verified:
    """Check the chains of every station and epoch, and that the own log has no gap. ``step`` is told now and
    then how many records were looked at; what it raises ends the look."""
    return _Look(conn, step).all()


def state_hash(conn: sa.Connection) -> str:
    """One text for all states: equal at two stations that hold the same records of the same streams."""
    digest = hashlib.sha256()
    cursor = sqlite.cursor_of(conn)
    for stream, n, state in cursor.execute("SELECT stream, n, state FROM stream ORDER BY stream").fetchall():
        digest.update(f"{stream}\0{n}\0{state}\0".encode())
    return digest.hexdigest()


class _Look:
    """One look at all of a file, record by record."""

    def __init__(self, conn: sa.Connection, step: Step | None) -> None:
        self._conn = conn
        self._step = step
        self._events = self._own = self._linked = self._thinned = 0
        self._faults: list[Fault] = []

    def all(self) -> Verified:
        station = self._own_station()
        self._own_chain(station)
        own_faults = sorted(self._faults)
        self._faults = []
        self._other_chains()
        faults = (*own_faults, *sorted(self._faults))
        return Verified(self._events, self._own, self._linked, self._thinned, faults)

    def _own_station(self) -> bytes:
        row = sqlite.cursor_of(self._conn).execute("SELECT station_id FROM identity").fetchone()
        return bytes(row[0]) if row else b""

    def _own_chain(self, station: bytes) -> None:
        """Every own number is there with its hash; the content too, unless it was thinned."""
        thinned = _thinned_ids(self._conn) if form_of(self._conn) >= _WITH_THINNED else frozenset()
        epoch, seq = 0, 0
        before: bytes | None = b""
        for row in self._rows(_OWN):
            self._own += 1
            self._seen()
            if row[0] != epoch:
                epoch, seq, before = row[0], 0, b""
            if row[1] != seq + 1:
                self._fault(station, epoch, seq + 1, MISSING)
                before = None
            seq = row[1]
            self._own_record(station, before, row, thinned)
            before = row[3]
        for epoch, acked, last in self._rows(_ENDS):
            if last < acked:
                self._fault(station, epoch, last + 1, MISSING)

    def _own_record(
        self, station: bytes, before: bytes | None, row: tuple[Any, ...], thinned: frozenset[bytes]
    ) -> None:
        epoch, seq, event_id, own_hash, at_epoch, at_seq, by, at, *parts = row
        if by is None:
            self._thinned += 1
            if event_id not in thinned:
                self._fault(station, epoch, seq, MISSING)
            return
        self._events += 1
        if (epoch, seq, own_hash, station) != (at_epoch, at_seq, parts[-1], by) or not _is_then(at, parts):
            self._fault(station, epoch, seq, CHANGED)
        elif before is not None and parts[2] != OPAQUE:
            self._linked += 1
            if _chained(before, parts) != own_hash:
                self._fault(station, epoch, seq, CHANGED)

    def _other_chains(self) -> None:
        """Records of others, where the one before them is here too. Copies of one disk have each a record of
        their own with the same number: one of those before it must fit."""
        place: tuple[bytes, int, int] = (b"", 0, 0)
        before: set[bytes] = set()
        here: set[bytes] = set()
        for station, epoch, seq, at, *parts in self._rows(_OTHERS):
            self._events += 1
            self._seen()
            if (station, epoch, seq) != place:
                is_next = (station, epoch, seq - 1) == place
                before, here = (here if is_next else set()), set()
                place = (station, epoch, seq)
            here.add(parts[-1])
            self._other_record(place, before if seq > 1 else {b""}, at, parts)

    def _other_record(
        self, place: tuple[bytes, int, int], before: set[bytes], at: str, parts: list[Any]
    ) -> None:
        is_linked = bool(before) and parts[2] != OPAQUE
        self._linked += is_linked
        if not _is_then(at, parts) or (
            is_linked and parts[-1] not in {_chained(one, parts) for one in before}
        ):
            self._fault(*place, CHANGED)

    def _fault(self, station: bytes, epoch: int, seq: int, what: str) -> None:
        self._faults.append(Fault(station.hex(), epoch, seq, what))

    def _seen(self) -> None:
        if self._step is not None and (self._own + self._events) % _STEP == 0:
            self._step(self._own + self._events)

    def _rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        cursor = sqlite.cursor_of(self._conn).execute(sql)
        while (row := cursor.fetchone()) is not None:
            yield row


def _chained(before: bytes, parts: list[Any]) -> bytes:
    event_id, stamp, kind, v, stream, basis, payload, _ = parts
    return chain_hash(before, content_hash(event_id, stamp, kind, v, stream, parted(basis), payload))


def _is_then(recorded_at: str, parts: list[Any]) -> bool:
    """The hash leaves out when a record was made, but covers its id, which begins with the same clock's
    milliseconds. An id that is made in another way and a record that nobody here can open tell nothing."""
    event_id, kind = parts[0], parts[2]
    if kind == OPAQUE or len(event_id) != ID_BYTES or event_id[6] >> 4 != _WITH_TIME:
        return True
    try:
        moment = datetime.fromisoformat(recorded_at)
    except ValueError:
        return False
    return moment.tzinfo is not None and wall_ms(moment) & _MILLIS == int.from_bytes(event_id[:6], "big")


def _thinned_ids(conn: sa.Connection) -> frozenset[bytes]:
    rows = sqlite.cursor_of(conn).execute("SELECT ids FROM thinned").fetchall()
    return frozenset(ids[at : at + ID_BYTES] for (ids,) in rows for at in range(0, len(ids), ID_BYTES))
