"""Waiting after failures."""

import random

from momstation.sync.backoff import Backoff


def test_the_wait_is_random_below_a_ceiling_that_doubles_and_stays() -> None:
    backoff = Backoff(0.2, 30.0, random.Random(1))
    for n in range(200):
        assert 0.04 <= backoff.after_failure() <= min(0.2 * 2**n, 30.0)
    assert max(backoff.after_failure() for _ in range(50)) > 15


def test_success_begins_again() -> None:
    backoff = Backoff(0.2, 30.0, random.Random(1))
    for _ in range(20):
        backoff.after_failure()
    backoff.reset()
    assert backoff.after_failure() <= 0.2


def test_when_only_a_person_can_help_it_is_tried_slowly_but_always() -> None:
    backoff = Backoff(0.2, 30.0, random.Random(1))
    assert all(22.5 <= backoff.slowly() <= 30.0 for _ in range(50))
