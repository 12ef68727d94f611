"""No text is cut on any screen of a whole station, in any language that is shipped, in either size of letters."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.i18n import LONG, SHIPPED, SPEECH
from momstation.core.paths import translations
from momstation.events.machines import MachineState
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, PANEL_10, Density, Units
from tests.flows.taps.playing import a_plant_with_many_reasons
from tests.flows.taps.tap_station import TapStation

PANEL, DESK = (1280, 800), (1920, 1080)
TILES = {
    "quantity": "sheet.quantity",
    "scrap": "scrap.reason.BURR",
    "orders": "dispatch.4711-30",
    "oee": "oee.availability",
}


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()
    SPEECH.use(translations(), "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def speak(app: QApplication, language: str) -> None:
    SPEECH.use(translations(), language)
    is_mirrored = SPEECH.is_right_to_left
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight)


class Look:
    """Every screen is painted whole before anybody asks what was cut."""

    def __init__(self, one: TapStation, host: ThemeHost) -> None:
        self._one = one
        self._cut: list[tuple[str, str]] = []
        self.found: dict[str, list[tuple[str, str]]] = {}
        host.clipped.connect(lambda where, text: self._cut.append((where, text)))

    async def at(self, name: str) -> None:
        await self._one.settle()
        self._cut.clear()
        self._one.window.grab()
        if self._cut:
            self.found[name] = list(self._cut)


async def operators(one: TapStation, look: Look) -> None:
    await one.shows("people.nobody")
    await look.at("nobody")
    await one.tap("people.nobody")
    await one.shows("people.P3")
    await look.at("people")
    await one.tap("people.P3")
    await one.shows("keypad.4")
    await look.at("pin")
    one.window.go_home()
    await one.an_order_runs()
    await one.made(412, 3)
    await one.says("order.good", "412")
    await look.at("home")
    for tile, part in TILES.items():
        await one.tap(f"tile.{tile}")
        await one.shows(part)
        await look.at(tile)
        one.window.go_home()
        await one.gone(part)
    one.window.open_station()  # its place in the bar is below the answer to the last scan
    await one.shows("sheet.station")
    await look.at("station")
    one.window.station_sheet.dismiss()
    await one.gone("sheet.station")
    await one.scan("nothing-known")
    await one.shows("verdict.refused")
    await look.at("refused")
    await one.the_machine_stops()
    await look.at("stop")
    await one.tap("reasons.more")
    await one.shows("reason.R9")
    await look.at("more reasons")


async def leads(one: TapStation, look: Look) -> None:
    await one.machine(MachineState.PRODUCING)
    await one.made(12)
    await one.shows("board.P07")
    await look.at("board")
    await one.machine(MachineState.STOPPED)
    await one.later(400)
    await look.at("board with a stop")
    for times in (0, 3, 9):  # none, one that chatters, too many at once
        await one.alarm(f"Guard of the feeder open {times}", f"{'Keep the guard closed. ' * 6}", times)
        one.window.open_alarms()
        await one.shows("alarms.headline")
        await look.at(f"alarms {times}")
        one.window.go_home()
    await one.tap("board.P07")
    await one.shows("oee.availability")
    await look.at("shift")
    await one.tap("link")
    await one.shows("sheet.station")
    await look.at("station")


@pytest.mark.parametrize(
    ("language", "scale"), [*((language, scale) for language in SHIPPED for scale in (100, 125)), (LONG, 100)]
)
@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_nothing_is_cut(qapp: QApplication, loop: QEventLoop, role: str, language: str, scale: int) -> None:
    speak(qapp, language)
    is_lead = role == "team_lead"
    size, display, density = (DESK, DESKTOP_24, Density.DESK) if is_lead else (PANEL, PANEL_10, Density.TOUCH)
    host = ThemeHost("light", Units(display, density, scale, size))
    host.apply(qapp)
    with tempfile.TemporaryDirectory() as folder:
        one = TapStation(host, loop, Path(folder) / "station.db", role)
        one.window.resize(*size)
        look = Look(one, host)

        async def whole() -> None:
            try:
                await one.define(a_plant_with_many_reasons())
                await one.announce()
                one.window.show()
                one.window.start()
                await one.window.ready()
                await (leads if is_lead else operators)(one, look)
            finally:
                await one.stop()

        try:
            loop.run_until_complete(whole())
        finally:
            one.close()
            host.deleteLater()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert look.found == {}
