"""Frees a call that nobody answers: keepalives do not, while something on the path acknowledges."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_log = logging.getLogger(__name__)


_LOOK_S = 1.0


class Watchdog:
    """A thread that shuts the socket of a call which is past its deadline; the call then fails at once.

    While a call takes long, ``on_slow`` is called about once a second, on this thread: the other one is in the call.
    """

    def __init__(self, on_slow: Callable[[], None] = lambda: None) -> None:
        self._on_slow = on_slow
        self._begun_s: float | None = None
        self._change = threading.Condition()
        self._watched: tuple[int, float] | None = None  # file descriptor, deadline on the monotonic clock
        self._wakes_at = float("inf")  # when the thread looks next by itself
        self._longest_s = float("inf")
        self._is_closed = False
        self.has_bitten = False
        self._thread = threading.Thread(target=self._run, name="sync-watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def guard(self, descriptor: int, timeout_s: float) -> Iterator[None]:
        """Give what runs inside ``timeout_s``."""
        self._begun_s = time.monotonic()
        self._set((descriptor, self._begun_s + min(timeout_s, self._longest_s)))
        try:
            yield
        finally:
            self._begun_s = None
            self._set(None)

    @property
    def busy_for_s(self) -> float:
        """How long the running call has taken so far; 0 if there is none."""
        begun_s = self._begun_s
        return 0.0 if begun_s is None else time.monotonic() - begun_s

    def hurry(self, timeout_s: float) -> None:
        """The running call, if any, has at most this long from now; so has each that begins later."""
        with self._change:
            self._longest_s = timeout_s
            if self._watched is not None:
                descriptor, deadline = self._watched
                self._watch((descriptor, min(deadline, time.monotonic() + timeout_s)))

    def close(self) -> None:
        with self._change:
            self._is_closed = True
            self._change.notify()
        self._thread.join()

    def _set(self, watched: tuple[int, float] | None) -> None:
        with self._change:
            self._watch(watched)

    def _watch(self, watched: tuple[int, float] | None) -> None:
        """Wake the thread only for a deadline before its next look: most calls end long before theirs."""
        self._watched = watched
        if watched is not None and watched[1] < self._wakes_at:
            self._change.notify()

    def _run(self) -> None:
        while self._look():
            if self.busy_for_s >= _LOOK_S:
                self._on_slow()

    def _look(self) -> bool:
        """Bite if it is time, and sleep until the next look; False at the end."""
        with self._change:
            now = time.monotonic()
            if self._watched is not None and self._watched[1] <= now:
                _shut(self._watched[0])
                self._watched = None
                self.has_bitten = True
            if self._is_closed:
                return False
            self._wakes_at = (
                min(self._watched[1], now + _LOOK_S) if self._watched is not None else float("inf")
            )
            self._change.wait(self._wakes_at - now if self._watched is not None else None)
            return not self._is_closed


def _shut(descriptor: int) -> None:
    """Shut the connection through a duplicate, so that the owner's descriptor stays the owner's to close."""
    with suppress(OSError):
        duplicate = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        with duplicate:
            duplicate.shutdown(socket.SHUT_RDWR)
