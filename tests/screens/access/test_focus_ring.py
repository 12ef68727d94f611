"""The ring of the focus is three pixels wide and three to one against its ground, on all that can be pressed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.button import Button
from momstation.ui.calibration import CardOutline
from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import KeyPadModel, Limits
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.person_tile import PersonTile
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.sqdcp_letter import SqdcpLetter
from momstation.ui.station_row import StationRow, StationView
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.text_pad import TextPad
from momstation.ui.text_pad_layouts import layout_for
from momstation.ui.text_pad_model import TextPadModel
from momstation.ui.theme import ThemeHost
from momstation.ui.timeline import Span, SpanKind, StateTimeline
from momstation.ui.tokens import THEMES
from momstation.ui.top_bar import BarItem
from tests.support.colour_science import contrast

A_STATION = StationView(
    "P07",
    "Press 07",
    Status.NORMAL,
    "Running",
    since="1 h 12",
    order="4711-20",
    count="412 of 600",
    people="A. Meyer",
)


def a_timeline(host: ThemeHost, on: QWidget, *keys: Qt.Key) -> StateTimeline:
    """``keys`` choose a part of it."""
    made = StateTimeline(host, parent=on)
    run, stop = Span("a", 0, 6, SpanKind.RUNNING, "Running"), Span("b", 6, 9, SpanKind.UNREASONED, "Stopped")
    made.set_spans(0, 10, [run, stop], [(0, "6:00"), (10, "14:00")])
    for key in keys:
        QTest.keyClick(made, key)
    return made


Make = Callable[[ThemeHost, QWidget], QWidget]
MADE: dict[str, Make] = {
    "Button": lambda host, on: Button(host, "Home", icon="home", parent=on),
    "Button, primary": lambda host, on: Button(host, "Home", primary=True, parent=on),
    "ActionTile": lambda host, on: ActionTile(host, "pause", "Stop reason", parent=on),
    "ActionTile, primary": lambda host, on: ActionTile(host, "pause", "Scan", primary=True, parent=on),
    "ReasonTile": lambda host, on: ReasonTile(host, "build", "Tool change", parent=on),
    "ReasonTile, suggested": lambda host, on: ReasonTile(host, "build", "Jam", suggested=True, parent=on),
    "ListRow": lambda host, on: ListRow(host, RowView("a", "4711-20", "Bracket"), on),
    "ListRow, selected": lambda host, on: ListRow(host, RowView("a", "4711-20", is_selected=True), on),
    "PersonTile": lambda host, on: PersonTile(host, "P1", "A. Meyer", parent=on),
    "PersonTile, acting": lambda host, on: PersonTile(host, "P1", "A. Meyer", is_acting=True, parent=on),
    "SqdcpLetter": lambda host, on: SqdcpLetter(host, "S", "Safety", on),
    "BarItem": lambda host, on: BarItem(host, "People", on),
    "StationRow": lambda host, on: StationRow(host, A_STATION, on),
    "StationRow, in alarm": lambda host, on: StationRow(host, replace(A_STATION, status=Status.ALARM), on),
    "TextPad": lambda host, on: TextPad(host, TextPadModel(layout_for("en")), parent=on),
    "StateTimeline": lambda host, on: a_timeline(host, on),
    "StateTimeline, a stop": lambda host, on: a_timeline(host, on, Qt.Key.Key_Right),
    "CardOutline": lambda host, on: CardOutline(host, on),
    "KeyPad": lambda host, on: KeyPad(host, KeyPadModel(Limits(maximum=Decimal(99))), parent=on),
}
LEAST_PX = 3
LEAST_RATIO = 3.0


@pytest.fixture
def ground(qapp: QApplication) -> Iterator[QWidget]:
    ground = QWidget()
    QVBoxLayout(ground).setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    ground.resize(900, 560)
    yield ground
    ground.close()
    ground.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", MADE)
def test_the_ring_is_wide_and_strong(qapp: QApplication, ground: QWidget, theme: str, name: str) -> None:
    host = ThemeHost(theme)
    host.apply(qapp)
    ground.setAutoFillBackground(True)
    widget = MADE[name](host, ground)
    layout = ground.layout()
    assert layout is not None
    layout.addWidget(widget)
    ground.show()
    ground.activateWindow()
    assert QTest.qWaitForWindowActive(ground, 60_000)
    ground.setFocus()
    before = ground.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert not isinstance(widget, Tappable) or widget.shows_ring()
    after = ground.grab().toImage()
    assert _ring(before, after, host.theme.focus) >= LEAST_PX
    host.deleteLater()


def _ring(before: QImage, after: QImage, ring: QColor) -> int:
    """How many pixels thick the ring is at its thinnest where it stands out: along the lines through its four sides.

    It stands out where its colour is three to one to what was painted there before, or beside it on either side.
    """
    wide, colour = after.width(), ring.rgb()
    pairs = zip(_pixels(before), _pixels(after), strict=True)
    changed = {
        (at % wide, at // wide) for at, (was, now) in enumerate(pairs) if now == colour and was != colour
    }
    if not changed:
        return 0
    left, right = min(x for x, _y in changed), max(x for x, _y in changed)
    top, bottom = min(y for _x, y in changed), max(y for _x, y in changed)
    across, along = (left + right) // 2, (top + bottom) // 2
    rays = (
        [(left + step, along) for step in range(-1, 20)],
        [(right - step, along) for step in range(-1, 20)],
        [(across, top + step) for step in range(-1, 20)],
        [(across, bottom - step) for step in range(-1, 20)],
    )
    return min(_thickness(after, ray, changed) for ray in rays)


def _pixels(image: QImage) -> list[int]:
    return memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I").tolist()


def _thickness(after: QImage, ray: list[tuple[int, int]], changed: set[tuple[int, int]]) -> int:
    inside = [spot for spot in ray if spot in changed]
    beyond = ray[ray.index(inside[-1]) + 1 :] if inside else []
    beside = [after.pixelColor(*spot) for spot in (ray[0], *beyond[1:3])]
    ring = after.pixelColor(*inside[0]) if inside else None
    if ring is None or max(contrast(ring.name(), one.name()) for one in beside) < LEAST_RATIO:
        return 0
    return len(inside)
