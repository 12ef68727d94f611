"""A locked station: everything below is covered and deaf, and keeps its place."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from momstation.ui.banner import VerdictBanner
from momstation.ui.button import Button
from momstation.ui.lock_screen import LockPerson, LockScreen, LockView
from momstation.ui.person_tile import PersonTile
from momstation.ui.sheet import Sheet
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show

PEOPLE = (LockPerson("P1", "A. Meyer"), LockPerson("P2", "B. Novak", refusal="B. Novak has no PIN."))
VIEW = LockView(
    "Press 07", "Line 3", "Locked", "Scan your badge.", "Kept.", PEOPLE, "Other name", "412", "good"
)


@pytest.fixture
def draft(host: ThemeHost) -> QLineEdit:
    return QLineEdit()


@pytest.fixture
def window(show: Show, draft: QLineEdit) -> QWidget:
    shown = show(draft)
    draft.setText("12.0")
    draft.setCursorPosition(2)
    draft.setFocus()
    return shown


@pytest.fixture
def lock(host: ThemeHost, window: QWidget) -> LockScreen:
    screen = LockScreen(host, window)
    screen.set_view(VIEW)
    screen.lock()
    return screen


def test_it_covers_the_whole_window_also_when_that_grows(lock: LockScreen, window: QWidget) -> None:
    assert lock.geometry() == window.rect()
    window.resize(1400, 900)
    assert lock.geometry() == window.rect()
    found = window.childAt(QPoint(700, 450))
    assert found is lock or (found is not None and lock.isAncestorOf(found))


def test_no_key_and_no_tap_reaches_the_draft_and_it_is_there_afterwards(
    lock: LockScreen, window: QWidget, draft: QLineEdit
) -> None:
    for key in (Qt.Key.Key_5, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backspace):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        assert not draft.hasFocus()
    under = draft.mapTo(window, draft.rect().center())
    there = window.childAt(under)
    assert there is not None
    QTest.mouseClick(there, Qt.MouseButton.LeftButton)
    lock.unlock()
    assert (draft.text(), draft.cursorPosition(), draft.hasFocus()) == ("12.0", 2, True)


def test_the_focus_goes_round_among_its_own(lock: LockScreen, window: QWidget) -> None:
    seen = set()
    for _step in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert lock.isAncestorOf(focused)
        seen.add(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == {"lock.P1", "lock.P2", "lock.pin"}


def test_a_name_asks_for_its_pin_and_one_without_says_why_not(lock: LockScreen) -> None:
    asked: list[str] = []
    told: list[str] = []
    lock.person_chosen.connect(asked.append)
    lock.explained.connect(told.append)
    for name in ("lock.P1", "lock.P2"):
        tile = lock.findChild(PersonTile, name)
        assert tile is not None
        tile.click()
    assert (asked, told) == (["P1"], ["B. Novak has no PIN."])


def test_everybody_else_has_one_button(lock: LockScreen) -> None:
    asked: list[None] = []
    lock.pin_wanted.connect(lambda: asked.append(None))
    button = lock.findChild(Button, "lock.pin")
    assert button is not None
    button.click()
    assert asked == [None]


def test_a_verdict_is_seen_over_the_lock_and_a_sheet_is_not(
    host: ThemeHost, lock: LockScreen, window: QWidget
) -> None:
    sheet = Sheet(host, window, "Scrap")
    sheet.open()
    banner = VerdictBanner(host, window)
    banner.refuse("Nobody here has this badge.")
    spot = banner.geometry().center()
    top = window.childAt(spot)
    assert top is not None and (top is banner or banner.isAncestorOf(top))
    middle = window.childAt(window.rect().center())
    assert middle is not None and (middle is lock or lock.isAncestorOf(middle))
    banner.clear()
    sheet.close_sheet()


def test_what_is_empty_is_not_shown(host: ThemeHost, window: QWidget) -> None:
    screen = LockScreen(host, window)
    screen.set_view(LockView("Press 07", "", "Locked", "Scan your badge."))
    screen.lock()
    for name in ("lock.note", "lock.number", "lock.pin"):
        part = screen.findChild(QWidget, name)
        assert part is not None
        assert not part.isVisible(), name
    assert screen.accessibleName() == "Locked"
    assert screen.accessibleDescription() == "Scan your badge."
    screen.unlock()
    screen.unlock()
    assert not screen.is_locked
