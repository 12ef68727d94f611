"""Freezes a central database of today's version, with what only years of work bring, for the tests of later versions.

``python -m tests.support.central_freeze tests/data/central/v3`` writes ``schema.sql``, ``data.sql`` and
``stations.json`` there, with the dump program of a PostgreSQL that can be read by all newer ones.
"""

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg

from momstation.core.event import Event
from momstation.events.production import OrderFinished
from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres
from tests.support.central_station import Stations
from tests.support.memory_door import counted

OLDEST_POSTGRES = Path("/usr/lib/postgresql/15")


def finished(order: str) -> Event:
    """Closes the stream of the order."""
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    return OrderFinished(order=order, at=at, station="P07")


def live(stations: Stations) -> None:
    """Two areas, closed orders, a disk copied twice with records that wait, a replaced store."""
    oldest, other = stations.enrol("P07").start(), stations.enrol("Q01", "B").start()
    oldest.record_all([counted(n, f"4711-{n % 5}") for n in range(1, 21)])
    oldest.record_all([finished("4711-1"), finished("4711-2")])
    other.record_all([*(counted(n, "900") for n in range(1, 11)), finished("900"), counted(11, "901")])
    oldest.until_drained()
    oldest.stop()
    first = stations.copy_of(oldest)
    first.record_all([counted(31, "4711-3"), counted(32, "4711-4")])
    second = stations.copy_of(first)
    oldest.start()
    oldest.record_all([counted(41, "4711-3"), finished("4711-4")])
    oldest.until_drained()
    for copy in (first, second):
        copy.start()
        copy.record(51)
        copy.until_drained()
        copy.stop()
    gone = stations.enrol("P09").start()
    gone.record_all([counted(61, "77"), finished("77")])
    gone.until_drained()
    gone.stop()
    replacement = stations.lone("P09-new")
    central.enrol(stations.plant, code="P09", area="A", station_id=replacement.id, is_replacing=True)
    other.until_drained()


def who(stations: Stations) -> dict[str, dict[str, str | None]]:
    """What the stations that may still come in need to come in."""
    told: dict[str, dict[str, str | None]] = {}
    for station in stations.all():
        if station.config is not None and station.code in ("P07", "Q01"):
            config = station.config
            told[station.code] = {
                "station_id": str(UUID(bytes=station.id)),
                "token": config.token.hex(),
                "role": config.user,
            }
    return told


def dump(server: EmbeddedPostgres, *what: str) -> str:
    done = subprocess.run(
        [str(OLDEST_POSTGRES / "bin" / "pg_dump"), "--schema=mom", *what, server.dsn],
        check=True,
        capture_output=True,
        text=True,
    )
    kept = [
        line
        for line in done.stdout.splitlines()
        if not re.match(r"\\|--|$|SET |SELECT pg_catalog.set_config", line)
    ]
    return "\n".join(kept) + "\n"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="freeze-") as place:
        Path(place).chmod(0o711)
        server = EmbeddedPostgres(Path(place) / "server", installation=OLDEST_POSTGRES)
        server.start()
        stations = Stations(server.dsn, Path(place))
        try:
            central.init(server.dsn)
            live(stations)
            with psycopg.connect(server.dsn) as admin:
                print(admin.execute("SELECT count(*), count(DISTINCT epoch) FROM mom.event").fetchone())
                print(admin.execute("SELECT count(*) FROM mom.event_again").fetchone())
            (folder / "schema.sql").write_text(dump(server, "--schema-only"), encoding="utf-8")
            rows = dump(server, "--data-only", "--rows-per-insert=50", "--disable-triggers")
            (folder / "data.sql").write_text(rows, encoding="utf-8")
            told = json.dumps(who(stations), indent=2, sort_keys=True)
            (folder / "stations.json").write_text(told + "\n", encoding="utf-8")
        finally:
            stations.close()
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
