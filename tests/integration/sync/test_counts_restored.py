"""A station that was restored counts every part once: not before the plant has sent back what it had recorded."""

import asyncio
import io
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.app import counting_again
from momstation.app.assembly import backups_folder, journal_folder
from momstation.machines.model.story import MachineStory
from momstation.settings import load
from momstation.store.command import main
from momstation.store.verify import verify_file
from momstation.sync import central
from momstation.sync.config import SyncConfig, write_access
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.counting_station import counting_file
from tests.support.returning_station import ReturningStation

BASE = 100
LOG = (
    r"is made anew|store is behind|was rewritten|part after|taken back|central database|copy\.|not sent back"
)
NOBODY = "host=127.0.0.1 port=9 dbname=nobody"


class Line:
    """One station at a press whose counter never stands still for long."""

    def __init__(self, folder: Path, plant: str | None) -> None:
        self.config = counting_file(folder, bucket_s=5)
        self.plant = plant
        self.counter = BASE
        self.access: SyncConfig | None = None

    @property
    def store(self) -> Path:
        return load(self.config).store.path

    def goes_down(self) -> None:
        assert self.access is not None
        self._keep(replace(self.access, dsn=NOBODY))

    def comes_back(self) -> None:
        assert self.access is not None
        self._keep(self.access)

    def enrol(self, station_id: bytes) -> None:
        if self.plant is not None and self.access is None:
            self.access = central.enrol(self.plant, code="ST07", area="Line 3", station_id=station_id)
            self._keep(self.access)

    async def open(self, meanwhile: int = 0) -> ReturningStation:
        """``meanwhile``: parts that were made while no station ran."""
        self.counter += meanwhile
        station = ReturningStation(self.config, self.counter)
        await station.open()
        return station

    async def close(self, station: ReturningStation) -> None:
        self.counter = station.counter
        await station.close()

    async def first_shift(self) -> None:
        """Five parts on order A, a backup, ten more."""
        station = await self.open()
        self.enrol(station.store.identity.station_id)
        await station.change("A")
        await station.make(5)
        await self.close(station)
        assert _store("backup", str(self.store), "--to", str(backups_folder(load(self.config)))) == 0
        station = await self.open()
        await station.make(10)
        if self.access is not None:
            await station.until_state(SyncState.LIVE)
            await station.until_sent()
        await self.close(station)

    def lose_the_journal(self) -> None:
        for file in journal_folder(load(self.config)).glob("journal-*.log"):
            file.unlink()

    def restore(self) -> None:
        (backup,) = backups_folder(load(self.config)).iterdir()
        assert _store("restore", str(backup), "--to", str(self.store), "--force") == 0

    def destroy(self) -> None:
        self.store.write_bytes(b"nothing readable" * 500)

    async def last_shift(self, meanwhile: int) -> None:
        """Whatever came before: in the end every part that the press made counts once."""
        station = await self.open(meanwhile)
        await station.until_heard()
        await station.make(2)
        await self._is_true(station)
        await self.close(station)
        station = await self.open()
        assert station.hears, "it waits once and not at every start"
        await self._is_true(station)
        await self.close(station)
        assert verify_file(self.store).is_whole

    async def _is_true(self, station: ReturningStation) -> None:
        assert await station.good("A") == station.counter - BASE
        await station.pass_time()
        await station._dispatcher.tell_counts()
        story = await station.store.reader.state("machine/P07", MachineStory)
        assert story is not None
        assert (story.good_counter, story.good) == (station.counter, station.counter - BASE)
        assert not station.says_behind

    def _keep(self, access: SyncConfig) -> None:
        quick = replace(access, first_retry_s=0.05, longest_retry_s=0.4, call_timeout_s=5.0)
        write_access(load(self.config).central.token_file, quick, is_keyring_wanted=False)


def _store(*words: str) -> int:
    return main(list(words), io.StringIO(), io.StringIO())


@pytest.fixture
def line(tmp_path: Path, plant: str) -> Line:
    return Line(tmp_path, plant)


@pytest.mark.parametrize("has_journal", [False, True])
@pytest.mark.parametrize("loss", ["restored", "rebuilt"])
def test_every_part_counts_once(line: Line, loss: str, has_journal: bool, expect_log: ExpectedLog) -> None:
    expect_log(LOG)

    async def story() -> None:
        await line.first_shift()
        line.restore() if loss == "restored" else line.destroy()
        if not has_journal:
            line.lose_the_journal()
        await line.last_shift(meanwhile=3)

    asyncio.run(story())


def test_it_waits_for_a_plant_that_is_away_and_says_so(line: Line, expect_log: ExpectedLog) -> None:
    expect_log(LOG)

    async def story() -> None:
        await line.first_shift()
        line.restore()
        line.lose_the_journal()
        line.goes_down()
        station = await line.open(meanwhile=3)
        await station.until_state(SyncState.OFFLINE)
        await station.make(4)
        assert (station.counting.is_waiting, station.hears, station.says_behind) == (True, False, True)
        assert await station.good("A") == 5, "what the backup knows"
        await line.close(station)
        line.comes_back()
        await line.last_shift(meanwhile=1)

    asyncio.run(story())


def test_killed_while_it_waits_it_waits_again(line: Line, expect_log: ExpectedLog) -> None:
    expect_log(LOG)
    asyncio.run(line.first_shift())
    line.restore()
    line.lose_the_journal()
    line.goes_down()
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.support.returning_station", str(line.config), str(line.counter)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as child:  # fmt: skip
            assert child.stdout is not None
            assert child.stdout.readline() == b"waits\n"
            child.send_signal(signal.SIGKILL)
    line.comes_back()
    asyncio.run(line.last_shift(meanwhile=3))


def test_without_a_plant_it_counts_on_at_once(tmp_path: Path) -> None:
    line = Line(tmp_path, None)

    async def story() -> None:
        await line.first_shift()
        line.restore()
        line.lose_the_journal()
        await line.last_shift(meanwhile=3)

    asyncio.run(story())


def test_whoever_does_not_wait_counts_twice(
    line: Line, expect_log: ExpectedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the others prove is what goes wrong without it."""
    expect_log(LOG)

    def nothing_missing(conn: sa.Connection) -> datetime | None:
        return None

    monkeypatch.setattr(counting_again, "behind_since", nothing_missing)

    async def story() -> None:
        await line.first_shift()
        line.restore()
        line.lose_the_journal()
        station = await line.open(meanwhile=3)
        await station.until(lambda: station.status is not None and station.status.is_caught_up)
        assert await station.good("A") > station.counter - BASE
        await line.close(station)

    asyncio.run(story())
