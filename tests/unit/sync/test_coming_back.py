"""Stations come back over some time after an outage; but at a start, alone or asked, at once."""

import random
import threading
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest

from momstation.sync.backoff import Backoff
from momstation.sync.config import SyncConfig
from momstation.sync.faults import Fault, Unreached
from momstation.sync.session import Session
from momstation.sync.thread import SyncThread
from tests.conftest import ExpectedLog
from tests.support.memory_door import MemoryDoor

LONG_S = 600.0
PATIENCE_S = 60.0
Attempts = list[threading.Event]


@pytest.fixture
def attempts() -> Iterator[Attempts]:
    """Each attempt to reach a plant that is away, and that had asked for ten minutes of spread."""
    made = [threading.Event() for _ in range(3)]

    def run(self: Session, on_live: Callable[[], None], on_step: Callable[[], None]) -> Any:
        next(one for one in made if not one.is_set()).set()
        self._courier.spread_s = LONG_S
        raise Unreached(Fault.TRANSIENT, "away")

    with (
        patch.object(Session, "run", run),
        patch.object(random.Random, "uniform", lambda self, low, high: high),
    ):
        yield made


def test_the_first_start_and_a_person_who_asks_are_not_spread(
    attempts: Attempts, expect_log: ExpectedLog
) -> None:
    expect_log("The central database is offline: away")
    door = MemoryDoor()
    config = SyncConfig("", door.station_id, b"", first_retry_s=LONG_S, longest_retry_s=LONG_S)
    thread = SyncThread(config, door, lambda status: None)
    thread.start()
    try:
        assert attempts[0].wait(PATIENCE_S), "the first start"
        thread.wake()
        assert not attempts[1].is_set(), "a new record does not shorten the wait"
        thread.sync_now()
        assert attempts[1].wait(PATIENCE_S), "a person asked"
        thread.sync_now()
        assert attempts[2].wait(PATIENCE_S), "and again"
    finally:
        thread.stop()


def test_a_lone_station_waits_no_longer_than_without_a_spread() -> None:
    """The plant asks for 20 ms for each station."""
    alone, none = (Backoff(0.2, 30.0, random.Random(3)) for _ in range(2))
    for _ in range(20):
        assert alone.after_failure(0.02) == none.after_failure()
