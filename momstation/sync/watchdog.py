"""Frees a call that nobody answers: keepalives do not, while something on the path acknowledges."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_log = logging.getLogger(__name__)


class Watchdog:
    """A thread that shuts the socket of a call which is past its deadline; the call then fails at once."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._watched: tuple[int, float] | None = None  # file descriptor, deadline on the monotonic clock
        self._wakes_at = float("inf")  # when the thread looks next by itself
        self._is_closed = False
        self.has_bitten = False
        self._thread = threading.Thread(target=self._run, name="sync-watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def guard(self, descriptor: int, timeout_s: float) -> Iterator[None]:
        """Give what runs inside ``timeout_s``."""
        self._set((descriptor, time.monotonic() + timeout_s))
        try:
            yield
        finally:
            self._set(None)

    def hurry(self, timeout_s: float) -> None:
        """The running call, if any, has at most this long from now."""
        with self._change:
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
        with self._change:
            while not self._is_closed:
                now = time.monotonic()
                if self._watched is not None and self._watched[1] <= now:
                    _shut(self._watched[0])
                    self._watched = None
                    self.has_bitten = True
                self._wakes_at = self._watched[1] if self._watched is not None else float("inf")
                self._change.wait(self._wakes_at - now if self._watched is not None else None)


def _shut(descriptor: int) -> None:
    """Shut the connection through a duplicate, so that the owner's descriptor stays the owner's to close."""
    with suppress(OSError):
        duplicate = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        with duplicate:
            duplicate.shutdown(socket.SHUT_RDWR)
