"""Seeded histories of stations and a plant that fail in every way at once: the promises hold, always.

A failing seed is printed by pytest as the test's parameter and runs again as it was. The second half puts
known faults in and expects the same checks to find each: a check that finds nothing proves nothing.
"""

from collections.abc import Callable, Mapping, Sequence

import pytest

from momstation.sync.courier import Courier
from momstation.sync.faults import Unreached
from momstation.sync.protocol import Central, Greeting, PushAnswer
from tests.conftest import ExpectedLog
from tests.support.memory_plant import MemoryCentral
from tests.support.sync_world import World

SAID = "part after|was rewritten at the plant|travels sealed|not what its station chained"


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_nothing_is_doubled_and_everybody_gets_it(seed: int, expect_log: ExpectedLog) -> None:
    expect_log(SAID)
    world = World(seed)
    world.play()
    world.heal()
    world.check()


class AcksWithoutAnAnswer(Courier):
    """Takes a push for done when it was sent."""

    def push_step(self, central: Central, ring: Callable[[Mapping[int, int]], None]) -> bool:
        waiting = self._door.outbox(4, 10_000)
        try:
            return super().push_step(central, ring)
        except Unreached:
            self._door.ack(waiting[-1].epoch, waiting[-1].seq)
            raise


class SameServerAlways(MemoryCentral):
    """The server does not tell that it was started again."""

    def hello(self) -> Greeting:
        return Greeting(super().hello().offset_ms, "the same")


class TakesTheServersNumber(Courier):
    """Believes that equal numbers mean equal records."""

    def _reconcile(self, central: Central, epoch: int, acked: int, answer: PushAnswer) -> None:
        self._door.ack(epoch, answer.last_seq)


class FeedsTwice(MemoryCentral):
    """Feeds a record again that came under another epoch."""

    is_feeding_once = False


FAULTS: Sequence[tuple[type[Courier], type[MemoryCentral]]] = (
    (AcksWithoutAnAnswer, MemoryCentral),
    (Courier, SameServerAlways),
    (TakesTheServersNumber, MemoryCentral),
    (Courier, FeedsTwice),
)


@pytest.mark.parametrize(("courier", "central"), FAULTS)
def test_a_known_fault_is_found(
    courier: type[Courier], central: type[MemoryCentral], expect_log: ExpectedLog
) -> None:
    expect_log(SAID)
    assert any(_breaks(World(seed, courier, central)) for seed in range(60))


def _breaks(world: World) -> bool:
    try:
        world.play()
        world.heal()
        world.check()
    except (AssertionError, IndexError, Unreached):
        return True
    return False
