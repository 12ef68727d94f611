"""The bell and the watchdog: waking, and freeing a call that nobody answers."""

import socket
import threading

from momstation.sync.bell import Bell
from momstation.sync.watchdog import Watchdog


def test_a_ring_before_the_wait_is_not_lost() -> None:
    bell = Bell()
    for _ in range(100_000):  # more than any buffer holds: ringing never blocks
        bell.ring()
    bell.wait(None)
    bell.wait(0.0)  # all of those were one
    bell.close()
    bell.ring()  # too late is harmless


def test_another_socket_wakes_too_and_is_told_apart() -> None:
    bell = Bell()
    ours, theirs = socket.socketpair()
    theirs.send(b"x")
    assert bell.wait(None, ours.fileno())
    ours.recv(1)
    bell.ring()
    assert not bell.wait(None, ours.fileno())
    for one in (ours, theirs):
        one.close()
    bell.close()


def test_a_call_past_its_deadline_is_freed() -> None:
    watchdog = Watchdog()
    ours, theirs = socket.socketpair()
    with watchdog.guard(ours.fileno(), 0.05):
        assert ours.recv(1) == b""  # blocks for ever, if nobody shuts it
    assert watchdog.has_bitten
    for one in (ours, theirs):
        one.close()
    watchdog.close()


def test_a_call_in_time_is_left_alone() -> None:
    watchdog = Watchdog()
    ours, theirs = socket.socketpair()
    for _ in range(50):
        theirs.send(b"x")
        with watchdog.guard(ours.fileno(), 3600.0):
            assert ours.recv(1) == b"x"
    assert not watchdog.has_bitten
    for one in (ours, theirs):
        one.close()
    watchdog.close()


def test_stopping_shortens_the_deadline_of_the_running_call() -> None:
    watchdog = Watchdog()
    ours, theirs = socket.socketpair()
    freed: list[bytes] = []

    def call() -> None:
        with watchdog.guard(ours.fileno(), 600.0):
            freed.append(ours.recv(1))

    caller = threading.Thread(target=call)
    caller.start()
    while caller.is_alive():
        watchdog.hurry(0.0)
        caller.join(0.01)
    assert freed == [b""]
    for one in (ours, theirs):
        one.close()
    watchdog.close()


def test_hurrying_nobody_is_harmless() -> None:
    watchdog = Watchdog()
    watchdog.hurry(0.0)
    watchdog.close()
