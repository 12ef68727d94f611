"""Silence is measured by what the server granted, not by what was asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.devices.opcua_keep_alive import MISSED, KeepAlive

NOW = 100.0


def test_a_wanted_second_is_ten_intervals_of_a_hundred_milliseconds() -> None:
    assert KeepAlive(1.0, NOW).count_for(100) == 10
    assert KeepAlive(1.0, NOW).count_for(5_000) == 1


def test_what_was_granted_as_wanted_is_taken() -> None:
    keep_alive = KeepAlive(1.0, NOW)
    assert keep_alive.granted(100, 10)
    assert keep_alive.period_s == 1.0


def test_a_server_that_publishes_slower_is_asked_for_fewer_intervals() -> None:
    keep_alive = KeepAlive(1.0, NOW)
    assert not keep_alive.granted(1_000, 10)
    assert keep_alive.count_for(1_000) == 1
    assert keep_alive.granted(1_000, 1)
    assert keep_alive.period_s == 1.0


def test_a_server_that_insists_is_believed_and_waited_for_longer() -> None:
    keep_alive = KeepAlive(1.0, NOW)
    keep_alive.granted(1_000, 10)
    assert not keep_alive.is_silent(NOW + 29.9)
    assert keep_alive.is_silent(NOW + 30.1)


def test_each_message_starts_the_silence_anew() -> None:
    keep_alive = KeepAlive(1.0, NOW)
    keep_alive.heard(NOW + 2)
    assert not keep_alive.is_silent(NOW + 4.9)
    keep_alive.slept(NOW + 60)
    assert not keep_alive.is_silent(NOW + 61)


@settings(deadline=None)
@given(st.floats(0.1, 10), st.floats(10, 5_000))
def test_silence_is_found_within_three_keep_alives_and_a_look(wanted_s: float, interval_ms: float) -> None:
    keep_alive = KeepAlive(wanted_s, NOW)
    keep_alive.granted(interval_ms, keep_alive.count_for(interval_ms))
    assert keep_alive.look_every_s() <= keep_alive.period_s
    assert keep_alive.is_silent(NOW + keep_alive.period_s * MISSED + keep_alive.look_every_s())
