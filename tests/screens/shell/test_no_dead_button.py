"""Whatever can be pressed on any screen or sheet does something: it opens, closes, sends, chooses, or says why not."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.shell.inbox.commands import SettleDiscrepancy
from momstation.ui.tappable import Tappable
from tests.support.shell_builders import NOON, event_for
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
OPERATOR: dict[str, tuple[str, ...]] = {
    "home": (),
    "orders": ("tile.orders",),
    "shift": ("tile.oee",),
    "people": ("people.acting",),
    "stop": ("tile.stop_reason",),
    "scrap": ("tile.scrap",),
    "quantity": ("tile.quantity",),
    "station": ("link",),
    "PIN": ("people.acting", "people.P2"),
}
LEAD: dict[str, tuple[str, ...]] = {
    "board": (),
    "inbox": ("board.inbox",),
    "alarms": ("board.alarms",),
    "shift": ("board.P08",),
    "people": ("people.acting",),
    "stop": ("more.stop-2",),
    "station": ("link",),
}
AS_IT_IS = {
    "theme.light": "these colours are shown already",
    "quantity.good": "this number is being entered already",
    "keypad.backspace": "nothing is entered yet",
    "volume.quieter": "whether it may be changed is decided by the application around the window",
    "volume.louder": "the same",
    "alarms.P07": "this station is shown at length already",
}
"""What may be pressed without an effect where the walk finds it."""
HERE_ALREADY = {
    "orders": "tile.orders",
    "shift": "tile.oee",
    "people": "people.acting",
    "PIN": "people.acting",
}


@pytest.mark.parametrize("way", OPERATOR)
def test_no_button_of_an_operator_is_dead(stage: Build, way: str) -> None:
    walk(stage(), way, OPERATOR[way])


@pytest.mark.parametrize("way", LEAD)
def test_no_button_of_a_team_lead_is_dead(stage: Build, way: str) -> None:
    one = stage(role="team_lead", size=(1920, 1080))
    one.desk.facts = lambda command: (
        settled() if isinstance(command, SettleDiscrepancy) else event_for(command)
    )
    walk(one, way, LEAD[way])


def settled() -> DiscrepancySettled:
    return DiscrepancySettled(
        discrepancy="00",
        on="order/4711-20",
        rule="late",
        station="LEAD",
        at=NOON,
        by="P1",
        decision=Decision.ACCEPTED,
    )


def walk(one: Stage, where: str, way: tuple[str, ...]) -> None:
    dead: list[str] = []

    async def scene() -> None:
        await come(one, way)
        names = [each.objectName() for each in pressable(one)]
        assert names
        for name in names:
            await come(one, way)
            if one.sees(name) is None or name in AS_IT_IS or name == HERE_ALREADY.get(where):
                continue
            before = look(one)
            await one.tap(name)
            if look(one) == before:
                dead.append(name)

    one.play(scene)
    assert dead == []


async def come(one: Stage, way: tuple[str, ...]) -> None:
    """Where the walk begins, with nothing said and nothing open."""
    one.window.messages.banner.clear()
    one.window.messages.undo_bar.withdraw()
    one.window.set_theme("light")
    one.window.go_home()
    one.sign_on.choose(None)
    await one.settle()
    for name in way:
        if one.sees(name) is None:
            raise AssertionError(f"{name} is not to be seen")
        await one.tap(name)
    stops = [each for each in one.window.findChildren(QWidget) if getattr(each, "is_settling", False)]
    await one.until(lambda: not any(each.is_settling for each in stops), "all lies still")  # type: ignore[attr-defined]


def pressable(one: Stage) -> list[Tappable]:
    sheet = one.window.sheets.shown
    return [
        each
        for each in (sheet or one.window).findChildren(Tappable)
        if each.objectName() and each.isVisible() and not each.visibleRegion().isEmpty()
    ]


def look(one: Stage) -> tuple[object, ...]:
    """All that eyes and ears get, without where the focus is."""
    shown = [each for each in one.window.findChildren(QWidget) if each.isVisible()]
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    one.window.setUpdatesEnabled(True)
    image = one.window.grab().toImage()
    one.window.setUpdatesEnabled(False)  # what is painted between two looks nobody sees
    return (
        sorted((each.objectName(), each.accessibleName(), each.accessibleDescription()) for each in shown),
        one.host.theme.name,
        len(one.desk.sent),
        (one.dispatch.is_ready_only, len(one.oee.chosen), len(one.stop.chosen)),
        hash(bytes(image.constBits())),
    )
