"""Each rule of the walk catches what breaks it, and says nothing of what does not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.focus_circle import step_inside
from momstation.ui.gap_taps import GapTaps
from momstation.ui.sheet import Sheet
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost
from tests.support import access_walk as walk
from tests.support.heard import listening

WIDE, TALL, GAP = 300, 110, 30


class Ground(QWidget):
    """A window whose Tab goes as the station's does, unless it knows ``only`` one."""

    only: QWidget | None = None
    goes_as_made = False

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.only is not None:
            self.only.setFocus()
            return True
        if self.goes_as_made:
            made, now = self.findChildren(Button), QApplication.focusWidget()
            made[(made.index(now) + 1) % len(made) if isinstance(now, Button) else 0].setFocus()
            return True
        return step_inside(self, forward)


@pytest.fixture
def host(qapp: QApplication) -> Iterator[ThemeHost]:
    host = ThemeHost()
    host.apply(qapp)
    yield host
    host.deleteLater()


@pytest.fixture
def window(qapp: QApplication, host: ThemeHost) -> Iterator[Ground]:
    ground = Ground()
    ground.resize(1280, 800)
    ground.show()
    ground.activateWindow()
    yield ground
    ground.close()
    ground.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def a_button(host: ThemeHost, window: QWidget, column: int, row: int, name: str = "") -> Button:
    button = Button(host, name or f"Button {column} {row}", parent=window)
    button.setGeometry(20 + column * (WIDE + GAP), 20 + row * (TALL + GAP), WIDE, TALL)
    button.show()
    return button


def test_a_good_screen_has_no_faults(host: ThemeHost, window: Ground) -> None:
    for column, row in ((1, 1), (0, 0), (1, 0), (0, 1)):
        a_button(host, window, column, row)
    assert walk.faults(window, host) == []


def test_a_name_is_missing(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0).setAccessibleName("   ")
    assert any("has no name" in fault for fault in walk.faults(window, host))


@pytest.mark.parametrize("name", ["tile.stop_reason", "<b>", "screen.home", "{"])
def test_a_name_is_not_in_words(host: ThemeHost, window: Ground, name: str) -> None:
    a_button(host, window, 0, 0, "Stop").setAccessibleName(name)
    assert any("not in words" in fault for fault in walk.faults(window, host))


def test_a_role_is_missing(host: ThemeHost, window: Ground) -> None:
    bare = QWidget(window)
    bare.setAccessibleName("Something")
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bare.setGeometry(0, 0, 200, 200)
    bare.show()
    assert any("has no role" in fault for fault in walk.faults(window, host))


def test_a_text_is_not_told(host: ThemeHost, window: Ground) -> None:
    text = Text(host, "12 parts", parent=window)
    text.show()
    assert walk.unnamed(window) == []
    text.setText("13 parts")
    text.setAccessibleName(" ")
    assert len(walk.unnamed(window)) == 1


def test_it_is_too_small_for_a_glove(host: ThemeHost, window: Ground) -> None:
    small = a_button(host, window, 0, 0)
    small.setFixedHeight(host.units.mm(12))
    tile = ActionTile(host, "pause", "Stop reason", parent=window)
    tile.setFixedSize(300, host.units.mm(16))
    tile.move(400, 400)
    tile.show()
    assert len(walk.too_small(window, host)) == 2


def test_two_are_too_close_unless_the_gap_is_given_to_the_nearer(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0)
    a_button(host, window, 1, 0).move(20 + WIDE + 4, 20)
    assert any("mm apart" in fault for fault in walk.faults(window, host))
    GapTaps(host, window)
    assert walk.faults(window, host) == []


def test_two_overlap(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0)
    a_button(host, window, 0, 1).move(20, TALL)
    assert any("overlap" in fault for fault in walk.faults(window, host))


def test_it_is_not_all_in_the_window(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0).move(1200, 20)
    assert any("not all in the window" in fault for fault in walk.faults(window, host))


def test_something_lies_over_it(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0, "Covered")
    card = Card(host, parent=window)
    card.setObjectName("cover")
    card.setGeometry(0, 0, 600, 200)
    card.show()
    assert any("cover lies over" in fault for fault in walk.faults(window, host))


def test_two_have_one_name(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0, "Delete")
    other = a_button(host, window, 1, 0, "Delete")
    assert any("both called Delete" in fault for fault in walk.faults(window, host))
    other.set_detail("Entry of 10:15")
    assert walk.faults(window, host) == []


def test_tab_leaves_one_out(host: ThemeHost, qapp: QApplication, window: Ground) -> None:
    stubborn = QWidget(window)
    stubborn.resize(1280, 800)
    stubborn.show()
    buttons = [a_button(host, stubborn, 0, row) for row in range(3)]
    assert walk.faults(window, host) == []
    window.only = buttons[0]
    assert any("never comes" in fault for fault in walk.faults(window, host))


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_tab_goes_another_way_than_the_eye(
    host: ThemeHost, window: Ground, direction: Qt.LayoutDirection
) -> None:
    window.setLayoutDirection(direction)
    for column in (1, 0, 2) if direction is Qt.LayoutDirection.LeftToRight else (1, 2, 0):
        a_button(host, window, column, 0)
    assert walk.faults(window, host) == []
    window.goes_as_made = True
    assert any("Tab comes to" in fault for fault in walk.faults(window, host))


def test_only_what_lies_on_top_is_walked(host: ThemeHost, window: Ground) -> None:
    a_button(host, window, 0, 0).setAccessibleName("")
    sheet = Sheet(host, window, "Question")
    sheet.body.addWidget(Button(host, "Yes"))
    sheet.open()
    assert walk.top_of(window) is sheet
    assert walk.faults(window, host) == []
    sheet.close_sheet()
    assert walk.faults(window, host) != []


def test_what_is_not_told_is_not_heard(host: ThemeHost, window: Ground) -> None:
    text = Text(host, "12 parts", parent=window)
    with listening() as heard:
        text.update()
        assert heard.kinds_of(text) == []
        text.set_text("13 parts")
        assert QAccessible.Event.NameChanged in heard.kinds_of(text)


def test_columns_are_read_one_after_the_other(host: ThemeHost, window: Ground) -> None:
    """Two cards beside each other: all of the first, then all of the second, however they were made."""
    left, right = Card(host, parent=window), Card(host, parent=window)
    right.setGeometry(QRect(640, 0, 640, 800))
    left.setGeometry(QRect(0, 0, 640, 800))
    made = [
        a_button(host, card, 0, row, f"{name} {row}")
        for row in (1, 0)
        for name, card in (("R", right), ("L", left))
    ]
    for card in (left, right):
        card.show()
    assert len(made) == 4
    assert [each.accessibleName() for each in walk.round_of_tab(window, 4)] == ["L 0", "L 1", "R 0", "R 1"]
