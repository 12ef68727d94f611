"""Compares the second journal with the store's own log, and brings it what it lacks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from momstation.store import command_rows, upkeep
from momstation.store.copy_file import CopyFile, gather, in_step_mark, month_files, owner_of
from momstation.store.copy_frames import (
    COMPARE,
    CommandFrame,
    InStepFrame,
    Place,
    RecordFrame,
    Row,
    in_step_frame,
    packed_frame,
    record_frame,
)
from momstation.store.identity import Identity
from momstation.store.reader import ReadConnection
from momstation.store.rows import COLUMNS
from momstation.store.sqlite import cursor_of

REMOVED = "months removed"
_PAGE = 500
_OWN = (
    f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id) "
    "WHERE (o.epoch, o.seq) > (?, ?) ORDER BY o.epoch, o.seq LIMIT ?"
)
_LAST = "SELECT epoch, seq, hash FROM own_log WHERE epoch = (SELECT epoch FROM identity) ORDER BY seq DESC LIMIT 1"
_ACKED = "SELECT epoch, acked_seq, opened_why FROM push_state"


class Foreign(Exception):
    """The folder holds the journal of the station ``code``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Ending(Exception):
    """The station was closed before the comparison was through."""


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How far the copy reaches, and how many records it has that the store lacks."""

    place: Place
    hash: bytes
    has_more: int


class CatchUp:
    """For one comparison. Raises OSError when the medium fails, Foreign, Ending."""

    def __init__(
        self,
        store: Path,
        file: CopyFile,
        identity: Identity,
        left_out: frozenset[bytes] = frozenset(),
        mark: InStepFrame | None = None,
    ) -> None:
        """``mark``: the one that was last when nothing had been recorded yet."""
        self._mark = mark
        self._file = file
        self._identity = identity
        self._left_out = left_out
        self._look = ReadConnection(store)

    def run(self, is_ending: Callable[[], bool], on_nearly: Callable[[], None]) -> CaughtUp:
        """``on_nearly`` is called when all that was there has been brought: from then on whoever records hands
        it over, and one last look finds what came between."""
        try:
            self._check_owner()
            return self._marked(on_nearly) or self._compare(is_ending, on_nearly)
        finally:
            self._look.close()

    def _marked(self, on_nearly: Callable[[], None]) -> CaughtUp | None:
        """The files held everything up to the mark; what came since is brought."""
        mark = self._mark or in_step_mark(self._file.folder)
        if mark is None or mark.place[0] != self._identity.epoch:
            return None
        chained = mark.hash if mark.place[1] else b""
        if self._look.run(lambda conn: _hash_at(conn, mark.place)) != chained:
            return None
        on_nearly()
        reached, last, late = self._bring(mark.place, {}, lambda: False)
        if late:
            self._bring_commands({}, late)
        return CaughtUp(reached, last or chained, 0)

    def _compare(self, is_ending: Callable[[], bool], on_nearly: Callable[[], None]) -> CaughtUp:
        found = gather(self._file.folder)
        if found.identity != self._identity:
            self._file.write((), self._identity, self._look.run(self._why) or "opened")
        removed = self._look.run(removed_upto) if found.records else (0, 0)
        reached, chained, own = self._bring(removed, found.records, is_ending)
        on_nearly()
        reached, last, late = self._bring(reached, found.records, is_ending)
        if reached[0] != self._identity.epoch:
            reached, last = (self._identity.epoch, 0), b""
        if is_ending():
            raise Ending
        self._bring_commands(found.commands, own | late)
        known = own | late | self._left_out
        acked = self._look.run(_acked)
        more = [one for key, one in found.records.items() if key not in known and not _is_central(one, acked)]
        if more:
            self._file.write([in_step_frame(COMPARE, bytes(32), 0)], self._identity)
        return CaughtUp(reached, last or chained, len(more))

    def _bring(
        self, after: Place, there: Mapping[bytes, RecordFrame], is_ending: Callable[[], bool]
    ) -> tuple[Place, bytes, set[bytes]]:
        """Write what is not there; how far the own log reached, its last hash, and the ids on the way."""
        reached, chained, own = after, b"", set[bytes]()
        while not is_ending():
            rows = self._look.run(lambda conn, after=reached: _page(conn, after))  # type: ignore[misc]
            if not rows:
                break
            own.update(row[0] for row in rows)
            lacking = [record_frame(row) for row in rows if _differs(row, there.get(row[0]))]
            if lacking:
                self._file.write(lacking, self._identity)
            reached, chained = (rows[-1][2], rows[-1][3]), rows[-1][14]
        return reached, chained, own

    def _bring_commands(self, there: Mapping[str, CommandFrame], own: set[bytes]) -> None:
        """Of the records ``own``; after them, since what came between has both."""
        known = self._look.run(lambda conn: tuple(command_rows.known(cursor_of(conn))))
        lacking = [one for one in known if there.get(one.command_id) != one and own.issuperset(one.event_ids)]
        if lacking:
            self._file.write([packed_frame(one) for one in lacking], self._identity)

    def _check_owner(self) -> None:
        owner = owner_of(self._file.folder)
        if owner is None or owner.station_id == self._identity.station_id:
            return
        if owner.code != self._identity.code:
            raise Foreign(owner.code)
        _set_aside(self._file.folder, owner)

    def _why(self, conn: sa.Connection) -> str:
        row = (
            cursor_of(conn)
            .execute("SELECT opened_why FROM push_state WHERE epoch = ?", (self._identity.epoch,))
            .fetchone()
        )
        return str(row[0]) if row else ""


def last_own(conn: sa.Connection, epoch: int) -> tuple[Place, bytes]:
    """Place and hash of the last own record of the present epoch; number 0 when there is none."""
    row = cursor_of(conn).execute(_LAST).fetchone()
    return ((row[0], row[1]), row[2]) if row else ((epoch, 0), b"")


def _hash_at(conn: sa.Connection, place: Place) -> bytes:
    """Of the own record at that place; empty where there is none."""
    row = cursor_of(conn).execute("SELECT hash FROM own_log WHERE (epoch, seq) = (?, ?)", place).fetchone()
    return bytes(row[0]) if row else b""


def removed_upto(conn: sa.Connection) -> Place:
    """The last place in a month of the copy that was removed because nobody can need it; (0, 0) if none was."""
    done = upkeep.read(conn).get(REMOVED)
    epoch, seq = json.loads(done.said) if done is not None and done.said else (0, 0)
    return int(epoch), int(seq)


def _page(conn: sa.Connection, after: Place) -> list[Row]:
    return cursor_of(conn).execute(_OWN, (*after, _PAGE)).fetchall()


def _acked(conn: sa.Connection) -> dict[int, int]:
    return {epoch: seq for epoch, seq, _ in cursor_of(conn).execute(_ACKED).fetchall()}


def _differs(row: Row, frame: RecordFrame | None) -> bool:
    return frame is None or (frame.place, frame.hash) != ((row[2], row[3]), row[14])


def _is_central(frame: RecordFrame, acked: dict[int, int]) -> bool:
    """Central had it, so that the store may have let go of it."""
    epoch, seq = frame.place
    return seq <= acked.get(epoch, 0)


def _set_aside(folder: Path, owner: Identity) -> None:
    """The station was set up anew under its old name: its former life stays readable, beside the new one."""
    aside = folder / f"former-{owner.station_id.hex()[:8]}"
    aside.mkdir(exist_ok=True)
    for path in month_files(folder):
        path.rename(aside / f"{path.name}.{path.stat().st_mtime_ns}")
