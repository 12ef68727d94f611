"""Cuts the power of a station's computer at any write, and looks whether the store lost what it had confirmed.

By hand: ``python -m tests.faults.power SEED --trials 500``. The real store runs on a file system that forgets what
was not synced; what is left is opened by the driver that the product uses.
"""

import argparse
import itertools
import logging
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import apsw

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.pulses import Tick
from momstation.events.production import QuantityCounted
from momstation.store import sqlite
from momstation.store.open import Store, open_store
from momstation.store.rows import COLUMNS, record_of
from momstation.store.verify import verify_file
from tests.faults.counts import Broken, Counts
from tests.faults.kinds import LotHeld, folds_of, reading, states_of
from tests.faults.watch import START, TrueTime, Watch
from tests.support.apsw_driver import driver
from tests.support.crash_vfs import CrashVFS, failed
from tests.support.memory_door import counted
from tests.support.stores import Elsewhere

FILE = "station.db"
TOPIC = (1, "area/A")
PULSES = "4711-30"
_ACTIONS = 40
_PER_RUN = 10
_MEMORY = Path("/dev/shm")
_log = logging.getLogger("tests.faults")
_names = itertools.count()


@dataclass
class Cut:
    """What was left when the power went, and what had been confirmed before."""

    files: dict[str, bytes]
    shown: list[tuple[Record, ...]]
    acked: int
    pulled: int
    counted: int = 0


@dataclass
class Bench:
    """A store on the crash file system, and what it has confirmed so far."""

    chance: random.Random
    shown: list[tuple[Record, ...]] = field(default_factory=list)
    acked: int = 0
    pulled: int = 0
    counted: int = 0
    cuts: list[Cut] = field(default_factory=list)
    likely: float = 0.0

    def at_effect(self, what: str, path: str) -> None:
        """Called on whatever thread writes: confirmed is only what somebody was told before."""
        if what != "read" and len(self.cuts) < _PER_RUN and self.chance.random() < self.likely:
            files = self.vfs.after_cut(self.chance)
            self.cuts.append(Cut(files, list(self.shown), self.acked, self.pulled, self.counted))

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Store]:
        self.vfs = CrashVFS(f"crash-{next(_names)}", lambda what, path: self.at_effect(what, path))
        module = driver(self.vfs.vfs_name)
        try:
            with patch.object(sqlite, "driver", lambda: module):
                store = _open(folder)
                try:
                    yield store
                finally:
                    store.close()
        finally:
            self.vfs.unregister()

    def work(self, store: Store) -> None:
        """What a station does to its file, in any order, with the log emptied into the file now and then."""
        store.maintain(lambda conn: conn.exec_driver_sql("PRAGMA wal_autocheckpoint = 15").close())
        elsewhere = Elsewhere(b"\x07" * 16)
        for _ in range(_ACTIONS):
            match self.chance.choice(("record", "record", "several", "pull", "ack", "pulse", "tell")):
                case "record":
                    self.shown.append(store.journal.record_now((counted(self.chance.randint(1, 9)),)))
                case "several":
                    events = [LotHeld(lot=f"L{n}", why="x" * self.chance.randint(0, 3000)) for n in range(3)]
                    self.shown.append(store.journal.record_now(events))
                case "pull":
                    rows = [elsewhere.record(LotHeld(lot="L1")) for _ in range(self.chance.randint(1, 4))]
                    store.sync.absorb(*TOPIC, list(enumerate(rows, start=self.pulled + 1)))
                    self.pulled += len(rows)
                case "pulse":
                    part = Tick("P07", START, (counted(1, PULSES),))
                    store.journal.record_now((), adds_ticks=(part,))
                    self.counted += 1
                case "tell" if waiting := store.ticks.pending():
                    total = (counted(len(waiting), PULSES),)
                    self.shown.append(
                        store.journal.record_now(total, takes_ticks=[tick.n for tick in waiting])
                    )
                case "ack":
                    confirmed = sum(len(some) for some in self.shown)
                    acked = self.chance.randint(self.acked, confirmed)
                    store.sync.ack(1, acked)
                    self.acked = acked


def _open(folder: Path) -> Store:
    return open_store(
        folder / FILE,
        code="P07",
        topics=TOPIC[1:],
        folds=folds_of(3),
        projections=(),
        clock=Watch(TrueTime()),
    )


def judge(cut: Cut, folder: Path) -> None:
    """Open what is left, as the station does when the power is back. Raises Broken."""
    for name, data in cut.files.items():
        (folder / name).write_bytes(data)
    try:
        store = _open(folder)
    except Refused as refused:
        raise Broken("I1", f"the file does not open: {refused.key}") from refused
    try:
        _judge(cut, store)
        again = store.journal.record_now((counted(1),))
        if again[0].event_id not in _events(store):
            raise Broken("I8", "nothing can be recorded any more")
    finally:
        store.close()
    found = verify_file(folder / FILE)
    if not found.is_whole:
        raise Broken("I7", str(found))


