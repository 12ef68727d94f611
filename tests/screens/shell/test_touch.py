"""Fingers alone: a tap acts, a drag scrolls and acts on nothing, and nothing needs a hover or a long press."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QWidget

import momstation
from momstation.production.model.commands import (
    GiveStopReason,
)
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.tappable import Tappable
from momstation.workforce.views import PersonTile
from tests.support import list_views as listed
from tests.support import production_views as made
from tests.support.fingers import area_of
from tests.support.shell_stage import Stage, a_sign_on

Build = Callable[..., Stage]
HIDDEN_WAYS = re.compile(
    r"setToolTip\(|ToolTipRole|setWhatsThis|TapAndHold|pressAndHold|ContextMenu|HoverEnter|enterEvent|mouseDoubleClick"
)
FEW = "data_table.py"
"""A table's tip repeats in words the shape that its first cell shows; no screen of the station has one."""


class Finger:
    """One finger on a touch panel."""

    def __init__(self, one: Stage) -> None:
        self._one = one
        self._device: QPointingDevice = QTest.createTouchDevice()

    async def tap(self, widget: QWidget) -> None:
        spot = widget.rect().center()
        QTest.touchEvent(widget, self._device, False).press(0, spot, widget).commit(False)
        await asyncio.sleep(0.01)
        QTest.touchEvent(widget, self._device, False).release(0, spot, widget).commit(False)
        await self._one.settle()

    async def drag(self, area: QAbstractScrollArea, up_px: int) -> None:
        """Begin on whatever lies in the middle of the list, and lift there."""
        viewport = area.viewport()
        x, y = viewport.width() // 4, viewport.height() * 3 // 4
        QTest.touchEvent(viewport, self._device, False).press(0, QPoint(x, y), viewport).commit(False)
        for step in range(1, 21):
            spot = QPoint(x, y - up_px * step // 20)
            QTest.touchEvent(viewport, self._device, False).move(0, spot, viewport).commit(False)
            await asyncio.sleep(0.002)
        QTest.touchEvent(viewport, self._device, False).release(0, QPoint(x, y - up_px), viewport).commit(
            False
        )
        await self._one.settle()


def many_reasons() -> tuple[ReasonGroupView, ...]:
    tiles = tuple(ReasonTile(f"R{n}", f"Reason {n}", "build", "") for n in range(60))
    return (ReasonGroupView("All", tiles),)


async def scrolls(one: Stage, name: str) -> None:
    area = area_of(one, name)
    bar = area.verticalScrollBar()
    await one.until(lambda: bar.maximum() > 0, "there is more than is seen")
    tapped: list[str] = []
    for tile in area.findChildren(Tappable):
        tile.triggered.connect(lambda: tapped.append("tapped"))
    await Finger(one).drag(area, area.viewport().height() // 2)
    await one.until(lambda: bar.value() > area.viewport().height() // 4, "the list has moved")
    assert tapped == [], "what was dragged away was not meant"
    QScroller.scroller(area.viewport()).stop()
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_finger_presses_a_tile(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        tile = one.sees("tile.scrap")
        assert tile is not None
        await Finger(one).tap(tile)
        await one.shows("sheet.scrap")

    one.play(scene)


def test_the_list_of_orders_is_thrown_and_nothing_starts(stage: Build) -> None:
    one = stage()
    rows = tuple(listed.dispatch_row(f"48{n:02d}") for n in range(30))
    one.dispatch.view = replace(listed.a_dispatch(), rows=rows)

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.shows("dispatch.4800")
        await scrolls(one, "dispatch.4800")
        assert one.desk.sent == []

    one.play(scene)


def test_a_long_list_of_reasons_is_thrown_and_none_is_given(stage: Build) -> None:
    one = stage()
    one.stop.view = made.a_stop(more=many_reasons())

    async def scene() -> None:
        one.window.sheets.open_stop()
        await one.shows("reasons.more")
        await one.tap("reasons.more")
        await one.shows("reason.R0")
        await scrolls(one, "reason.R0")
        assert one.desk.sent == []
        near = next(name for name in one.names("reason.R") if one.sees(name) is not None)
        await one.tap(near)
        assert [type(sent) for sent in one.desk.sent] == [GiveStopReason]

    one.play(scene)


def test_a_long_list_of_names_is_thrown_and_nobody_is_chosen(stage: Build) -> None:
    one = stage()
    people = tuple(PersonTile(f"P{n}", f"Person {n}", "PN", "", "", False, False) for n in range(2, 62))
    one.sign_on.view = replace(a_sign_on(), people=people)

    async def scene() -> None:
        await one.tap("people.acting")
        await one.shows("people.P2")
        await scrolls(one, "people.P2")
        assert one.sign_on.chosen in ([], [None])

    one.play(scene)


def test_every_list_of_the_window_is_thrown_by_a_finger_and_has_no_bar_to_hit(stage: Build) -> None:
    for role in ("operator", "team_lead"):
        one = stage(role=role)

        async def scene(one: Stage = one) -> None:
            areas = one.window.findChildren(QAbstractScrollArea)
            assert areas
            for area in areas:
                QApplication.sendEvent(area, QShowEvent())  # it need not listen before somebody sees it
                assert QScroller.hasScroller(area.viewport()), type(area).__name__
                assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff

        one.play(scene)


@pytest.mark.parametrize("held_ms", [0, 900])
def test_how_long_a_finger_rests_means_nothing(stage: Build, held_ms: int) -> None:
    one = stage()

    async def scene() -> None:
        tile = one.sees("tile.scrap")
        assert isinstance(tile, Tappable)
        QTest.mousePress(tile, Qt.MouseButton.LeftButton)
        await asyncio.sleep(held_ms / 1000)
        assert one.sees("sheet.scrap") is None, "a press alone does nothing, however long"
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton)
        await one.shows("sheet.scrap")

    one.play(scene)


def test_nothing_is_told_or_done_by_hovering_holding_or_double_tapping() -> None:
    root = Path(momstation.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.name != FEW
        for line in path.read_text(encoding="utf-8").splitlines()
        if HIDDEN_WAYS.search(line)
    ]
    assert found == []
