"""The first change is shown at once; a storm of them no more often than the eye can use."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from momstation.shell.throttle import Throttle


def test_the_first_at_once_and_a_storm_as_one_more(qtbot: QtBot) -> None:
    acts: list[int] = []
    parent = QObject()
    throttle = Throttle(lambda: acts.append(len(acts)), 20, parent)
    throttle.hurry()
    assert acts == [0], "nobody waits for a single reading"
    for _ in range(1000):
        throttle.hurry()
    assert acts == [0]
    qtbot.waitUntil(lambda: len(acts) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not throttle.is_pausing, timeout=60_000)
    assert len(acts) == 2, "what was asked once more is done once more"
    throttle.hurry()
    assert len(acts) == 3
    qtbot.waitUntil(lambda: not throttle.is_pausing, timeout=60_000)
