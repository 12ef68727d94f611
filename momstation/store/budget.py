"""Ends a rule that would never end by itself, so that one stream's fault does not stop the whole station.

A fold is Python: an exception that is set from another thread reaches it between two of its steps. What counts is
what the thread itself has computed: that a busy or sleeping computer gave it no time is not the rule's fault.
"""

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LIMIT_S = 2.0
_LOOK_S = 0.25


class OutOfTime(BaseException):
    """A rule took longer than it may. No ``Exception``, so that the rule itself cannot swallow it."""


class Budget:
    """One per writer. A thread of its own looks a few times a second whether the work is overdue."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._gate = threading.Lock()
        self._until: float | None = None
        self._thread_id = 0
        self._now = time.monotonic
        self._is_fired = False
        self._is_closed = threading.Event()
        self._watch: threading.Thread | None = None

    def run(self, work: Callable[[], T], limit_s: float | None = None) -> T:
        """The result of ``work``. Raises OutOfTime in the midst of it when it takes longer than the limit."""
        self._begin(limit_s or self._limit_s)
        try:
            return work()
        finally:
            self._end()

    def close(self) -> None:
        self._is_closed.set()
        if self._watch is not None:
            self._watch.join()

    def _begin(self, limit_s: float) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=self._run, name="store-budget", daemon=True)
            self._watch.start()
        if self._thread_id != threading.get_ident():
            self._thread_id = threading.get_ident()
            self._now = _clock_of(self._thread_id)
        self._is_fired = False
        self._until = self._now() + limit_s

    def _end(self) -> None:
        with self._gate:
            self._until = None
            if self._is_fired:  # set, and perhaps not delivered yet: it must not hit what comes after
                _raise_in(self._thread_id, None)

    def _run(self) -> None:
        while not self._is_closed.wait(_LOOK_S):
            until, now = self._until, self._now
            if until is None or now() < until:
                continue
            with self._gate:
                if self._until == until and self._now is now and not self._is_fired:
                    self._is_fired = True
                    _raise_in(self._thread_id, OutOfTime)


def _clock_of(thread_id: int) -> Callable[[], float]:
    """What this thread has computed, in seconds; Windows tells nobody else, so there it is the time that passed."""
    if sys.platform == "win32":
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread_id)

    def now() -> float:
        try:
            return time.clock_gettime(clock)
        except OSError:  # the thread is over, and with it whatever it worked at
            return 0.0

    return now


def _raise_in(thread_id: int, error: type[BaseException] | None) -> None:
    target = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), target)
