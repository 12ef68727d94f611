"""A stop is prompt, whichever moment it comes at."""

import socket

from momstation.sync.watchdog import Watchdog


def test_a_call_that_begins_after_the_hurry_was_asked_for_is_hurried_too() -> None:
    here, there = socket.socketpair()
    watchdog = Watchdog()
    try:
        watchdog.hurry(0.05)
        with watchdog.guard(here.fileno(), 3600.0):
            assert here.recv(1) == b""  # until the socket is shut
        assert watchdog.has_bitten
    finally:
        watchdog.close()
        here.close()
        there.close()
