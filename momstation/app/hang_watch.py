"""Notices that the screen stands still: a thread waits for a sign of life, and writes down where everybody stands.

Two lines of defence. The thread asks for a report and, where something starts the station again, for its end. Should
even the thread be unable to run, because a call into a library holds the interpreter, the interpreter's own timer,
which needs nobody, writes the stacks; the next start finds them.
"""

import faulthandler
import logging
import threading
import time
from collections.abc import Callable
from typing import TextIO

from PySide6.QtCore import QObject, QTimer

BEAT_MS = 1000
_log = logging.getLogger(__name__)


class HangWatch(QObject):
    """``on_beat`` is called with each beat, on the window's thread; ``on_hang`` once per hang, on the watching one.

    ``last_resort``: where the interpreter's timer writes, twice as late as the thread; it also ends the process where
    ``ends_process``.
    """

    def __init__(
        self,
        limit_s: float,
        on_hang: Callable[[float], None],
        on_beat: Callable[[], None] = lambda: None,
        last_resort: TextIO | None = None,
        *,
        ends_process: bool = False,
        beat_ms: int = BEAT_MS,
    ) -> None:
        super().__init__()
        self._limit_s = limit_s
        self._on_hang = on_hang
        self._on_beat = on_beat
        self._last_resort = last_resort
        self._ends_process = ends_process
        self._last = 0.0
        self._stopping = threading.Event()
        self._look_s = min(1.0, limit_s / 4)
        self._timer = QTimer(self)
        self._timer.setInterval(beat_ms)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._watch, name="hang watch", daemon=True)

    def start(self) -> None:
        self._beat()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        self._timer.stop()
        self._stopping.set()
        if self._last_resort is not None:
            faulthandler.cancel_dump_traceback_later()
        if self._thread.ident is not None:
            self._thread.join()

    def _beat(self) -> None:
        self._last = time.monotonic()
        if self._last_resort is not None:
            faulthandler.dump_traceback_later(
                2 * self._limit_s, exit=self._ends_process, file=self._last_resort
            )
        self._on_beat()

    def _watch(self) -> None:
        looked, told_of = time.monotonic(), 0.0
        while not self._stopping.wait(self._look_s):
            now = time.monotonic()
            if now - looked > self._look_s + self._limit_s / 2:
                self._last = now  # the whole computer slept, or the process was stopped: nobody hung
            looked = now
            silent_s = now - self._last
            if silent_s >= self._limit_s and told_of != self._last:
                told_of = self._last
                _log.error("The screen stands still for %.0f s", silent_s)
                self._on_hang(silent_s)
            elif told_of and self._last > told_of:
                _log.warning("The screen moves again after it stood still")
                told_of = 0.0
