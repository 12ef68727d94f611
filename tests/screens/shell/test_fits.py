"""Nothing is cut, and every target is large enough for a glove, on each panel and text size."""

from collections.abc import Awaitable, Callable
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from momstation.shell.verdict import Verdict
from momstation.ui.tappable import Tappable
from tests.support import production_views as made
from tests.support.longer import longer
from tests.support.shell_stage import PANELS, Stage

Build = Callable[..., Stage]
Scene = Callable[[Stage], Awaitable[None]]


async def home(_one: Stage) -> None:
    return None


async def orders(one: Stage) -> None:
    await one.tap("tile.orders")


async def oee(one: Stage) -> None:
    await one.tap("tile.oee")


async def people(one: Stage) -> None:
    await one.tap("people.acting")


async def pin(one: Stage) -> None:
    await people(one)
    await one.tap("people.P2")


async def stop_reason(one: Stage) -> None:
    await one.tap("tile.stop_reason")


async def all_reasons(one: Stage) -> None:
    await stop_reason(one)
    await one.tap("reasons.more")


async def scrap(one: Stage) -> None:
    await one.tap("tile.scrap")


async def quantity(one: Stage) -> None:
    await one.tap("tile.quantity")


async def quantity_by_counter(one: Stage) -> None:
    before = one.quantity.view
    one.quantity.view = made.a_quantity(
        has_counter=True, counter_start=1_234_567, counter_most=9_999_999, compare_text="", machine_good=None
    )
    await quantity(one)
    await one.types("1234999")
    one.quantity.view = before


async def quantity_scrap(one: Stage) -> None:
    await quantity(one)
    await one.tap("quantity.scrap")


async def evidence(one: Stage) -> None:
    await oee(one)
    await one.tap("oee.availability")


async def station(one: Stage) -> None:
    await one.tap("link")


async def scan(one: Stage) -> None:
    await one.tap("tile.primary")


async def refused(one: Stage) -> None:
    words = (
        "Accepted here: the code of an order (ORDER:4711-20 or 4711-20); a scrap reason (SCRAP:…); a badge"
    )
    one.window.messages.show_scan(Verdict(False, "Nobody here knows this code: 4006381333931", words))
    await one.settle()


SCENES: tuple[Scene, ...] = (
    home,
    orders,
    oee,
    people,
    pin,
    stop_reason,
    all_reasons,
    scrap,
    quantity,
    quantity_by_counter,
    quantity_scrap,
    evidence,
    station,
    scan,
    refused,
)


@pytest.mark.parametrize(("size", "scale"), list(product(PANELS, (100, 125))))
def test_every_screen_fits_without_clipping(stage: Build, size: tuple[int, int], scale: int) -> None:
    one = stage(size=size, scale=scale)
    found: dict[str, list[object]] = {}

    async def look_at_all() -> None:
        for scene in SCENES:
            await scene(one)
            one.clipped.clear()
            one.window.grab()
            found[scene.__name__] = [*one.clipped, *_too_small(one), *_outside(one)]
            one.sign_on.choose(None)
            one.window.go_home()
            one.window.messages.banner.clear()
            await one.settle()

    one.play(look_at_all)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert (one.window.width(), one.window.height()) == size


@pytest.mark.parametrize("size", list(PANELS))
def test_a_longer_language_fits_too(stage: Build, size: tuple[int, int]) -> None:
    one = stage(size=size, home=longer(made.a_home()))
    for shown in (one.dispatch, one.stop, one.scrap, one.quantity, one.oee):
        shown.view = longer(shown.view)
    found: dict[str, list[object]] = {}

    async def look_at_all() -> None:
        for scene in SCENES:
            await scene(one)
            one.clipped.clear()
            one.window.grab()
            found[scene.__name__] = [*one.clipped, *_too_small(one)]
            one.sign_on.choose(None)
            one.window.go_home()
            one.window.messages.banner.clear()
            await one.settle()

    one.play(look_at_all)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_no_theme_moves_or_cuts_anything(stage: Build, theme: str) -> None:
    one = stage(theme=theme)
    _play_and_look(one, home)
    assert one.clipped == []


def test_the_board_fits_the_leads_desktop(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080))
    _play_and_look(one, home)
    assert one.clipped == []
    assert _too_small(one, least_mm=9.0) == []


def test_the_home_has_no_scroll_bar_and_the_bar_stays_where_it_is(stage: Build) -> None:
    one = stage()
    places: list[QRect] = []

    async def scene() -> None:
        for name in ("tile.orders", "nav.home", "tile.oee", "nav.home"):
            places.append(_bar(one))
            await one.tap(name)

    one.play(scene)
    assert len({(rect.x(), rect.y(), rect.width(), rect.height()) for rect in places}) == 1


def test_more_stops_and_alarms_do_not_move_a_tile(stage: Build) -> None:
    one = stage(home=made.a_home(strip=()))
    before = after = QRect()

    async def scene() -> None:
        nonlocal before, after
        before = _bar(one)
        one.home.view = made.a_home(state=made.stopped())
        one.window.start()
        await one.settle()
        after = _bar(one)

    one.play(scene)
    assert before == after


def _play_and_look(one: Stage, scene: Scene) -> None:
    async def play() -> None:
        await scene(one)
        await one.settle()
        one.clipped.clear()
        one.window.grab()

    one.play(play)


def _bar(one: Stage) -> QRect:
    bar = one.sees("actions")
    assert bar is not None
    return QRect(bar.mapTo(one.window, QPoint(0, 0)), bar.size())


def _shown(one: Stage) -> list[Tappable]:
    buttons = one.window.findChildren(Tappable)
    return [
        each
        for each in buttons
        if each.isVisible() and each.isEnabled() and not each.visibleRegion().isEmpty()
    ]


def _too_small(one: Stage, least_mm: float = 15.0) -> list[str]:
    """Names of actions that a glove would miss; a third of a millimetre is lost to whole pixels."""
    per_mm = one.host.units.display.px_per_mm
    return [
        f"{each.objectName()} {each.width() / per_mm:.1f} x {each.height() / per_mm:.1f}"
        for each in _shown(one)
        if min(each.width(), each.height()) / per_mm < least_mm - 0.3
    ]


def _is_scrolled(widget: QWidget) -> bool:
    """What lies in a list or a page that scrolls is reached by scrolling."""
    above = widget.parentWidget()
    while above is not None and above.objectName() != "qt_scrollarea_viewport":
        above = above.parentWidget()
    return above is not None


def _outside(one: Stage) -> list[str]:
    whole = one.window.rect()
    return [
        each.objectName()
        for each in _shown(one)
        if not _is_scrolled(each)
        and not whole.contains(QRect(each.mapTo(one.window, QPoint(0, 0)), each.size()))
        and not each.objectName().startswith(("people.", "reason."))
    ]
