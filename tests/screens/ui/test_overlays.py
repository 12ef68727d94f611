"""Sheets, verdicts and undo lie over the window: nothing blocks, nothing is lost by a stray finger."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momstation.ui.banner import EdgeFlash, VerdictBanner
from momstation.ui.button import Button
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.undo_bar import UndoBar
from tests.screens.ui.conftest import Show


@pytest.fixture
def behind(host: ThemeHost) -> Button:
    return Button(host, "Behind")


@pytest.fixture
def window(behind: Button, show: Show) -> QWidget:
    return show(behind)


def opened(
    host: ThemeHost, window: QWidget, kind: SheetKind = SheetKind.BOTTOM
) -> tuple[Sheet, list[Button]]:
    sheet = Sheet(host, window, "Which reason?", kind=kind)
    buttons = [Button(host, name) for name in ("One", "Two")]
    for button in buttons:
        sheet.body.addWidget(button)
    sheet.open()
    return sheet, buttons


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_focus_goes_into_the_sheet_and_round_in_it(host: ThemeHost, window: QWidget) -> None:
    sheet, (one, two) = opened(host, window)
    assert QApplication.focusWidget() is one
    visited: list[QWidget | None] = []
    for _step in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert set(visited) == {two, sheet.close_button, one}
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    assert sheet.isAncestorOf(focused())


def test_the_focus_returns_where_it_was(host: ThemeHost, window: QWidget, behind: Button) -> None:
    behind.setFocus()
    sheet, _buttons = opened(host, window)
    sheet.close_sheet()
    assert QApplication.focusWidget() is behind


def test_closing_survives_that_the_focused_widget_is_gone(
    qapp: QApplication, host: ThemeHost, window: QWidget
) -> None:
    gone = Button(host, "Gone")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(gone)
    gone.setFocus()
    sheet, _buttons = opened(host, window)
    gone.deleteLater()
    qapp.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    sheet.close_sheet()
    assert not sheet.is_open


@pytest.mark.parametrize("way", ["escape", "close"])
def test_the_person_can_always_leave(host: ThemeHost, window: QWidget, qtbot: QtBot, way: str) -> None:
    sheet, (one, _two) = opened(host, window)
    with qtbot.waitSignals([sheet.dismissed, sheet.closed], timeout=60_000):
        if way == "escape":
            QTest.keyClick(one, Qt.Key.Key_Escape)
        else:
            QTest.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    assert not sheet.is_open


def test_closing_by_program_is_no_dismissal(host: ThemeHost, window: QWidget) -> None:
    sheet, _buttons = opened(host, window)
    heard: list[str] = []
    sheet.dismissed.connect(lambda: heard.append("dismissed"))
    sheet.closed.connect(lambda: heard.append("closed"))
    sheet.close_sheet()
    sheet.close_sheet()
    assert heard == ["closed"]


def test_a_finger_beside_the_panel_reaches_nothing(host: ThemeHost, window: QWidget, behind: Button) -> None:
    sheet, _buttons = opened(host, window)
    taps: list[bool] = []
    behind.triggered.connect(lambda: taps.append(True))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=behind.geometry().center())
    assert taps == [] and sheet.is_open


def test_a_bottom_sheet_keeps_the_context_visible_and_follows_the_window(
    host: ThemeHost, window: QWidget
) -> None:
    sheet, _buttons = opened(host, window)
    assert sheet.panel.y() > window.height() / 3
    assert sheet.panel.geometry().bottom() < window.height()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert sheet.size() == window.size()
    assert sheet.panel.width() > 1300


def test_a_full_sheet_takes_the_window(host: ThemeHost, window: QWidget) -> None:
    sheet, _buttons = opened(host, window, SheetKind.FULL)
    assert sheet.panel.height() >= window.height() - 2 * host.units.margin - 1


def test_an_accepted_scan_says_what_and_goes_by_itself(
    host: ThemeHost, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("momstation.ui.banner.ACCEPTED_MS", 40)
    monkeypatch.setattr("momstation.ui.banner.FLASH_MS", 20)
    banner = VerdictBanner(host, window)
    edge = window.findChild(EdgeFlash)
    banner.accept("1 scrap booked: burr")
    assert banner.isVisible() and edge is not None and edge.isVisible()
    assert (banner.accessibleName(), banner.status) == ("1 scrap booked: burr", Status.OK)
    qtbot.waitUntil(lambda: not banner.isVisible() and not edge.isVisible(), timeout=60_000)


def test_a_refusal_stays_until_it_is_tapped(
    host: ThemeHost, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("momstation.ui.banner.ACCEPTED_MS", 30)
    banner = VerdictBanner(host, window)
    banner.accept("booked")
    banner.refuse("4711-99 is already finished.", "Scan an open order.")
    other = VerdictBanner(host, window)
    other.accept("measures that time has passed")
    qtbot.waitUntil(lambda: not other.isVisible(), timeout=60_000)
    assert banner.isVisible()
    assert banner.accessibleName() == "4711-99 is already finished."
    assert banner.accessibleDescription() == "Scan an open order."
    with qtbot.waitSignal(banner.tapped, timeout=60_000):
        QTest.mouseClick(banner, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_the_next_verdict_replaces_a_refusal(host: ThemeHost, window: QWidget) -> None:
    banner = VerdictBanner(host, window)
    banner.refuse("No.", "Something else.")
    banner.accept("Booked.")
    assert (banner.title, banner.detail, banner.status) == ("Booked.", "", Status.OK)
    banner.clear()


def test_a_refusal_is_not_hidden_by_a_sheet_that_opens_later(host: ThemeHost, window: QWidget) -> None:
    banner = VerdictBanner(host, window)
    undo = UndoBar(host, window)
    banner.refuse("No.", "Something else.")
    undo.offer("booked")
    sheet, _buttons = opened(host, window, SheetKind.FULL)
    undo.offer("booked again")
    assert window.childAt(banner.geometry().center()) is banner
    assert window.childAt(undo.geometry().center()) is not undo
    assert sheet.is_open
    undo.withdraw()


def test_undo_is_one_tap(host: ThemeHost, window: QWidget, qtbot: QtBot) -> None:
    bar = UndoBar(host, window)
    bar.offer("1 scrap booked: burr")
    assert bar.what == "1 scrap booked: burr"
    assert bar.button.accessibleName() == "Undo (10 s)"
    with qtbot.waitSignal(bar.undone, timeout=60_000):
        QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_undo_expires_after_its_countdown(host: ThemeHost, window: QWidget, qtbot: QtBot) -> None:
    bar = UndoBar(host, window)
    undone: list[bool] = []
    bar.undone.connect(lambda: undone.append(True))
    with qtbot.waitSignal(bar.expired, timeout=60_000):
        bar.offer("booked", seconds=1)
    assert not bar.isVisible() and undone == []


def test_undo_lies_above_the_action_bar_and_covers_none_of_it(host: ThemeHost, show: Show) -> None:
    tall, actions = Button(host, "Above"), Button(host, "Actions")
    window = show(tall, actions)
    bar = UndoBar(host, window, above=actions)
    bar.offer("booked")
    assert bar.geometry().bottom() < actions.geometry().top()
    bar.withdraw()


def test_undo_goes_where_it_can_be_read_once_the_top_has_no_more_room(host: ThemeHost, show: Show) -> None:
    top, people, actions = QWidget(), QWidget(), Button(host, "Actions")
    window = show(top, actions)
    top.resize(1200, 90)
    people.setParent(top)
    people.setGeometry(900, 0, 300, 90)
    people.show()
    bar = UndoBar(host, window, above=actions, over=top, until=people)
    bar.offer("Signed on: Person 3002")
    assert bar.geometry().top() == top.geometry().top()
    people.setGeometry(380, 0, 820, 90)
    assert bar.geometry().bottom() < actions.geometry().top() < bar.geometry().bottom() + 60
    bar.withdraw()
