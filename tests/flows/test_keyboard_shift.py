"""A shift at a station by keys alone: neither finger nor mouse nor scanner touches it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from momstation.events.machines import MachineState
from momstation.events.production import (
    EntryReversed,
    OrderFinished,
    OrderStarted,
    QuantityDeclared,
    StopReasonGiven,
)
from momstation.events.workforce import PersonSignedOff, PersonSignedOn
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from tests.flows.taps.playing import a_plant_with_many_reasons
from tests.flows.taps.tap_station import TapStation

FAR = 80
"""So many steps reach everything that a screen offers."""


class Typist(TapStation):
    """Somebody with a keyboard and nothing else."""

    async def go_to(self, prefix: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Move the focus on until it stands there, and see that the ring shows it."""
        for _step in range(FAR):
            now = QApplication.focusWidget()
            if now is not None and now.objectName().startswith(prefix):
                assert not isinstance(now, Tappable) or now.shows_ring(), f"no ring at {now.objectName()}"
                return
            await self.press(key)
        raise AssertionError(f"{FAR} steps do not lead to {prefix}: {self._stops()}")

    async def enter(self, prefix: str) -> None:
        await self.go_to(prefix)
        await self.press(Qt.Key.Key_Return)

    def _stops(self) -> list[str]:
        tabs = Qt.FocusPolicy.TabFocus
        return [
            widget.objectName() or type(widget).__name__
            for widget in self.window.findChildren(QWidget)
            if widget.focusPolicy() & tabs and widget.isVisible()
        ]


@pytest.fixture
def typist(qapp: QApplication, tmp_path: Path) -> Iterator[Typist]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)
    one = Typist(host, loop, tmp_path / "station.db")
    one.window.resize(1280, 800)
    yield one
    one.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


def test_a_shift_by_keys_alone(typist: Typist) -> None:
    one = typist

    async def shift() -> None:
        try:
            await one.define(a_plant_with_many_reasons())
            await one.announce()
            one.window.show()
            one.window.activateWindow()
            one.window.start()
            await one.window.ready()
            for task in (sign_on, start, quantity, scrap_and_undo, say_why, finish, sign_off):
                one.begin()
                await task(one)
        finally:
            await one.stop()

    one.loop.run_until_complete(shift())
    assert (one.taps, one.scans) == (0, 0)


async def sign_on(one: Typist) -> None:
    await one.press(Qt.Key.Key_F9)
    await one.shows("people.P3")
    await one.enter("people.P3")
    await one.shows("keypad.4")
    await digits(one, "4711")
    await one.books(PersonSignedOn)
    await one.says("people.acting", "C. Ito")


async def start(one: Typist) -> None:
    await one.press(Qt.Key.Key_F5)
    await one.shows("dispatch.4711-20")
    await one.enter("dispatch.4711-20")
    await one.books(OrderStarted)
    await one.shows("order.card")
    await one.machine(MachineState.PRODUCING)
    await one.made(10)
    await one.says("order.good", "10")


async def quantity(one: Typist) -> None:
    await one.press(Qt.Key.Key_F4)
    await one.shows("sheet.quantity")
    await digits(one, "48")
    await one.press(Qt.Key.Key_Return)
    await one.books(QuantityDeclared)
    await one.says("order.good", "58")
    await one.gone("sheet.quantity")


async def scrap_and_undo(one: Typist) -> None:
    await one.press(Qt.Key.Key_F3)
    await one.shows("scrap.reason.BURR")
    await digits(one, "3")
    await one.enter("scrap.reason.BURR")
    await one.books(QuantityDeclared)
    await one.says("order.scrap", "3")
    await one.gone("sheet.scrap")
    await one.enter("undo.button")
    await one.books(EntryReversed)
    await one.says("order.scrap", "0")


async def say_why(one: Typist) -> None:
    await one.the_machine_stops()
    await one.enter("reason.JAM")
    await one.books(StopReasonGiven)
    await one.gone("sheet.stop_reason")
    await one.says("machine.state", "Material jam")


async def finish(one: Typist) -> None:
    await one.press(Qt.Key.Key_F7)
    await one.books(OrderFinished)
    await one.shows("order.empty")


async def sign_off(one: Typist) -> None:
    await one.press(Qt.Key.Key_F9)
    await one.shows("sign_off.P3")
    await one.enter("sign_off.P3")
    await one.books(PersonSignedOff)
    await one.shows("people.nobody")


async def digits(one: Typist, number: str) -> None:
    for digit in number:
        await one.press(Qt.Key(Qt.Key.Key_0 + int(digit)))
