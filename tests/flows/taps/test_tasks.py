"""No task takes more taps or scans than its limit, and the page of tasks says what they take."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.ui.theme import ThemeHost
from tests.flows.taps.page import PAGE, page_of, row_of
from tests.flows.taps.pending import PENDING
from tests.flows.taps.playing import Taken, play
from tests.flows.taps.tasks import TASKS, Task

ROWS = [f"O{n}" for n in range(1, 19)] + [f"L{n}" for n in range(1, 10)] + [f"Q{n}" for n in range(1, 10)]


@pytest.fixture
def player(qapp: QApplication) -> Iterator[tuple[QApplication, QEventLoop, ThemeHost]]:
    host = ThemeHost()
    host.apply(qapp)
    loop = QEventLoop(qapp)
    yield qapp, loop, host
    loop.close()
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: f"{task.key} {task.what}")
def test_a_task_is_booked_within_its_limits(
    player: tuple[QApplication, QEventLoop, ThemeHost], task: Task
) -> None:
    taken = play(*player, task)
    assert taken.fault == ""
    assert (taken.taps, taken.scans) <= (task.taps, task.scans)
    assert row_of(taken) in PAGE.read_text(encoding="utf-8"), "type: make taps TAPS=--write"


def test_every_row_of_the_design_is_played_or_named_as_pending() -> None:
    played = {task.key for task in TASKS}
    assert played.isdisjoint(PENDING)
    assert sorted(played | set(PENDING)) == sorted(ROWS)


def test_the_page_has_no_other_rows() -> None:
    nothing = page_of([Taken(task, -1, -1) for task in TASKS])
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) == len(nothing.splitlines())