def _judge(cut: Cut, store: Store) -> None:
    there = _events(store)
    lost = [record for some in cut.shown for record in some if record.event_id not in there]
    if lost:
        raise Broken("I1", f"{len(lost)} confirmed records are gone, the first has number {lost[0].seq}")
    epoch, acked = store.sync.acked()
    if (epoch, cut.acked) > (1, acked):
        raise Broken("I1", f"{cut.acked} were acknowledged, {acked} are remembered")
    for cursor in store.sync.cursors():
        if cursor.pos < cut.pulled or cursor.event_id not in there:
            raise Broken("I1", f"the cursor {cursor.pos} does not fit what was taken in")
    by_definition = states_of(there.values(), folds_of(3))
    rows = store.reader.read_now(
        lambda conn: conn.exec_driver_sql("SELECT stream, state FROM stream").fetchall()
    )
    if {stream: state.encode() for stream, state in rows} != by_definition:
        raise Broken("I5", "a state is not what its records make")
    told = [
        r.event.good
        for r in there.values()
        if r.stream == f"order/{PULSES}" and isinstance(r.event, QuantityCounted)
    ]
    parts = sum(told) + len(store.ticks.pending())
    if not cut.counted <= parts <= cut.counted + 1:
        raise Broken("I1", f"{cut.counted} parts were counted, {parts} are there")
    held = [record for record in there.values() if record.station_id == store.identity.station_id]
    if sum(isinstance(record.event, LotHeld) for record in held) % 3:
        raise Broken("I1", "of three records of one command some are there and some are not")


def _events(store: Store) -> dict[bytes, Record]:
    sql = f"SELECT {COLUMNS} FROM event e"
    rows = store.reader.read_now(lambda conn: conn.exec_driver_sql(sql).fetchall())
    return {record.event_id: record for record in map(record_of, map(tuple, rows))}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: what a disk would forget, the file system of the test forgets."""
    folder = Path(tempfile.mkdtemp(prefix="momstation-power-", dir=_MEMORY if _MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cuts_of(seed: int, trials: int) -> Iterator[Cut]:
    """So many power cuts, at any write of so many runs as that takes."""
    made = 0
    for run_ in itertools.count():
        chance = random.Random(f"{seed} {run_}")
        bench = Bench(chance, likely=chance.choice((0.005, 0.02, 0.06)))
        with scratch() as folder, bench.opened(folder) as store:
            bench.work(store)
        for cut in bench.cuts[: trials - made]:
            made += 1
            yield cut
        if made >= trials:
            return


def hunt(seed: int, trials: int) -> Counts:
    """Raises Broken at the first cut that cost something."""
    total = Counts()
    with reading(3):
        for cut in cuts_of(seed, trials):
            with scratch() as folder:
                judge(cut, folder)
            total += Counts(shown=sum(len(some) for some in cut.shown), power_cuts=1)
    return total


def run(seed: int, trials: int) -> Counts:
    """As ``hunt``, with what breaks counted and said."""
    total = Counts()
    with reading(3):
        for n, cut in enumerate(cuts_of(seed, trials)):
            lost = stuck = 0
            try:
                with scratch() as folder:
                    judge(cut, folder)
            except Exception as failure:
                _log.exception("cut %d: python -m tests.faults.power %d --trials %d", n, seed, trials)
                is_lost = isinstance(failure, Broken) and failure.invariant == "I1"
                lost, stuck = int(is_lost), int(not is_lost)
            total += Counts(shown=sum(len(some) for some in cut.shown), power_cuts=1, lost=lost, stuck=stuck)
    return total


class Failing(Bench):
    """The disk refuses the sync or the read with number ``n``, once or from then on."""

    what, n, is_for_ever, seen = "sync", 0, False, 0

    def at_effect(self, what: str, path: str) -> None:
        if what == self.what:
            self.seen += 1
            if self.seen == self.n or (self.is_for_ever and self.seen > self.n):
                raise failed(apsw.SQLITE_IOERR_FSYNC if what == "sync" else apsw.SQLITE_IOERR_READ)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--trials", type=int, default=200)
    given = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("momstation").setLevel(logging.CRITICAL)
    total = run(given.seed, given.trials)
    sys.stdout.write(f"{total}\n")
    return 1 if total.lost or total.duplicated or total.stuck else 0


if __name__ == "__main__":
    raise SystemExit(main())
