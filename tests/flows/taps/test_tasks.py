"""No task takes more taps or scans than its limit, with the plant or without, and the page says what they take."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.events.workforce import PersonSignedOn
from momstation.ui.sheet import Sheet
from momstation.ui.theme import ThemeHost
from tests.flows.taps.page import PAGE, page_of, row_of
from tests.flows.taps.pending import PENDING
from tests.flows.taps.playing import Taken, play
from tests.flows.taps.tap_station import TapStation
from tests.flows.taps.tasks import TASKS, Scene, Task, sign_on_by_badge

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
    assert taken.burdens == ()
    assert (taken.taps, taken.scans) <= (task.taps, task.scans)
    assert row_of(taken) in PAGE.read_text(encoding="utf-8"), "type: make taps TAPS=--write"


@pytest.mark.parametrize(
    "task", [task for task in TASKS if task.role == "operator"], ids=lambda task: f"{task.key} {task.what}"
)
def test_a_task_costs_the_same_while_the_plant_does_not_answer(
    player: tuple[QApplication, QEventLoop, ThemeHost], task: Task, expect_log: Callable[[str], None]
) -> None:
    expect_log("The central database is offline")
    taken = play(*player, task, is_cut_off=True)
    assert (taken.fault, taken.burdens) == ("", ())
    assert row_of(taken) in PAGE.read_text(encoding="utf-8")


async def types_a_letter(one: TapStation) -> None:
    await sign_on_by_badge(one)
    await one.types("a")


async def is_asked_whether_sure(one: TapStation) -> None:
    question = Sheet(one.window.services.host, one.window, "Are you sure?")
    question.open()
    await one.until(lambda: question.is_open, "it is asked")
    question.close_sheet()
    await sign_on_by_badge(one)


@pytest.mark.parametrize(
    ("scene", "burden"),
    [(types_a_letter, "types the letter a"), (is_asked_whether_sure, "is asked: Are you sure?")],
)
def test_what_nobody_with_gloves_is_to_be_asked_for_would_be_noticed(
    player: tuple[QApplication, QEventLoop, ThemeHost], scene: Scene, burden: str
) -> None:
    task = Task("O1", "sign on with a burden", 0, 1, PersonSignedOn, scene)
    assert play(*player, task).burdens == (burden,)


def test_every_row_of_the_design_is_played_or_named_as_pending() -> None:
    played = {task.key for task in TASKS}
    assert played.isdisjoint(PENDING)
    assert sorted(played | set(PENDING)) == sorted(ROWS)


def test_the_page_has_no_other_rows() -> None:
    nothing = page_of([Taken(task, -1, -1) for task in TASKS])
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) == len(nothing.splitlines())
