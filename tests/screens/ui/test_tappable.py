"""A tile answers a finger, a keyboard and a screen reader alike, and never in silence."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momstation.ui.action_tile import ActionTile
from momstation.ui.button import Button
from momstation.ui.person_tile import PersonTile
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.tappable import DEBOUNCE_MS, Tappable
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show


class Heard:
    """What a tile emitted."""

    def __init__(self, tile: Tappable) -> None:
        self.taps = 0
        self.reasons: list[str] = []
        tile.triggered.connect(self._tap)
        tile.explained.connect(self.reasons.append)

    def _tap(self) -> None:
        self.taps += 1


@pytest.fixture
def tile(host: ThemeHost, show: Show) -> ActionTile:
    tile = ActionTile(host, "delete", "Scrap")
    show(tile)
    return tile


def finger(tile: Tappable, kind: QEvent.Type, at_ms: int) -> None:
    spot = QPointF(tile.rect().center())
    buttons = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        spot,
        QPointF(tile.mapToGlobal(spot)),
        Qt.MouseButton.LeftButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setTimestamp(at_ms)
    QApplication.sendEvent(tile, event)


def tap(tile: Tappable, at_ms: int) -> None:
    finger(tile, QEvent.Type.MouseButtonPress, at_ms)
    finger(tile, QEvent.Type.MouseButtonRelease, at_ms + 20)


def test_a_tap_triggers_once(tile: ActionTile) -> None:
    heard = Heard(tile)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert (heard.taps, heard.reasons) == (1, [])


def test_an_unavailable_tile_says_why(tile: ActionTile) -> None:
    heard = Heard(tile)
    tile.set_refusal("Start an order first.")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert (heard.taps, heard.reasons) == (0, ["Start an order first."])
    assert tile.accessibleDescription() == "Start an order first."
    tile.set_refusal("")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert heard.taps == 1


def test_a_badge_and_a_refusal_are_both_said(tile: ActionTile) -> None:
    tile.set_badge("3 open")
    tile.set_refusal("Sign on first.")
    assert tile.accessibleDescription() == "3 open, Sign on first."
    tile.set_refusal("")
    assert tile.accessibleDescription() == "3 open"


def test_a_busy_tile_ignores_taps(tile: ActionTile) -> None:
    heard = Heard(tile)
    tile.set_busy(True)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert heard.taps == 0
    tile.set_busy(False)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert heard.taps == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_presses_the_focused_tile(tile: ActionTile, key: Qt.Key) -> None:
    heard = Heard(tile)
    tile.setFocus()
    QTest.keyClick(tile, key)
    assert heard.taps == 1


def test_one_finger_heard_twice_counts_once(tile: ActionTile) -> None:
    heard = Heard(tile)
    tap(tile, 1000)
    tap(tile, 1020 + DEBOUNCE_MS - 1)
    assert heard.taps == 1
    tap(tile, 1020 + 2 * DEBOUNCE_MS + 40)
    assert heard.taps == 2


def test_a_finger_that_slides_off_does_nothing(tile: ActionTile) -> None:
    heard = Heard(tile)
    QTest.mousePress(tile, Qt.MouseButton.LeftButton)
    assert tile.isDown()
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=tile.rect().bottomRight() + tile.pos() * 3)
    assert heard.taps == 0


def test_the_ring_shows_for_the_keyboard_only(host: ThemeHost, show: Show) -> None:
    first, second = Button(host, "One"), Button(host, "Two")
    show(first, second)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert not first.shows_ring()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.shows_ring() and not first.shows_ring()
    ring = host.theme.focus.name()
    image = second.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(5)}
    assert ring in colours


def test_pressed_hovered_and_unavailable_look_different(tile: ActionTile) -> None:
    pictures = [tile.grab().toImage()]
    tile.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    pictures.append(tile.grab().toImage())
    tile.setDown(True)
    pictures.append(tile.grab().toImage())
    tile.setDown(False)
    tile.set_refusal("No order.")
    pictures.append(tile.grab().toImage())
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])


@pytest.mark.parametrize("kind", ["action", "reason", "button", "person"])
def test_a_screen_reader_finds_and_presses_it(host: ThemeHost, show: Show, qtbot: QtBot, kind: str) -> None:
    made: dict[str, Tappable] = {
        "action": ActionTile(host, "delete", "Scrap & sort"),
        "reason": ReasonTile(host, "build", "Scrap & sort", key="k"),
        "button": Button(host, "Scrap & sort"),
        "person": PersonTile(host, "k", "Scrap & sort"),
    }
    window = show(made[kind])
    found = named(window, "Scrap & sort")
    assert found.role() == QAccessible.Role.Button
    with qtbot.waitSignal(made[kind].triggered, timeout=60_000):
        found.actionInterface().doAction("Press")
    for other in made.values():
        other.deleteLater()


def named(window: QWidget, name: str) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(window)
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child.text(QAccessible.Text.Name) == name:
            return child
    raise AssertionError(f"nothing is called {name}")


def test_a_reason_and_a_person_carry_their_keys(host: ThemeHost, show: Show) -> None:
    reason = ReasonTile(host, "build", "Tool change", key="tool")
    person = PersonTile(host, "p7", "A. Meyer", detail="Setter", is_acting=True)
    show(reason, person)
    chosen: list[str] = []
    reason.chosen.connect(chosen.append)
    person.chosen.connect(chosen.append)
    QTest.mouseClick(reason, Qt.MouseButton.LeftButton)
    QTest.mouseClick(person, Qt.MouseButton.LeftButton)
    assert chosen == ["tool", "p7"]
    assert person.accessibleDescription() == "Acting now · Setter"
