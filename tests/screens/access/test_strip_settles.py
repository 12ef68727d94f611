"""A card is pressed for what it showed when the finger set out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momstation.ui.event_strip import SEEN_S, STILL_MS, EventStrip, EventView
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import host, show

__all__ = ["host", "show"]
NEXT = EventView("next", Status.NORMAL, "arrow_forward", "Next order", "4711-30")
ALARM = EventView("alarm", Status.ALARM, "warning-fill", "Alarm", "Hydraulic pressure low")
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Seconds:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Strip:
    strip: EventStrip
    seconds: Seconds
    activated: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)

    def shows(self) -> list[str]:
        return [card.key for card in self.strip.cards if card.key]

    def press(self, place: int) -> None:
        QTest.mouseClick(self.strip.cards[place], LEFT)


@pytest.fixture
def one(host: ThemeHost, show: Callable[..., object]) -> Strip:
    seconds = Seconds()
    found = Strip(EventStrip(host, now_s=seconds), seconds)
    found.strip.activated.connect(found.activated.append)
    found.strip.explained.connect(found.explained.append)
    show(found.strip)
    return found


def test_a_card_that_has_just_changed_takes_no_press_and_says_so(one: Strip) -> None:
    one.strip.set_events([NEXT])
    one.seconds.now += 10
    one.strip.set_events([NEXT, ALARM])
    assert one.shows() == ["alarm", "next"], "the worst stands first"
    one.seconds.now += SEEN_S - 0.01
    one.press(0)
    assert (one.activated, len(one.explained)) == ([], 1)
    one.seconds.now += 0.02
    QTest.qWait(100)  # a finger heard twice at once counts once
    one.press(0)
    assert one.activated == ["alarm"]


def test_what_comes_into_an_empty_place_or_is_told_anew_is_pressed_at_once(one: Strip) -> None:
    one.strip.set_events([NEXT])
    one.press(0)
    assert one.activated == ["next"]


def test_the_same_event_in_other_words_is_the_same(one: Strip) -> None:
    one.strip.set_events([NEXT])
    one.seconds.now += 10
    one.strip.set_events([EventView("next", Status.NORMAL, "arrow_forward", "Next order", "in 5 min")])
    one.press(0)
    assert (one.activated, one.explained) == (["next"], [])


def test_a_second_press_of_the_same_hand_is_not_taken_for_what_came_between(one: Strip, qtbot: QtBot) -> None:
    one.strip.set_events([NEXT])
    QTest.mousePress(one.strip.cards[0], LEFT)
    one.seconds.now += 10
    one.strip.set_events([ALARM, NEXT])
    assert one.shows() == ["next"], "nothing changes under a finger"
    QTest.mouseRelease(one.strip.cards[0], LEFT)
    assert one.activated == ["next"], "it was pressed for what it showed"
    qtbot.waitUntil(lambda: one.shows() == ["alarm", "next"], timeout=60_000)
    QTest.qWait(100)
    one.press(0)
    assert (one.activated, len(one.explained)) == (["next"], 1)


def test_nothing_changes_for_a_moment_after_a_press(one: Strip, qtbot: QtBot) -> None:
    one.strip.set_events([NEXT])
    began = monotonic()
    one.press(0)
    one.strip.set_events([ALARM, NEXT])
    assert one.shows() == ["next"], "the hand is still there"
    qtbot.waitUntil(lambda: one.shows() == ["alarm", "next"], timeout=60_000)
    assert monotonic() - began >= STILL_MS / 1000
