"""A piece of a shift at one station: badge, order by scan, parts, a stop and its reason, scrap, finish."""

from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.events.machines import MachineState
from momstation.ui.theme import ThemeHost
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

Play = Callable[[Callable[[WholeStation], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., None]]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Callable[[WholeStation], Coroutine[Any, Any, None]], role: str = "operator") -> None:
        one = WholeStation(host, loop, tmp_path / "station.db", role)
        one.window.resize(1280, 800)

        async def whole() -> None:
            try:
                await one.define(a_small_plant())
                await one.announce()
                one.window.show()
                one.window.start()
                await one.window.ready()
                await scene(one)
            finally:
                await one.stop()

        try:
            loop.run_until_complete(whole())
        finally:
            one.close()

    yield run
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


def test_one_job_from_badge_to_finish(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        one.bus.publish(scanned("BADGE:B-1"))
        await one.shows("people.acting")
        await one.says("verdict.accepted", "P1")

        one.bus.publish(scanned("ORDER:4711-20"))
        await one.shows("order.card")
        await one.machine(MachineState.PRODUCING)
        await one.made(10)
        await one.says("order.good", "10")
        await one.says("machine.state", "Running")

        await one.machine(MachineState.STOPPED)
        await one.says("machine.state", "Stopped")
        assert one.sees("sheet.stop_reason") is None, "a short stop is not asked about"
        await one.later(40)
        await one.shows("sheet.stop_reason")
        await one.until(lambda: not one.window.sheets.stop.is_settling, "the sheet lies still")
        await one.tap("reason.JAM")
        await one.gone("sheet.stop_reason")
        await one.shows("undo.button")
        await one.machine(MachineState.PRODUCING)
        await one.says("machine.state", "Running")

        await one.tap("tile.scrap")
        await one.shows("scrap.reason.BURR")
        await one.tap("scrap.reason.BURR")
        await one.gone("sheet.scrap")
        await one.says("order.scrap", "1")
        await one.says("order.good", "9")
        await one.tap("undo.button")
        await one.says("order.good", "10")

        await one.tap("tile.finish")
        await one.shows("order.empty")

    play(scene)


def test_what_cannot_be_scanned_is_said(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        one.bus.publish(scanned("ORDER:4711-20"))
        await one.says("verdict.refused", "Nobody is signed on")
        one.bus.publish(scanned("BADGE:B-1"))
        await one.shows("people.acting")
        for code, words in (
            ("4006381333931", "4006381333931"),
            ("ORDER:0815", "0815"),
            ("BADGE:nobody", "nobody"),
        ):
            one.bus.publish(scanned(code))
            await one.says("verdict.refused", words)
        one.bus.publish(scanned("ORDER:4711-20"))
        await one.shows("order.card")
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.says("verdict.refused", "4711-20")

    play(scene)


def test_the_list_starts_an_order_and_the_shift_opens_to_its_records(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        one.bus.publish(scanned("BADGE:B-1"))
        await one.shows("people.acting")
        await one.tap("tile.orders")
        await one.shows("dispatch.4711-30")
        await one.tap("dispatch.4711-30")
        await one.shows("order.card")
        await one.machine(MachineState.PRODUCING)
        await one.later(60)
        await one.made(12, 1)
        await one.says("order.unreasoned", "1")
        await one.tap("tile.oee")
        await one.shows("oee.availability")
        await one.tap("oee.quality")
        await one.shows("sheet.evidence")

    play(scene)


def test_the_board_shows_the_station(play: Callable[..., None]) -> None:
    async def scene(one: WholeStation) -> None:
        await one.machine(MachineState.PRODUCING)
        await one.shows("board.P07")
        await one.says("board.P07", "Running")
        await one.machine(MachineState.STOPPED)
        await one.says("board.P07", "Stopped")
        await one.tap("board.P07")
        await one.shows("oee.availability")

    play(scene, role="team_lead")
