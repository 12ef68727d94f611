"""A row that did not change is not painted again, and looks at any moment as if it had been."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from momstation.ui.drawing import Drawing
from momstation.ui.shift_band import ShiftBand
from momstation.ui.station_row import StationRow, StationView
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.timeline import Span, SpanKind
from momstation.ui.tokens import THEMES
from momstation.ui.units import Units
from tests.screens.ui.conftest import Show

SPANS = (Span("", 0, 3, SpanKind.RUNNING, "ran"), Span("stop-1", 3, 4, SpanKind.UNREASONED, "stopped"))
VIEW = StationView(
    "P07", "Press 07", Status.WARNING, "Stopped", "02:14", "4711-20 · Bracket L", "412 of 600", "−18", "to plan",
    Status.CAUTION, ((50.0, False), (20.0, True)), "A. Meyer +1", "Line 3", ShiftBand(0, 8, SPANS), "one stop",
)  # fmt: skip
ALMOST = 24
"""Of 255, by which a pixel at an edge may differ that was blended onto the same ground."""


class CountedRow(StationRow):
    """Counts how often it was painted anew, and can be painted past the picture that it keeps."""

    drawn = 0

    def _paint(self, d: Drawing) -> None:
        self.drawn += 1
        super()._paint(d)

    def afresh(self) -> QImage:
        picture = QImage(self.size(), QImage.Format.Format_RGB32)
        picture.fill(self.host.theme.canvas)
        with Drawing(self, self.host, picture) as d:
            super()._paint(d)
        return picture


def shown(host: ThemeHost, show: Show) -> CountedRow:
    row = CountedRow(host, VIEW)
    show(row, size=(1280, 200))
    row.grab()
    return row


def differing(first: QImage, second: QImage) -> int:
    return sum(
        abs(first.pixelColor(x, y).lightness() - second.pixelColor(x, y).lightness()) > ALMOST
        for y in range(first.height())
        for x in range(0, first.width(), 3)
    )


def test_what_did_not_change_is_not_painted_again(host: ThemeHost, show: Show) -> None:
    row = shown(host, show)
    row.drawn = 0
    for _turn in range(5):
        row.repaint()
        row.set_view(replace(VIEW))
        row.grab()
    assert row.drawn == 0


def to_a_theme(name: str) -> Callable[[CountedRow], None]:
    return lambda row: row.host.set_theme(name)


def to_a_larger_text(row: CountedRow) -> None:
    row.host.set_units(Units(text_scale=125))


def to_a_narrower_row(row: CountedRow) -> None:
    row.window().resize(900, 200)
    QApplication.processEvents()


def to_another_state(row: CountedRow) -> None:
    row.set_view(replace(VIEW, state="Running", status=Status.NORMAL, bars=((60.0, False),)))


def to_a_finger_on_it(row: CountedRow) -> None:
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=row.rect().center())


def to_the_focus(row: CountedRow) -> None:
    row.clearFocus()
    row.setFocus(Qt.FocusReason.TabFocusReason)


def to_a_stop_of_its_band(row: CountedRow) -> None:
    to_the_focus(row)
    row.grab()
    QTest.keyClick(row, Qt.Key.Key_Right)


def to_right_to_left(row: CountedRow) -> None:
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


@pytest.mark.parametrize(
    "turn",
    [
        *(to_a_theme(name) for name in THEMES if name != "light"),
        to_a_larger_text,
        to_a_narrower_row,
        to_another_state,
        to_a_finger_on_it,
        to_the_focus,
        to_a_stop_of_its_band,
        to_right_to_left,
    ],
)
def test_what_changed_is_seen(host: ThemeHost, show: Show, turn: Callable[[CountedRow], None]) -> None:
    row = shown(host, show)
    before = row.grab().toImage()
    row.drawn = 0
    turn(row)
    after = row.grab().toImage()
    assert row.drawn >= 1
    assert after.size() != before.size() or differing(before, after) > 0
    assert differing(after, row.afresh()) == 0


def test_a_row_that_is_away_keeps_nothing(host: ThemeHost, show: Show) -> None:
    row = shown(host, show)
    row.drawn = 0
    row.hide()
    row.show()
    row.grab()
    assert row.drawn == 1
