"""A gauge at the end of a real serial line fills the grid that is on the screen, cell after cell, without a tap."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.bus import Bus
from momstation.devices.framer import Framing
from momstation.devices.gauge import GaugeConfig, GaugePort
from momstation.devices.gauge_lines import Format
from momstation.plant.readings import GaugeStatus
from momstation.shell.measuring import Measuring
from momstation.shell.verdict import Verdict
from momstation.simulation.scanner import FakeScanner
from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import KeyPadModel, Limits
from momstation.ui.measure_grid import MeasureGrid
from momstation.ui.measure_model import Cell, Feature, MeasureModel, Order
from momstation.ui.sheet import Sheet
from momstation.ui.theme import ThemeHost
from momstation.ui.tolerance import Tolerance
from tests.screens.ui.conftest import host, show

__all__ = ["host", "show"]

PATIENCE_S = 60.0
BORE = Feature("bore", "①", "Ø12", Tolerance(Decimal("12.0"), Decimal("12.1")), unit="mm")
EDGE = Feature("edge", "②", "Edge", Tolerance(Decimal("3.0"), Decimal("3.4")), unit="mm")
BURR = Feature("burr", "③", "Burr", is_attribute=True)


class Bench:
    """A window with a grid, and what the station says to each value of the gauge."""

    def __init__(self, host: ThemeHost, show: Callable[..., Any], link: Path, loop: QEventLoop) -> None:
        self.loop, self.bus = loop, Bus()
        self.grid = MeasureGrid(host, MeasureModel((BORE, EDGE, BURR), 2, Order.SAMPLE))
        self.window = show(self.grid)
        self.said: list[Verdict] = []
        self.gauges: list[GaugeStatus] = []
        self.bus.subscribe(GaugeStatus, self.gauges.append)
        self._ends = Measuring(self.window, self.said.append).listen(self.bus, lambda: None)
        self.fake = FakeScanner(link)
        self.fake.plug()
        config = GaugeConfig("G1", str(link), 9600, Format.PLAIN, Framing(suffix=b"\r", idle_s=PATIENCE_S))
        self.port = GaugePort(config, self.bus.publish, self.bus.publish, loop.call_soon_threadsafe)

    async def plugged(self) -> None:
        self.port.start()
        await self.until(lambda: any(status.is_connected for status in self.gauges))

    async def sends(self, *lines: str) -> list[Verdict]:
        """What is said to each of them."""
        before = len(self.said)
        self.fake.send("".join(f"{line}\r" for line in lines).encode())
        await self.until(lambda: len(self.said) == before + len(lines))
        return self.said[before:]

    async def until(self, is_true: Callable[[], bool]) -> None:
        deadline = self.loop.time() + PATIENCE_S
        while not is_true():
            assert self.loop.time() < deadline, "the gauge is not heard"
            await asyncio.sleep(0.01)

    async def end(self) -> None:
        for end in self._ends:
            end()
        await self.port.stop()
        self.fake.unplug()


Play = Callable[[Callable[[Bench], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def play(qapp: QApplication, host: ThemeHost, show: Callable[..., Any], tmp_path: Path) -> Iterator[Play]:
    loop = QEventLoop(qapp)

    def run(scene: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
        async def whole() -> None:
            bench = Bench(host, show, tmp_path / "gauge", loop)
            try:
                await bench.plugged()
                await scene(bench)
            finally:
                await bench.end()

        loop.run_until_complete(whole())

    yield run
    loop.close()


def test_values_fill_cell_after_cell_and_each_is_judged(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        measures = bench.grid.measures
        first, second = await bench.sends("12,06 mm", "3.5 mm")
        assert (measures.value(Cell(0, 0)), measures.value(Cell(1, 0))) == (Decimal("12.06"), Decimal("3.5"))
        assert first.accepted and first.text.endswith("Ø12, sample 1: OK")
        assert second.accepted and second.text.endswith("Edge, sample 1: NOK, too large")
        assert measures.current == Cell(2, 0), "the frame went on to what is judged by eye"

    play(scene)


def test_a_value_where_a_look_is_asked_for_is_refused_in_words_and_enters_nothing(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        await bench.sends("12.0 mm", "3.1 mm")
        (said,) = await bench.sends("12.05 mm")
        assert not said.accepted and "judged by eye" in said.text
        assert bench.grid.measures.current == Cell(2, 0)
        bench.grid.take(True)
        (said,) = await bench.sends("12.05 mm")
        assert said.accepted and bench.grid.measures.value(Cell(0, 1)) == Decimal("12.05")

    play(scene)


def test_a_gauge_of_another_unit_and_one_value_too_many_enter_nothing(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        (said,) = await bench.sends("12.05 g")
        assert not said.accepted and "mm" in said.title
        assert bench.grid.measures.value(Cell(0, 0)) is None
        for value in (Decimal("12.0"), Decimal("3.1"), True) * 2:
            bench.grid.take(value)
        (said,) = await bench.sends("12.05 mm")
        assert not said.accepted and "Every cell is filled" in said.text
        assert bench.grid.measures.value(Cell(0, 0)) == Decimal("12.0")

    play(scene)


def test_a_tap_says_which_cell_is_measured_again(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        await bench.sends("12.5 mm")
        spot = bench.grid.visualRect(bench.grid.model().index(0, 1)).center()
        QTest.mouseClick(bench.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
        await bench.sends("12.02 mm")
        assert bench.grid.measures.value(Cell(0, 0)) == Decimal("12.02")

    play(scene)


def test_a_number_that_is_asked_for_over_the_grid_comes_first(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        sheet = Sheet(bench.grid.host, bench.window, "How many?")
        pad = KeyPad(bench.grid.host, KeyPadModel(Limits(maximum=Decimal(99))))
        sheet.body.addWidget(pad)
        sheet.open()
        await bench.until(lambda: pad.field.isVisible())
        await bench.sends("24")
        assert pad.model.value == 24
        assert bench.grid.measures.value(Cell(0, 0)) is None
        sheet.close_sheet()
        await bench.sends("12.04 mm")
        assert bench.grid.measures.value(Cell(0, 0)) == Decimal("12.04")

    play(scene)
