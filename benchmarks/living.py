"""Runs one real station in this process for as long as a measurement needs it, and gives the frames it painted."""

import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from momstation.app.opening import Opening
from momstation.app.options import parse
from momstation.app.station import Station
from momstation.app.turns import take_short_turns
from momstation.core.clock import SystemClock
from momstation.settings import load
from momstation.shell.window import StationWindow
from momstation.ui.collector import Collector

Figures = dict[str, Any]
Scene = Callable[[Station, StationWindow], Awaitable[Figures]]
FRAME_MS = 16


def live(config: Path, scene: Scene) -> Figures:
    """What ``scene`` measured on a station that was started as ``momstation run`` does."""
    gc.disable()
    app = QApplication([])
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    take_short_turns()
    with loop:
        return dict(loop.run_until_complete(_life(config, app, scene)))


async def _life(config: Path, app: QApplication, scene: Scene) -> Figures:
    settings = load(config)
    opening = Opening(settings, SystemClock(), app)
    station = Station(settings, parse(["--config", str(config)]), app, await opening.run())
    window = await station.open()
    opening.end()
    Collector(app).start()
    await window.ready()
    work = asyncio.ensure_future(station.run())
    try:
        return await scene(station, window)
    finally:
        station.closed.set()
        await work


def alone(module: str, *arguments: str) -> Figures:
    """``python -m module arguments`` in a process of its own; the last line that it prints is its figures."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-3000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


class Frames(QObject):
    """Changes a value sixty times a second, and notes when it was painted and how late the loop came to it."""

    def __init__(self, widget: QWidget, change: Callable[[int], None], now_s: Callable[[], float]) -> None:
        super().__init__(widget)
        self._change = change
        self._now_s = now_s
        self._count = 0
        self._due_s = 0.0
        self._painted_s: list[float] = []
        self._late_ms: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._beat)
        widget.installEventFilter(self)
        self._timer.start()

    def take(self) -> tuple[list[float], list[float]]:
        """Milliseconds from paint to paint, and of lateness, since this was asked last."""
        painted, self._painted_s = self._painted_s, self._painted_s[-1:]
        late, self._late_ms = self._late_ms, []
        return [(b - a) * 1000 for a, b in pairwise(painted)], late

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted_s.append(self._now_s())
        return False

    def _beat(self) -> None:
        now_s = self._now_s()
        if self._due_s:
            self._late_ms.append(max(0.0, (now_s - self._due_s) * 1000))
        self._due_s = now_s + FRAME_MS / 1000
        self._count += 1
        self._change(self._count)


def spread(values: Sequence[float]) -> Figures:
    """p50, p99 and the largest of milliseconds."""
    ordered = sorted(values)
    if not ordered:
        return {"p50": None, "p99": None, "max": None, "n": 0}
    return {
        "p50": round(statistics.median(ordered), 2),
        "p99": round(ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))], 2),
        "max": round(ordered[-1], 2),
        "n": len(ordered),
    }
