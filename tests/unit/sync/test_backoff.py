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


def test_after_an_outage_the_first_attempt_is_spread_over_what_the_plant_wants() -> None:
    waits = [Backoff(0.2, 30.0, random.Random(seed)).after_failure(6.0) for seed in range(300)]
    assert max(waits) > 5.0
    quarters = [sum(low <= wait < low + 1.5 for wait in waits) for low in (0.0, 1.5, 3.0, 4.5)]
    assert min(quarters) > 40
    assert max(Backoff(0.2, 30.0, random.Random(1)).after_failure(600.0) for _ in range(50)) <= 30.0
