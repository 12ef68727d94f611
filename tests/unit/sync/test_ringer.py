"""Rings of one topic keep apart."""

import pytest

from momstation.sync.session import Ringer


def test_a_burst_is_one_ring_now_and_one_later_with_the_last_position() -> None:
    ringer = Ringer(0.05)
    assert ringer.ask({1: 10}, 100.0) == {1: 10}
    assert ringer.due_in(100.0) is None
    assert ringer.ask({1: 11}, 100.01) == {}
    assert ringer.ask({1: 12, 2: 5}, 100.02) == {2: 5}
    assert ringer.due_in(100.02) == pytest.approx(0.03)
    assert ringer.ask({}, 100.06) == {1: 12}
    assert ringer.due_in(100.06) is None
