"""What Qt made is taken away on Qt's thread, whichever thread made the last object before."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from momstation.ui import collector as collecting
from momstation.ui.collector import Collector, collect_what_is_due


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    thresholds = gc.get_threshold()
    collector = Collector(qapp)
    collector.start()
    yield collector
    gc.set_threshold(*thresholds)
    collector.deleteLater()


class _Ring(QObject):
    """Keeps itself alive, as a widget does that hands a method of its own to one of its parts."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.ended_on = ended_on

    def __del__(self) -> None:
        self.ended_on.append(threading.get_ident())


def _make_many() -> None:
    for _ in range(20_000):
        ring: list[object] = []
        ring.append(ring)


def test_another_thread_takes_nothing_away(collector: Collector, qtbot: QtBot) -> None:
    ended_on: list[int] = []
    _Ring(ended_on)
    other = threading.Thread(target=_make_many)
    other.start()
    other.join()
    assert not ended_on
    qtbot.waitUntil(lambda: bool(ended_on), timeout=60_000)
    assert ended_on == [threading.get_ident()]


def test_without_it_the_other_thread_does() -> None:
    ended_on: list[int] = []
    gc.enable()
    gc.collect()  # nothing is due on this thread
    try:
        _Ring(ended_on)
        other = threading.Thread(target=_make_many)
        other.start()
        other.join()
    finally:
        gc.disable()
    assert ended_on, "this Python collects elsewhere: the collector may go"
    assert ended_on != [threading.get_ident()]


def test_little_is_left_alone_and_older_ones_are_looked_through_less_often(collector: Collector) -> None:
    gc.collect()
    assert collect_what_is_due() is None
    gc.set_threshold(10, 2, 2)
    kept: list[object] = []
    seen: list[int | None] = []
    for _ in range(40):
        kept.append([[] for _ in range(50)])
        seen.append(collect_what_is_due())
    assert {0, 1, 2} <= set(seen)
    assert seen.count(0) > seen.count(1) > seen.count(2)


def test_what_many_records_on_their_way_make_is_not_looked_through_at_once(collector: Collector) -> None:
    gc.collect()
    on_their_way = [[] for _ in range(50_000)]  # type: list[list[object]]
    assert collector.look() is None
    on_their_way.clear()
    young = [[] for _ in range(2_000)]  # type: list[list[object]]
    assert collector.look() is not None
    assert young


def test_what_stays_is_looked_through_after_some_looks_all_the_same(collector: Collector) -> None:
    gc.collect()
    to_stay = [[] for _ in range(50_000)]  # type: list[list[object]]
    assert any(collector.look() is not None for _ in range(30))
    assert to_stay


def test_it_is_given_back_after_a_look_at_everything_and_not_more_than_once_a_minute(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []
    now = [0.0]
    collector = Collector(qapp, now_s=lambda: now[0])
    monkeypatch.setattr(collecting, "give_back", lambda: given.append(now[0]))
    for generation, at in ((2, 30.0), (1, 61.0), (2, 62.0), (2, 100.0), (2, 122.0)):
        now[0] = at
        monkeypatch.setattr(collecting, "collect_what_is_due", lambda generation=generation: generation)
        collector.look()
    assert given == [62.0, 122.0]
    collector.deleteLater()
