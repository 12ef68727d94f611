"""A team lead's shift by keys alone, on a whole station: neither finger nor mouse nor scanner touches it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.events.production import OrdersSequenced, StopReasonGiven
from momstation.events.workforce import PersonSignedOn, StationLocked
from momstation.plant.pins import hash_pin
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from tests.flows.taps.playing import a_plant_with_many_reasons
from tests.flows.taps.tap_station import TapStation
from tests.support.plant_builders import a_person

FAR = 80
"""So many steps reach everything that a screen offers."""


@pytest.fixture
def lead(qapp: QApplication, tmp_path: Path) -> Iterator[TapStation]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)
    one = TapStation(host, loop, tmp_path / "station.db", "team_lead")
    one.window.resize(1920, 1080)
    yield one
    one.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


def test_a_team_leads_shift_by_keys_alone(lead: TapStation) -> None:
    one = lead

    async def shift() -> None:
        try:
            await one.define(a_plant_with_many_reasons())
            await one.define(
                [a_person("P8", name="M. Otto", roles=("team_lead",), pin_hash=hash_pin("4711"))]
            )
            await one.announce()
            one.window.show()
            one.window.activateWindow()
            one.window.start()
            await one.window.ready()
            for task in (
                sign_on,
                explain,
                sequence,
                look_into_a_station,
                look_at_the_alarms,
                see_the_keys,
                lock,
            ):
                one.begin()
                await task(one)
        finally:
            await one.stop()

    one.loop.run_until_complete(shift())
    assert (one.taps, one.scans) == (0, 0)


async def go_to(one: TapStation, prefix: str) -> None:
    """Move the focus on until it stands there, and see that the ring shows it."""
    for _step in range(FAR):
        now = QApplication.focusWidget()
        if now is not None and now.objectName().startswith(prefix):
            assert not isinstance(now, Tappable) or now.shows_ring(), f"no ring at {now.objectName()}"
            return
        await one.press(Qt.Key.Key_Tab)
    raise AssertionError(f"{FAR} steps do not lead to {prefix}")


async def sign_on(one: TapStation) -> None:
    await one.press(Qt.Key.Key_F9)
    await one.shows("people.P8")
    await go_to(one, "people.P8")
    await one.press(Qt.Key.Key_Return)
    await one.shows("keypad.4")
    for key in (Qt.Key.Key_4, Qt.Key.Key_7, Qt.Key.Key_1, Qt.Key.Key_1):
        await one.press(key)
    await one.books(PersonSignedOn)
    await one.shows("screen.board")


async def explain(one: TapStation) -> None:
    await one.stopped_for(60)
    await one.until(lambda: bool(one.names("explain.")), "its reasons are offered")
    await one.lies_still()
    await one.press(Qt.Key.Key_F2)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Tappable) and focused.shows_ring()
    await one.press(Qt.Key.Key_Return)
    await one.books(StopReasonGiven)
    await one.until(lambda: not one.names("explain."), "no stop is left without a reason")


async def sequence(one: TapStation) -> None:
    await one.press(Qt.Key.Key_F3)
    await go_to(one, "move.4711-30")
    await one.press(Qt.Key.Key_Return)
    await one.books(OrdersSequenced)
    await one.until(lambda: one.board.sequence.rows[0].order == "4711-30", "it comes first now")
    await go_to(one, "undo.button")
    one.begin()
    await one.press(Qt.Key.Key_Return)
    await one.books(OrdersSequenced)
    await one.until(lambda: one.board.sequence.rows[0].order == "4711-20", "it is as it was")


async def look_into_a_station(one: TapStation) -> None:
    await go_to(one, "board.P07")
    await one.press(Qt.Key.Key_Return)
    await one.shows("nav.home")
    await one.press(Qt.Key.Key_Escape)
    await one.shows("screen.board")


async def look_at_the_alarms(one: TapStation) -> None:
    await one.alarm("Oil low", "Fill up oil.", 3)
    await one.press(Qt.Key.Key_F4)
    await one.until(lambda: "Oil low chatters" in _said(one, "alarms.headline"), "it is told")
    await go_to(one, "alarms.switch")
    await one.press(Qt.Key.Key_Return)
    await one.until(lambda: _said(one, "alarms.switch") == "Show this shift", "seven days are shown")
    await one.press(Qt.Key.Key_Escape)
    await one.shows("screen.board")


def _said(one: TapStation, name: str) -> str:
    found = one.sees(name)
    return "" if found is None else found.accessibleName()


async def see_the_keys(one: TapStation) -> None:
    await one.press(Qt.Key.Key_Question)
    await one.shows("sheet.keys")
    await one.press(Qt.Key.Key_Escape)
    await one.gone("sheet.keys")


async def lock(one: TapStation) -> None:
    await one.press(Qt.Key.Key_Pause)
    await one.books(StationLocked)
    await one.shows("lock")
