"""A stop is prompt, whichever moment it comes at."""

import socket
import time

from momstation.sync.watchdog import Watchdog


def test_a_call_that_begins_after_the_hurry_was_asked_for_is_hurried_too() -> None:
    here, there = socket.socketpair()
    watchdog = Watchdog()
    try:
        watchdog.hurry(0.05)
        begun_s = time.monotonic()
        with watchdog.guard(here.fileno(), 30.0):
            assert here.recv(1) == b""  # until the socket is shut
        assert time.monotonic() - begun_s < 10
        assert watchdog.has_bitten
    finally:
        watchdog.close()
        here.close()
        there.close()
