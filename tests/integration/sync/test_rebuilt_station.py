"""A station whose store was made anew, with less than it had, finds its place at the plant again by itself."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from momstation.core.clock import SystemClock
from momstation.core.event import Record
from momstation.store.open import open_store
from momstation.store.reader import ReadConnection
from momstation.sync import overview
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until

PARTED = r"log and the plant's part after|is made anew|taken back|copy\.|was rewritten"


class KeptStation(Station):
    """With a second journal, and with its access to fall back on."""

    def open(self) -> None:
        def hint() -> bytes | None:
            return self.config.station_id if self.config is not None else None

        self.store = open_store(
            self.path, code=self.code, topics=(f"area/{self.area}",), folds=(), projections=(),
            clock=SystemClock(), copy_to=self.journal, identity_hint=hint,
        )  # fmt: skip
        self.store.on_recorded(lambda recorded: self.wake() if recorded.is_own else None)
        self._look = ReadConnection(self.path)

    @property
    def journal(self) -> Path:
        return self.path.with_name("journal")


class KeptStations(Stations):
    """All of whose stations keep a second journal."""

    def lone(self, code: str, area: str = "A") -> Station:
        made = KeptStation(self.folder / code / "station.db", code, area, None)
        until(lambda: made.store.is_copied, "the second journal is in step")
        return self.add(made)


@pytest.fixture
def stations(plant: str, tmp_path: Path) -> Iterator[Stations]:
    made = KeptStations(plant, tmp_path)
    yield made
    made.close()


@pytest.fixture
def pair(stations: Stations) -> tuple[KeptStation, Station]:
    kept = stations.enrol("P07")
    assert isinstance(kept, KeptStation)
    return kept, stations.enrol("P08").start()


def _record(station: Station, *goods: int) -> list[Record]:
    return [station.record(good) for good in goods]


def _destroy(station: KeptStation) -> None:
    station.close()
    station.path.write_bytes(station.path.read_bytes()[:9000])


def _all_there_once(stations: Stations, made: Sequence[Record]) -> None:
    wanted = sorted(one.event_id for one in made)
    until(lambda: sorted(event for *_, event in stations.held()) == wanted, "the plant holds all, each once")
    assert overview.status(stations.plant).duplicates == 0
    assert overview.broken_chains(stations.plant) == ()
    for station in stations.all():
        station.until_knows(made)
        assert len(station.records()) == len(made)


def test_with_its_journal_it_goes_on_in_the_same_epoch(
    stations: Stations, pair: tuple[KeptStation, Station], expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    station, reader = pair
    station.start()
    made = _record(station, 1, 2, 3)
    station.until_drained()
    station.stop()
    made += _record(station, 4, 5)  # not at the plant when the file is destroyed
    _destroy(station)
    station.open()
    station.start()
    made += _record(station, 6)
    station.until_drained()
    made.append(reader.record(7))
    _all_there_once(stations, made)
    assert station.store.identity.epoch == 1


def test_with_a_part_of_its_journal_it_goes_on_under_a_new_epoch(
    stations: Stations, pair: tuple[KeptStation, Station], expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    station, reader = pair
    station.start()
    made = _record(station, *range(1, 11))
    station.until_drained()
    _destroy(station)
    (file,) = station.journal.glob("journal-*.log")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    station.open()
    held = station.store.sync.waiting().count
    assert 0 < held < 10
    made += _record(station, 20, 21)
    station.start()
    station.until_drained()
    made += [*_record(station, 22), reader.record(23)]
    station.until_drained()
    _all_there_once(stations, made)
    assert station.store.identity.epoch == 2


def test_with_a_hole_in_its_journal_nothing_is_doubled(
    stations: Stations, pair: tuple[KeptStation, Station], expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    station, reader = pair
    station.start()
    made = _record(station, *range(1, 11))
    station.until_drained()
    station.stop()
    made += _record(station, 11, 12, 13)
    _destroy(station)
    (file,) = station.journal.glob("journal-*.log")
    data = bytearray(file.read_bytes())
    third = len(data) // 3
    data[third : third + 30] = bytes(30)
    file.write_bytes(data)
    station.open()
    station.start()
    made += _record(station, 14)
    station.until_drained()
    made.append(reader.record(15))
    _all_there_once(stations, made)


def test_with_nothing_but_its_access_it_gets_back_what_the_plant_has(
    stations: Stations, pair: tuple[KeptStation, Station], expect_log: ExpectedLog
) -> None:
    expect_log(PARTED)
    station, reader = pair
    station.start()
    made = _record(station, *range(1, 8))
    station.until_drained()
    _destroy(station)
    station.path.write_bytes(b"nothing readable" * 500)
    shutil.rmtree(station.journal)
    station.open()
    assert station.id == made[0].station_id
    made += _record(station, 20)
    station.start()
    station.until_drained()
    made += [*_record(station, 21), reader.record(22)]
    station.until_drained()
    _all_there_once(stations, made)
    assert station.store.identity.epoch == 2


def test_what_only_the_journal_had_is_sent_when_its_medium_is_back(
    stations: Stations, pair: tuple[KeptStation, Station], expect_log: ExpectedLog
) -> None:
    """The worst day: the disk dies while the journal's medium is out; the station works on from its access, in
    another epoch; then somebody finds the medium."""
    expect_log(PARTED)
    station, reader = pair
    station.start()
    made = _record(station, 1, 2, 3)
    station.until_drained()
    station.stop()
    made += _record(station, 4, 5)
    _destroy(station)
    drawer = station.path.parent / "drawer"
    station.journal.rename(drawer)
    station.path.write_bytes(b"nothing readable" * 500)
    station.open()
    station.start()
    made += _record(station, 6)
    station.until_drained()
    station.close()
    shutil.rmtree(station.journal)
    drawer.rename(station.journal)
    station.open()
    station.start()
    made += _record(station, 7)
    station.until_drained()
    made.append(reader.record(8))
    _all_there_once(stations, made)
