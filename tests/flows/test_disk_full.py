"""The disk fills up in the middle of a shift: the window says so, shows nothing as recorded that is not, and goes on
by itself when there is space, with every part."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.core.errors import Refused
from momstation.core.part import Actor
from momstation.plant.definitions import put
from momstation.plant.nouns import Reason, ReasonKind
from momstation.plant.readings import ScannerStatus
from momstation.production.records.querying import waiting_counts
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml
from momstation.simulation.scanner import FakeScanner
from momstation.store.open import Store
from momstation.store.verify import verify_file
from tests.conftest import ExpectedLog
from tests.support.bare_station import plant_of_the_shift
from tests.support.machines import SimulatedPlant
from tests.support.window_hands import WindowHands

GOOD = "order.good"
NOT_RECORDED = "strip.not_recorded"


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(tmp_path / "control", 0, "--reject-share", "0")
    plant.tell("start")
    yield plant
    plant.end()


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()


class Shift:
    """One real station with its window, and what its disk may hold."""

    def __init__(self, station: Station, hands: WindowHands, scanner: FakeScanner) -> None:
        self.station = station
        self.hands = hands
        self.scanner = scanner

    @property
    def store(self) -> Store:
        return self.station.assembly.store

    def fill_the_disk(self) -> None:
        """The file may not grow, and what room its pages have left is taken."""
        self.store.maintain(lambda conn: _limit(conn, _one(conn, "PRAGMA page_count")))
        with suppress(Refused):
            for number in count():
                self.store.journal.record_now(
                    [put(Reason(id="FILL", kind=ReasonKind.STOP, text="x"), number)]
                )

    def free_the_disk(self) -> None:
        self.store.maintain(lambda conn: _limit(conn, 1_000_000))

    def recorded_good(self) -> int:
        """Of records, and of pulses that are as durable and wait to be told as one."""

        def query(conn: sa.Connection) -> int:
            return _one(conn, "SELECT total(json_extract(payload, '$.good')) FROM event WHERE kind = "
                              "'production.quantity_counted'")  # fmt: skip

        return self.store.reader.read_now(
            lambda conn: query(conn) + sum(one.good for one in waiting_counts(conn))
        )

    def shown_good(self) -> int:
        widget = self.hands.sees(GOOD)
        assert widget is not None
        return int(
            "".join(letter for letter in widget.accessibleName().split("of")[0] if letter.isdigit()) or 0
        )


def _limit(conn: sa.Connection, pages: int) -> None:
    conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def _one(conn: sa.Connection, sql: str) -> int:
    return int(conn.exec_driver_sql(sql).scalar_one())


def _play(
    app: QApplication,
    loop: QEventLoop,
    folder: Path,
    plant: SimulatedPlant,
    scene: Callable[[Shift], Awaitable[Any]],
) -> Path:
    """Start a station as ``momstation run`` does, let the scene play, close the window; its store file."""
    store, port = folder / "data" / "station.db", folder / "by-id" / "hand"
    config = folder / "station.toml"
    binding = plant.bindings["P07"]
    text = station_toml("ST07", "Press 07", "Line 3", "operator", store, port, binding)
    config.write_text(text, encoding="utf-8")
    scanner = FakeScanner(port)
    scanner.plug()

    async def life() -> None:
        station = Station(load(config), RunOptions(config), app)
        nouns = [put(noun, 1) for noun in plant_of_the_shift()]
        await station.dispatcher.report(nouns, Actor(None, "ST07", frozenset()))
        there = asyncio.Event()
        station.bus.subscribe(ScannerStatus, lambda status: there.set() if status.is_connected else None)
        window = await station.open()
        await window.ready()
        await asyncio.wait_for(
            there.wait(), 60
        )  # what is held before a scanner that nobody listens to is lost
        hands = WindowHands(window)
        try:
            await scene(Shift(station, hands, scanner))
        finally:
            station.closed.set()
            await station.run()
            window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    scanner.unplug()
    return store


def test_the_window_says_what_a_full_disk_means_and_every_part_is_there_in_the_end(
    qapp: QApplication,
    loop: QEventLoop,
    plant: SimulatedPlant,
    tmp_path: Path,
    expect_log: ExpectedLog,
) -> None:
    expect_log("Machines' facts wait: store.disk_full")
    expect_log("the reserve of 64 MB was given up")

    async def scene(shift: Shift) -> None:
        hands = shift.hands
        shift.scanner.send(b"BADGE:1001\r\n")
        await hands.shows("people.acting")
        shift.scanner.send(b"ORDER:4711-20\r\n")
        await hands.shows(GOOD)
        await hands.until(lambda: shift.shown_good() >= 3, "three good parts on the home")

        shift.fill_the_disk()
        await hands.shows(NOT_RECORDED)
        recorded = shift.recorded_good()
        card = hands.sees(NOT_RECORDED)
        assert card is not None
        assert card.accessibleName() == "What the machine does is not recorded now"
        assert "Make space on the disk" in card.accessibleDescription()
        await hands.says("verdict.refused", "Not recorded: the disk of")
        await hands.tap("verdict.refused")

        shift.scanner.send(b"SCRAP:BURR\r\n")
        await hands.says("verdict.refused", "Not recorded: the disk of")
        assert "Scrap" not in hands.window.messages.undo_bar.what, "of this there is nothing to take back"
        made = await asyncio.to_thread(_made, plant)
        await hands.until(lambda: _made(plant) >= made + 10, "ten more parts")
        assert shift.recorded_good() == recorded
        assert shift.shown_good() <= recorded, "what is not recorded is not shown as counted"

        shift.free_the_disk()
        await hands.gone(NOT_RECORDED)
        truth = (await asyncio.to_thread(plant.tell, "pause"))["machines"]["P07"]["true_good"]
        await hands.until(lambda: _counter(shift.store) == truth, "the last part on record")
        await hands.until(lambda: shift.shown_good() == shift.recorded_good(), "all parts on the home")
        assert shift.recorded_good() >= recorded + 10
        assert _counted(shift.store) == truth - _first(shift.store), "each part once"
        shift.scanner.send(b"SCRAP:BURR\r\n")
        await hands.shows("verdict.accepted")

    store = _play(qapp, loop, tmp_path, plant, scene)
    assert verify_file(store).is_whole


def test_a_window_can_be_closed_while_the_disk_is_full(
    qapp: QApplication,
    loop: QEventLoop,
    plant: SimulatedPlant,
    tmp_path: Path,
    expect_log: ExpectedLog,
) -> None:
    expect_log("Machines' facts wait: store.disk_full")
    expect_log("the reserve of 64 MB was given up")

    async def scene(shift: Shift) -> None:
        shift.fill_the_disk()
        await shift.hands.shows(NOT_RECORDED)

    store = _play(qapp, loop, tmp_path, plant, scene)
    assert verify_file(store).is_whole


def _made(plant: SimulatedPlant) -> int:
    return int(plant.tell("report")["machines"]["P07"]["true_good"])


def _counter(store: Store) -> int:
    return store.reader.read_now(
        lambda conn: _one(conn, _PARTS.format("max(json_extract(payload, '$.good_counter'))"))
    )


def _first(store: Store) -> int:
    """Where the press's own counter stood before the first part that was counted here."""
    before = "min(json_extract(payload, '$.good_counter') - json_extract(payload, '$.good'))"
    return store.reader.read_now(lambda conn: _one(conn, _PARTS.format(before)))


def _counted(store: Store) -> int:
    return store.reader.read_now(
        lambda conn: _one(conn, _PARTS.format("total(json_extract(payload, '$.good'))"))
    )


_PARTS = "SELECT {} FROM event WHERE kind = 'machines.parts_counted'"
