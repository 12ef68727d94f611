"""A screen that stands still is noticed once, one that moves never, and the interpreter's own timer stands behind."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from momstation.app.hang_watch import HangWatch

LIMIT_S = 2.0


def live(qapp: QApplication, is_over: Callable[[], bool], limit_s: float = 100) -> None:
    """Let Qt's loop run until a fact."""
    loop, look, limit = QEventLoop(), QTimer(), QTimer(singleShot=True)
    look.timeout.connect(lambda: loop.quit() if is_over() else None)
    look.start(10)
    limit.timeout.connect(loop.quit)
    limit.start(int(limit_s * 1000))
    loop.exec()
    look.stop()
    limit.stop()
    assert is_over()


def test_a_screen_that_moves_is_left_alone(qapp: QApplication) -> None:
    hangs: list[float] = []
    beats: list[int] = []
    watch = HangWatch(60.0, hangs.append, lambda: beats.append(1), beat_ms=20)
    watch.start()
    live(qapp, lambda: len(beats) > 60)
    watch.stop()
    assert hangs == []


def test_a_hang_is_told_once_and_the_next_one_again(
    qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    expect_log("The screen")
    hangs: list[float] = []
    beats: list[int] = []
    watch = HangWatch(LIMIT_S, hangs.append, lambda: beats.append(1), beat_ms=10)
    watch.start()
    for _ in range(2):
        told, stood_at = len(hangs), time.monotonic()
        until(lambda told=told: len(hangs) > told)  # type: ignore[misc]  # the loop stands still meanwhile
        until(lambda at=stood_at: time.monotonic() > at + 1.5 * LIMIT_S)  # type: ignore[misc]
        assert len(hangs) == told + 1
        before = len(beats)
        live(qapp, lambda before=before: len(beats) > before + 20)  # type: ignore[misc]
    watch.stop()
    assert all(silent_s >= LIMIT_S for silent_s in hangs)


def test_where_the_thread_cannot_run_the_interpreters_timer_writes_the_stacks(
    qapp: QApplication, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The screen")
    file = tmp_path / "last-hang.txt"
    with file.open("w") as last_resort:
        watch = HangWatch(0.1, lambda _s: None, last_resort=last_resort, beat_ms=10)
        watch.start()
        until(lambda: "test_hang_watch.py" in file.read_text())
        watch.stop()
        assert "Timeout" in file.read_text()


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
