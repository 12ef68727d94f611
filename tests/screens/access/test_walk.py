"""Every screen and every sheet can be used by a gloved hand, by keys alone and by ear."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from momstation.app.gallery.sample_catalogue import many_stops
from momstation.core.part import Recorded
from momstation.events.workforce import PersonSignedOn
from momstation.production.views import HomeView, ReasonGroupView
from momstation.shell.station_sheet import StationSheet
from momstation.ui.kinetic_area import KineticArea
from tests.screens.shell import test_fits as fits
from tests.screens.shell.test_link_and_notices import DISK, SPACE
from tests.support import access_walk, inbox_views, list_views
from tests.support import production_views as made
from tests.support.heard import listening
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage, present

Build = Callable[..., Stage]
Scene = Callable[[Stage], Awaitable[None]]
DOC = Path(__file__).parents[3] / "docs" / "screens.md"
LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
OPERATOR_WALKS = [
    ((1280, 800), 100, LEFT),
    ((1280, 800), 125, RIGHT),
    ((1366, 768), 125, LEFT),
    ((1366, 768), 100, RIGHT),
    ((1920, 1080), 100, LEFT),
    ((1920, 1080), 125, RIGHT),
]
_MANY = tuple(
    ReasonGroupView(group.title, group.tiles[:most])
    for group, most in zip(many_stops().more, (45, 9, 9), strict=True)
)
LEAD_WALKS = [(100, LEFT), (125, RIGHT)]


async def stopped(one: Stage) -> None:
    await _home(one, made.a_home(state=made.stopped()))


async def without_order(one: Stage) -> None:
    await _home(one, made.an_empty_home())


async def keys(one: Stage) -> None:
    await one.press(Qt.Key.Key_Question)


async def taken_back(one: Stage) -> None:
    one.window.messages.undo_bar.offer("Scrap 7, Burr", 10)
    await one.settle()


async def notice(one: Stage) -> None:
    one.bus.publish(DISK)
    await one.settle()
    card = next(card for card in one.window.notices.troubles.among((), 0))
    one.window.notices.open(card)
    await one.settle()


async def meanwhile(one: Stage) -> None:
    one.window.open_meanwhile()
    await one.settle()


async def other_reasons(one: Stage) -> None:
    await fits.quantity_scrap(one)
    await one.tap("quantity.more")


async def many_reasons(one: Stage) -> None:
    """So many that one jumps among them."""
    one.stop.view = made.a_stop(stop="stop-9", more=_MANY)
    one.window.sheets.open_stop("stop-9")
    await one.tap("reasons.more")
    await one.shows("reasons.jump.0")
    one.stop.view = made.a_stop()


async def many_scrap_reasons(one: Stage) -> None:
    one.quantity.view = made.a_quantity(more_reasons=_MANY[0].tiles)
    await other_reasons(one)
    await one.shows("quantity.reasons.jump.0")
    one.quantity.view = made.a_quantity()


async def find(one: Stage) -> None:
    one.dispatch.view = replace(
        list_views.a_dispatch(), rows=tuple(list_views.dispatch_row(f"48{n}-10") for n in range(20, 32))
    )
    await one.tap("tile.orders")
    await one.tap("dispatch_find")


async def many_orders(one: Stage) -> None:
    await find(one)
    await one.press(Qt.Key.Key_Escape)


async def locked(one: Stage) -> None:
    await _team(one, is_locked=True)


async def names_on_the_lock(one: Stage) -> None:
    await locked(one)
    await one.tap("lock.pin")


async def inbox(one: Stage) -> None:
    await one.press(Qt.Key.Key_F12)


async def records(one: Stage) -> None:
    await inbox(one)
    await one.tap(f"records.{inbox_views.LATE[:12]}")


async def a_note(one: Stage) -> None:
    await inbox(one)
    await one.tap(f"write.{inbox_views.LATE[:12]}")


async def alarms(one: Stage) -> None:
    await one.press(Qt.Key.Key_F4)


async def station(one: Stage) -> None:
    await one.press(Qt.Key.Key_F10)


async def panel(one: Stage) -> None:
    await station(one)
    await one.tap("station.panel")


async def about(one: Stage) -> None:
    await station(one)
    sheet, row = one.window.findChild(StationSheet), one.window.findChild(QWidget, "station.about")
    assert sheet is not None and row is not None
    area = sheet.findChild(KineticArea)
    assert area is not None
    area.ensureWidgetVisible(row)
    await one.settle()
    await one.tap("station.about")


async def people(one: Stage) -> None:
    await one.press(Qt.Key.Key_F9)


OPERATOR: tuple[Scene, ...] = (
    *fits.SCENES,
    stopped,
    without_order,
    taken_back,
    keys,
    panel,
    about,
    notice,
    meanwhile,
    many_orders,
    other_reasons,
    many_reasons,
    many_scrap_reasons,
    find,
    locked,
    names_on_the_lock,
)
LEAD: tuple[Scene, ...] = (
    fits.home,
    inbox,
    alarms,
    records,
    a_note,
    people,
    station,
    keys,
    meanwhile,
    many_reasons,
)


@pytest.fixture(params=[LEFT])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(LEFT)


@pytest.mark.parametrize(("size", "scale", "direction"), OPERATOR_WALKS, indirect=["direction"])
def test_a_station_can_be_used_by_everybody(
    stage: Build, size: tuple[int, int], scale: int, direction: Qt.LayoutDirection
) -> None:
    found, _visited = _walk(stage(size=size, scale=scale), OPERATOR)
    assert found == {}


@pytest.mark.parametrize(("scale", "direction"), LEAD_WALKS, indirect=["direction"])
def test_a_desk_can_be_used_by_everybody(stage: Build, scale: int, direction: Qt.LayoutDirection) -> None:
    found, _visited = _walk(stage(role="team_lead", size=(1920, 1080), scale=scale), LEAD)
    assert found == {}


def test_no_screen_is_left_out(stage: Build) -> None:
    names = set(
        re.findall(r"`((?:screen|sheet)\.[a-z_]+|lock(?:\.cover)?)`", DOC.read_text(encoding="utf-8"))
    )
    names.discard("sheet.close")
    _found, by_operator = _walk(stage(), OPERATOR, are_walked=False)
    _found, by_lead = _walk(stage(role="team_lead", size=(1920, 1080)), LEAD, are_walked=False)
    assert len(names) > 15
    assert names - by_operator - by_lead == set()


def test_what_changes_is_told_when_it_changes(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        with listening() as heard:
            good = one.sees("order.good")
            state = one.sees("machine.state")
            assert good is not None and state is not None
            heard.clear()
            changed = made.an_order_card(good=413, good_text="413")
            await _home(one, made.a_home(card=changed, state=made.stopped()))
            assert QAccessible.Event.NameChanged in heard.kinds_of(good)
            assert QAccessible.Event.NameChanged in heard.kinds_of(state)
            await fits.refused(one)
            banner = one.sees("verdict.refused")
            assert banner is not None
            assert QAccessible.Event.Announcement in heard.kinds_of(banner)
            await one.tap("verdict.refused")
            await fits.scrap(one)
            field = one.sees("keypad.field")
            assert field is not None
            heard.clear()
            await one.types("7")
            assert QAccessible.Event.NameChanged in heard.kinds_of(field)

    one.play(scene)


def _walk(
    one: Stage, scenes: tuple[Scene, ...], *, are_walked: bool = True
) -> tuple[dict[str, list[str]], set[str]]:
    """Faults by scene, and what was seen."""
    found: dict[str, list[str]] = {}
    visited: set[str] = set()
    view, dispatch = one.home.view, one.dispatch.view

    async def all_of_them() -> None:
        for scene in scenes:
            await scene(one)
            visited.update(_seen(one.window))
            if are_walked:
                found[scene.__name__] = _look(one)
            one.home.view, one.dispatch.view = view, dispatch
            await _clear(one)

    one.play(all_of_them)
    return {name: faults for name, faults in found.items() if faults}, visited


def _look(one: Stage) -> list[str]:
    one.clipped.clear()
    one.window.grab()
    clipped = [f"{where} cuts “{text}”" for where, text in one.clipped]
    return [*clipped, *access_walk.faults(one.window, one.host)]


def _seen(window: QWidget) -> set[str]:
    return {one.objectName() for one in window.findChildren(QWidget) if one.objectName() and one.isVisible()}


async def _clear(one: Stage) -> None:
    if one.window.crew.is_locked:
        await _team(one, is_locked=False)
    one.sign_on.choose(None)
    for _sheet in range(2):
        if access_walk.top_of(one.window) is not one.window:
            await one.press(Qt.Key.Key_Escape)
    one.window.go_home()
    one.window.messages.banner.clear()
    one.window.messages.undo_bar.withdraw()
    one.bus.publish(SPACE)
    _tell_of_the_team(one)
    await one.settle()


async def _home(one: Stage, view: HomeView) -> None:
    one.home.view = view
    _tell_of_the_team(one)
    await one.settle()


async def _team(one: Stage, *, is_locked: bool) -> None:
    one.present.view = replace(present("A. Meyer", "B. Novak", acting="P1"), is_locked=is_locked)
    _tell_of_the_team(one)
    await one.settle()


def _tell_of_the_team(one: Stage) -> None:
    """After this every screen that shows people or what they do is made anew."""
    came = PersonSignedOn(station="P07", at=one.clock.now(), person="P1", how="badge")
    one.bus.publish(Recorded((record_of(came),), is_own=True))
