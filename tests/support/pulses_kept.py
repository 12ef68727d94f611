"""Pulses and commands in a store that is kept, and what breaks its file."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from momstation.core.event import Record
from momstation.core.pulses import Tick, told
from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted
from momstation.store.open import Store
from momstation.store.ticks import pending_in
from tests.support.stores import START, put

PAGE = 4096
BUCKET_S = 5


def carry_out(store: Store, command: str, count: int = 3) -> tuple[Record, ...]:
    return store.journal.record_now(
        [put(f"{command} {n}", of=command) for n in range(count)], command_id=command
    )


def pulse(seconds: float, good: int = 1) -> Tick:
    at = START + timedelta(seconds=seconds)
    parts = PartsCounted(machine="P07", at=at, good=good, reject=0, good_counter=None, reject_counter=None)
    booked = QuantityCounted(order="Ä-1", at=at, station="WS1", machine="P07", good=good, rejected=0)
    return Tick("machine/P07", at, (parts, booked))


def make(store: Store, *ticks: Tick) -> None:
    for tick in ticks:
        store.journal.record_now([], adds_ticks=[tick])


def tell(store: Store) -> tuple[Record, ...]:
    waiting = store.ticks.pending()
    events = told([event for tick in waiting for event in tick.events], BUCKET_S)
    return store.journal.record_now(events, takes_ticks=[tick.n for tick in waiting])


def moments(ticks: Sequence[Tick]) -> list[float]:
    return [(tick.at - START).total_seconds() for tick in ticks]


def waits(store: Store) -> list[float]:
    """What waits when the plant was heard; the file and the memory agree on it."""
    assert store.ticks.pending() == (), "nothing is told before"
    store.release_pulses()
    assert store.reader.read_now(pending_in) == store.ticks.pending()
    return moments(store.ticks.pending())


def break_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 2 * PAGE])


def break_index(path: Path, name: str = "event_stream") -> None:
    """The rows of the tables can still be read."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    conn.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    path.write_bytes(whole)
