"""A machine's pulse on the window: shown when it is durable, and not a second time when it is told."""

from collections.abc import Callable

from momstation.core.part import Recorded
from momstation.events.machines import PartsCounted
from momstation.plant.readings import Quality, Reading
from tests.support import production_views as made
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def test_a_pulse_is_timed_when_it_is_kept_and_not_again_when_it_is_told(stage: Build) -> None:
    one = stage()
    counted = PartsCounted(
        machine="P07", at=one.clock.now(), good=1, reject=0, good_counter=413, reject_counter=7
    )

    async def scene() -> None:
        one.bus.publish(
            Reading("P07", "cycle_time", "5.1", Quality.GOOD, "", None, None, made.NOW, one.clock.monotonic())
        )
        await one.settle()
        one.home.view = made.a_home(state=made.a_state(cycle_text="Cycle 5.1 s"))
        one.bus.publish(Recorded((), is_own=True, counted=frozenset({PartsCounted.kind})))
        await one.settle()
        assert one.probe.notes == [("reading_to_paint", 1000.0)]
        one.clock.advance(5)
        one.home.view = made.a_home(state=made.a_state(cycle_text="Cycle 5.2 s"))
        one.bus.publish(Recorded((record_of(counted),), is_own=True))
        await one.settle()

    one.play(scene)
    assert one.probe.notes == [("reading_to_paint", 1000.0)]
