"""In whatever state order, machine, person, line and store are: the home offers one next action, whole and readable."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QScrollBar
from qasync import QEventLoop

from momstation.core.errors import Refused
from momstation.core.part import RecordingHeld
from momstation.events.machines import MachineState
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density, Units
from tests.flows.taps.tap_station import TapStation
from tests.support.plant_builders import NOON
from tests.support.shell_stage import PANELS
from tests.support.whole_station import a_small_plant

Open = Callable[[], TapStation]
ORDERS = ("none", "waits", "runs", "paused")
MACHINES = (MachineState.PRODUCING, MachineState.STOPPED, MachineState.IDLE, MachineState.UNKNOWN)
LINES_AND_STORES = tuple(product((SyncState.LIVE, SyncState.OFFLINE), (None, Refused("store.full"))))
PANELS_AND_SCALES = tuple(product(PANELS, (100, 125)))
HARDEST = ((1280, 800), 125)


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    loop, host = QEventLoop(qapp), ThemeHost()
    host.apply(qapp)
    stations: list[TapStation] = []

    def open_one() -> TapStation:
        stations.append(TapStation(host, loop, tmp_path / f"{len(stations)}" / "station.db"))
        return stations[-1]

    yield open_one
    for one in stations:
        one.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


@pytest.mark.parametrize("machine", MACHINES, ids=str)
@pytest.mark.parametrize("order", ORDERS)
def test_every_state_has_one_next_action_and_nothing_is_cut_off(
    opened: Open, order: str, machine: MachineState
) -> None:
    one = opened()
    host = one.window.services.host
    wrong: list[str] = []
    host.clipped.connect(lambda where, text: wrong.append(f"cut off: {where} {text!r}"))

    async def scene() -> None:
        try:
            await begin(one, order, machine)
            for has_person in (True, False):
                if not has_person:
                    await one.scan("SIGN-OFF")
                    await one.shows("people.nobody")
                    await one.later(5)
                for (panel, scale), (line, held) in looks():
                    host.set_units(Units(PANELS[panel], Density.TOUCH, scale, panel))
                    one.window.resize(*panel)
                    tell(one, line, held)
                    await one.settle()
                    wrong.clear()
                    one.window.grab()
                    wrong.extend(faults(one))
                    assert wrong == [], (has_person, panel, scale, line, held)
        finally:
            await one.stop()

    one.loop.run_until_complete(scene())


def looks() -> Iterator[tuple[tuple[tuple[int, int], int], tuple[SyncState, Refused | None]]]:
    """Every line and store where there is least room, and the worst of them everywhere."""
    for state in LINES_AND_STORES:
        yield HARDEST, state
    for panel in PANELS_AND_SCALES:
        yield panel, LINES_AND_STORES[-1]


async def begin(one: TapStation, order: str, machine: MachineState) -> None:
    plant = [noun for noun in a_small_plant() if order != "none" or not noun.id.startswith("4711")]
    await one.define(plant)
    await one.announce()
    one.window.show()
    one.window.start()
    await one.window.ready()
    await one.somebody_signs_on()
    if order in ("runs", "paused"):
        await one.scan("ORDER:4711-20")
        await one.shows("order.card")
    if machine is not MachineState.UNKNOWN:
        await one.machine(machine)
    await one.later(5)
    if order == "paused":
        await one.scan("PAUSE")
        await one.says("tile.primary", "Go on")
    await one.until(lambda: not one.window.messages.banner.isVisible() or close(one), "nothing lies over it")


def close(one: TapStation) -> bool:
    one.window.messages.banner.clear()
    return True


def tell(one: TapStation, line: SyncState, held: Refused | None) -> None:
    one.status = SyncStatus(line, 0 if line is SyncState.LIVE else 12, NOON, NOON, "")
    one.bus.publish(RecordingHeld(held))
    one.window.tick()
    one.window.messages.banner.clear()
    one.window.messages.undo_bar.withdraw()


def faults(one: TapStation) -> Iterator[str]:
    primaries = one.names("tile.primary")
    if len(primaries) != 1:
        yield f"{len(primaries)} next actions"
    for bar in one.window.findChildren(QScrollBar):
        if bar.isVisible():
            yield "a scroll bar"
    for each in one.window.findChildren(Tappable):
        spot = each.mapTo(one.window, QPoint())
        whole = spot.x() >= 0 and spot.y() >= 0
        whole = whole and spot.x() + each.width() <= one.window.width()
        if each.isVisible() and not (whole and spot.y() + each.height() <= one.window.height()):
            yield f"beyond the edge: {each.objectName()}"
