"""Writes down a store file of this version as text, so that every later version can show that it reads it.

``python -m tests.support.store_story FOLDER`` with the released program of a version makes the folder of that
version under tests/data/store: ``schema.sql``, its tables as they were released, and ``dump.sql``, a file
with a bit of everything. It is done once for each version; what is there is never made anew.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from momstation.app.assembly import Assembly, assemble
from momstation.core.clock import ManualClock
from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import (
    OrderFinished,
    OrderStarted,
    QuantityCounted,
    StopClosed,
    StopOpened,
)
from momstation.events.workforce import PersonSignedOn
from momstation.plant.definitions import put
from momstation.settings import load
from momstation.store.schema import VERSION, prepare
from momstation.store.sqlite import close as close_connection
from momstation.store.sqlite import driver, open_writer
from tests.support.bare_station import plant_of_the_shift, station_file
from tests.support.stores import START, Elsewhere, numbered

NOBODYS = "mom.opaque"


def opened_story(folder: Path, clock: ManualClock | None = None) -> Assembly:
    """The station of the story, with every rule and table of the product; its file is ``store_of(folder)``."""
    return assemble(load(station_file(folder)), clock or ManualClock(START))


def store_of(folder: Path) -> Path:
    return folder / "data" / "station.db"


def tell(folder: Path) -> Path:
    """Two epochs, closed and open streams, strange records from elsewhere, a tail that nobody has yet."""
    clock = ManualClock(START)
    store = opened_story(folder, clock).store
    record = store.journal.record_now
    record([put(noun, 1) for noun in plant_of_the_shift()], command_id="plant")
    record([PersonSignedOn(station="ST07", at=clock.now(), person="1001", how="badge")], command_id="badge")
    for n, event in enumerate(_shift(clock, "4711-20")):
        record([event], command_id=f"first {n}")
    store.sync.set_clock_offset(-1250)
    store.sync.ack(1, 20)
    store.sync.open_epoch(2, "fork")
    store.sync.absorb(1, "area/Line 3", numbered(_from_elsewhere()))
    for event in _shift(clock, "4711-30"):
        record([event])
    store.sync.ack(2, 9)
    record([PersonSignedOn(station="ST07", at=clock.now(), person="1002", how="pin")])
    store.maintain(_leave_undone)
    store.close()
    return store_of(folder)


def _shift(clock: ManualClock, order: str) -> Iterator[Event]:
    def at() -> Any:
        clock.advance(61)
        return clock.now()

    of: dict[str, Any] = {"order": order, "station": "ST07"}
    yield OrderStarted(**of, at=at(), by="1001", machine="P07", how="scan")
    yield MachineStateChanged(machine="P07", at=at(), state=MachineState.PRODUCING, heard="3")
    for good in (12, 9, 14):
        yield PartsCounted(machine="P07", at=at(), good=good, reject=1, good_counter=good, reject_counter=1)
        yield QuantityCounted(**of, at=at(), machine="P07", good=good, rejected=1)
    stop = {"stop": f"P07-{order}", "machine": "P07", "station": "ST07"}
    yield StopOpened(**stop, at=at(), state="stopped", order=order)
    yield StopClosed(**stop, at=at(), is_micro=False)
    yield OrderFinished(**of, at=at(), by="1001")


def _from_elsewhere() -> Iterator[Any]:
    """Another station's: plain, sealed, of a later version, late, and of a clock that is days ahead."""
    there = Elsewhere()
    of: dict[str, Any] = {"order": "4712-20", "station": "ST08", "at": START}
    yield there.record(OrderStarted(**of, machine="P08", how="tap"), seconds=5)
    counted = QuantityCounted(**of, machine="P08", good=7, rejected=0)
    yield there.record(counted, seconds=60)
    yield there.record(counted, seconds=30)
    yield there.record(counted, seconds=70, kind="production.weighed", payload='{"grams":12}')
    yield there.record(counted, seconds=80, kind=NOBODYS, payload='"AAECAw=="')
    ahead = timedelta(days=400).total_seconds()
    yield there.record(OrderFinished(**of), seconds=ahead)


def _leave_undone(conn: sa.Connection) -> None:
    """What was not finished when the station was switched off."""
    conn.exec_driver_sql("UPDATE stream SET dirty = 1 WHERE stream LIKE 'order/%'")
    if VERSION >= 2:
        conn.exec_driver_sql(
            "INSERT INTO tick (source, at, note) VALUES ('P07', '2026-03-02T07:00:00+00:00', '[]')"
        )
        conn.exec_driver_sql("INSERT INTO upkeep VALUES ('backup', '2026-03-02T05:00:00+00:00', 'sound')")


# -- as text, and back


def schema_lines() -> list[str]:
    """The tables, indexes and triggers that this version makes in a new file, each on one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        conn = open_writer(path)
        prepare(conn, path)
        rows = conn.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").scalars().all()
        close_connection(conn)
    return sorted(" ".join(sql.split()) for sql in rows)


def dump(path: Path) -> str:
    """The whole file as SQL."""
    conn = driver().connect(path)
    lines = [f"PRAGMA {name} = {conn.execute(f'PRAGMA {name}').fetchone()[0]};" for name in _NUMBERS]
    schema = conn.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    lines += [f"{' '.join(sql.split())};" for kind, _, sql in schema if kind == "table"]
    for kind, name, _ in schema:
        if kind == "table":
            lines += _rows(conn, name)
    lines += [f"{' '.join(sql.split())};" for kind, _, sql in schema if kind != "table"]
    conn.close()
    return "\n".join([*lines, ""])


_NUMBERS = ("application_id", "user_version")


def _rows(conn: Any, table: str) -> Iterator[str]:
    names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})").fetchall()]
    quoted = " || ', ' || ".join(f'quote("{name}")' for name in names)
    for (values,) in conn.execute(f"SELECT {quoted} FROM {table}").fetchall():
        yield f"INSERT INTO {table} VALUES ({values});"


def undump(text: str, path: Path) -> None:
    """Make the file again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    conn = driver().connect(path)
    conn.executescript(f"BEGIN;\n{text}COMMIT;")
    conn.close()


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = dump(tell(Path(folder)))
    target.mkdir(parents=True, exist_ok=True)
    (target / "schema.sql").write_text("\n".join([*schema_lines(), ""]), encoding="utf-8")
    (target / "dump.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
