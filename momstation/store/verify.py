"""Recomputes every hash of a store file, so that nobody has to believe that nothing was changed."""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.i18n import _, ngettext
from momstation.events.codec import chain_hash
from momstation.store import sqlite
from momstation.store.log import content_of
from momstation.store.refusals import REFUSALS
from momstation.store.rows import COLUMNS, record_of
from momstation.store.schema import check_readable

OPAQUE = "mom.opaque"
_EVENTS = f"SELECT {COLUMNS} FROM event e ORDER BY station_id, epoch, seq"
_OWN = (
    "SELECT o.epoch, o.seq, o.hash, e.epoch, e.seq, e.hash, e.station_id = i.station_id "
    "FROM own_log o JOIN identity i LEFT JOIN event e USING (event_id) ORDER BY o.epoch, o.seq"
)
_CUT_OFF = (
    "SELECT p.epoch, coalesce(max(o.seq), 0) AS last FROM push_state p LEFT JOIN own_log o USING (epoch) "
    "GROUP BY p.epoch HAVING last < p.acked_seq"
)
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """``station_id`` in hex; ``what``: "changed" (hash and content differ) or "missing" (a gap)."""

    station_id: str
    epoch: int
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """``linked`` records were checked against the one before them; the others stand alone, because the record
    before them was never sent to this station or travels sealed."""

    events: int
    own: int
    linked: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify_file(path: Path) -> Verified:
    """Check a store file that no station has open, or that one has. Raises Refused store.*"""
    if not path.is_file():
        raise Refused("store.missing", file=str(path))
    try:
        conn = sqlite.open_frozen(path)
        try:
            check_readable(conn, path)
            return verify(conn)
        finally:
            sqlite.close(conn)
    except Exception as error:
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        raise refused from error


def verify(conn: sa.Connection) -> Verified:
    """Check the chains of every station and epoch, and that the own log has no gap."""
    own, faults = _check_own_log(conn)
    events = linked = 0
    before: Record | None = None
    for record in _records(conn):
        events += 1
        known = _hash_before(before, record)
        if known is not None and record.kind != OPAQUE:
            linked += 1
            if chain_hash(known, content_of(record)) != record.hash:
                faults.append(_fault(record, "changed"))
        before = record
    return Verified(events, own, linked, tuple(faults))


def state_hash(conn: sa.Connection) -> str:
    """One text for all states: equal at two stations that hold the same records of the same streams."""
    digest = hashlib.sha256()
    cursor = sqlite.cursor_of(conn)
    for stream, n, state in cursor.execute("SELECT stream, n, state FROM stream ORDER BY stream").fetchall():
        digest.update(f"{stream}\0{n}\0{state}\0".encode())
    return digest.hexdigest()


def _records(conn: sa.Connection) -> Iterator[Record]:
    cursor = sqlite.cursor_of(conn).execute(_EVENTS)
    while (row := cursor.fetchone()) is not None:
        yield record_of(row)


def _hash_before(before: Record | None, record: Record) -> bytes | None:
    if record.seq == 1:
        return b""
    if before is None or before.seq + 1 != record.seq:
        return None
    is_same_log = (before.station_id, before.epoch) == (record.station_id, record.epoch)
    return before.hash if is_same_log else None


def _check_own_log(conn: sa.Connection) -> tuple[int, list[Fault]]:
    cursor = sqlite.cursor_of(conn)
    identity = cursor.execute("SELECT station_id FROM identity").fetchone()
    station = identity[0].hex() if identity else ""
    faults: list[Fault] = []
    own = 0
    place = (0, 0)
    for epoch, seq, own_hash, *in_event, is_ours in cursor.execute(_OWN).fetchall():
        own += 1
        expected = place[1] + 1 if epoch == place[0] else 1
        if seq != expected:
            faults.append(Fault(station, epoch, expected, "missing"))
        if not is_ours or [epoch, seq, own_hash] != in_event:
            faults.append(Fault(station, epoch, seq, "changed"))
        place = (epoch, seq)
    cut_off = cursor.execute(_CUT_OFF).fetchall()
    faults += [Fault(station, epoch, last + 1, "missing") for epoch, last in cut_off]
    return own, faults


def _fault(record: Record, what: str) -> Fault:
    return Fault(record.station_id.hex(), record.epoch, record.seq, what)


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """``store verify FILE``: 0 when every hash is right, 1 when not, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="momstation store")
    commands = parser.add_subparsers(dest="command", required=True)
    verify_parser = commands.add_parser("verify", help=_("Recompute the hash chains of a station's store."))
    verify_parser.add_argument("file", type=Path)
    try:
        asked = parser.parse_args(argv)
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        found = verify_file(asked.file)
    except Refused as refused:
        stderr.write(_(REFUSALS[refused.key]).format(**refused.values) + "\n")
        return 2
    _report(found, stdout)
    return 0 if found.is_whole else 1


def _report(found: Verified, stdout: TextIO) -> None:
    counted = ngettext("{n} record, {own} of them own.", "{n} records, {own} of them own.", found.events)
    stdout.write(counted.format(n=found.events, own=found.own) + "\n")
    if found.is_whole:
        stdout.write(_("Every chain is whole: nothing was changed, no own record is missing.") + "\n")
        return
    for fault in found.faults[:_MOST_SHOWN]:
        sentence = (
            _("Record {seq} of epoch {epoch} of station {station} was changed.")
            if fault.what == "changed"
            else _("Record {seq} of epoch {epoch} of station {station} is missing.")
        )
        stdout.write(sentence.format(seq=fault.seq, epoch=fault.epoch, station=fault.station_id) + "\n")
    if len(found.faults) > _MOST_SHOWN:
        stdout.write(_("And {n} more.").format(n=len(found.faults) - _MOST_SHOWN) + "\n")
