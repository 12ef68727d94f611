"""A click starts one named task, and a question waits without stopping the station."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.ui.ask import Choice, ask
from momstation.ui.button import Button
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.sheet import Sheet
from momstation.ui.tasks import run_on
from momstation.ui.theme import ThemeHost
from tests.conftest import ExpectedLog
from tests.screens.ui.conftest import Show


class Source(QObject):
    """Something that emits."""

    fired = Signal(str)


def run(qapp: QApplication, work: Coroutine[object, object, object]) -> object:
    """Run on the loop that Qt and asyncio share, as in the station."""
    loop = QEventLoop(qapp, already_running=False)
    asyncio.set_event_loop(loop)
    with loop:
        return loop.run_until_complete(work)


async def until(said: Callable[[], object]) -> None:
    """Give the loop turns until the fact is there."""
    for _turn in range(1000):
        if said():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never became true")


def test_a_signal_starts_a_named_task_with_its_values(qapp: QApplication) -> None:
    seen: list[tuple[str, str]] = []

    async def handler(value: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        seen.append((value, task.get_name()))

    async def play() -> None:
        source = Source()
        run_on(source.fired, handler, name="start order")
        source.fired.emit("4711-20")
        await until(lambda: seen)

    run(qapp, play())
    assert seen == [("4711-20", "start order")]


def test_a_second_tap_waits_for_the_first_to_end(qapp: QApplication, host: ThemeHost, show: Show) -> None:
    tile = Button(host, "Start")
    show(tile)
    begun: list[int] = []

    async def play() -> None:
        gate = asyncio.Event()

        async def handler() -> None:
            begun.append(1)
            await gate.wait()

        started = run_on(tile.triggered, handler, name="start", busy=tile)
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        await until(lambda: begun)
        assert tile.is_busy and started.is_running
        tile.triggered.emit()
        assert begun == [1]
        gate.set()
        await until(lambda: not tile.is_busy)
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        await until(lambda: len(begun) == 2 and not started.is_running)

    run(qapp, play())
    assert begun == [1, 1]


def test_a_failing_handler_is_heard_and_frees_the_tile(
    qapp: QApplication, host: ThemeHost, show: Show, expect_log: ExpectedLog
) -> None:
    expect_log("Task start failed")
    tile = Button(host, "Start")
    show(tile)

    async def handler() -> None:
        raise ValueError("no such order")

    async def play() -> None:
        started = run_on(tile.triggered, handler, name="start", busy=tile)
        tile.triggered.emit()
        assert started.is_running
        await until(lambda: not tile.is_busy)

    run(qapp, play())
    assert not tile.is_busy


def test_a_screen_that_goes_away_cancels_its_work(qapp: QApplication) -> None:
    ended: list[str] = []

    async def handler(value: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(value)

    async def play() -> None:
        source = Source()
        started = run_on(source.fired, handler, name="watch")
        source.fired.emit("a")
        await asyncio.sleep(0)
        started.cancel()
        await until(lambda: not started.is_running)

    run(qapp, play())
    assert ended == ["a"]


@pytest.mark.parametrize(("answer", "expected"), [("two", "two"), ("", None)])
def test_a_question_is_answered_by_one_tap_or_closed(
    qapp: QApplication, host: ThemeHost, show: Show, answer: str, expected: str | None
) -> None:
    window = show(Button(host, "Behind"))
    choices = [Choice("one", "Order 4711-20"), Choice("two", "Lot W-118", "inventory_2")]

    async def play() -> str | None:
        asking = asyncio.create_task(ask(host, window, "What is this code?", choices, detail="4711"))
        await until(lambda: window.findChildren(ReasonTile))
        (sheet,) = window.findChildren(Sheet)
        tiles = {tile.key: tile for tile in window.findChildren(ReasonTile)}
        assert sheet.isVisible() and sheet.accessibleName() == "What is this code?"
        QTest.mouseClick(tiles[answer] if answer else sheet.close_button, Qt.MouseButton.LeftButton)
        return await asking

    assert run(qapp, play()) == expected
    assert not [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]


def test_a_cancelled_question_takes_its_sheet_away(qapp: QApplication, host: ThemeHost, show: Show) -> None:
    window = show(Button(host, "Behind"))

    async def play() -> None:
        asking = asyncio.create_task(ask(host, window, "Which?", [Choice("a", "A")]))
        await until(lambda: window.findChildren(Sheet))
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    run(qapp, play())
    assert not [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
