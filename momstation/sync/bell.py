"""Lets the sync thread wait on everything at once: the plant's doorbell, own records, the clock."""

import select
import socket
from contextlib import suppress


class Bell:
    """Rung from any thread; waited on by one. A pair of sockets, because Windows cannot wait on a pipe."""

    def __init__(self) -> None:
        self._heard, self._rung = socket.socketpair()
        self._heard.setblocking(False)
        self._rung.setblocking(False)

    def ring(self) -> None:
        """Wake the one who waits, now or when next it waits. A full buffer means it is awake already."""
        with suppress(BlockingIOError, OSError):
            self._rung.send(b"\0")

    def wait(self, timeout_s: float | None, other: int | None = None) -> bool:
        """Wait for a ring, for ``other`` (a socket's descriptor) to be readable, or for the time to pass.

        True if ``other`` is readable.
        """
        watched: list[socket.socket | int] = [self._heard]
        if other is not None:
            watched.append(other)
        ready, _, _ = select.select(watched, [], [], timeout_s)
        if self._heard in ready:
            with suppress(BlockingIOError):
                while self._heard.recv(4096):
                    pass
        return other is not None and other in ready

    def close(self) -> None:
        self._heard.close()
        self._rung.close()
