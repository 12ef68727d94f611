"""Stops follow the machine: begin and end are its own, silence is neither."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import CLOSES_STREAM
from momstation.events import codec
from momstation.events.machines import MachineState, MachineStateChanged
from momstation.events.production import StopClosed, StopOpened, StopReasonGiven
from momstation.plant.station import StationFacts
from momstation.production.model.stop import StopStory
from momstation.production.model.stopping import follow_machine, give_reason, order_gone

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)


def changed(state: MachineState, at_s: float) -> MachineStateChanged:
    return MachineStateChanged(machine="M", at=T0 + timedelta(seconds=at_s), state=state, heard="")


@given(st.lists(st.tuples(st.sampled_from(MachineState), st.booleans(), st.integers(-30, 300)), max_size=40))
def test_one_stop_at_a_time_that_only_production_ends(
    heard: list[tuple[MachineState, bool, int]],
) -> None:
    lasting: StopStory | None = None
    at = 0
    for state, has_order, step in heard:
        at += step  # the clock may be set back
        events = follow_machine(changed(state, at), "A", lasting, "1" if has_order else None, 60)
        assert len(events) <= 1
        for event in events:
            if isinstance(event, StopOpened):
                assert lasting is None
                assert state not in (MachineState.PRODUCING, MachineState.UNKNOWN)
                lasting = StopStory(stop=event.stop, machine="M", state=event.state, opened_at=event.at)
            if isinstance(event, StopClosed):
                assert lasting is not None and lasting.opened_at is not None
                assert state is MachineState.PRODUCING
                assert event.at >= lasting.opened_at
                assert event.is_micro == (event.at - lasting.opened_at < timedelta(seconds=60))
                lasting = None
        if state is MachineState.PRODUCING:
            assert lasting is None


def test_a_stop_keeps_its_first_state_while_the_machine_goes_through_others() -> None:
    opened = follow_machine(changed(MachineState.STOPPED, 0), "A", None, "1", 60)[0]
    assert isinstance(opened, StopOpened)
    assert (opened.state, opened.order, opened.station) == ("stopped", "1", "A")
    story = StopStory(stop=opened.stop, machine="M", station="A", state="stopped", opened_at=T0)
    for state in (MachineState.IDLE, MachineState.STARVED, MachineState.UNKNOWN, MachineState.SETUP):
        assert follow_machine(changed(state, 5), "A", story, "1", 60) == []


def test_a_fault_outlasts_the_order_and_idleness_does_not() -> None:
    fault = StopStory(stop="s", machine="M", station="A", state="stopped", opened_at=T0)
    idle = StopStory(stop="s", machine="M", station="A", state="idle", opened_at=T0)
    assert order_gone(fault, T0, 60) == []
    assert isinstance(order_gone(idle, T0 + timedelta(seconds=61), 60)[0], StopClosed)
    assert order_gone(None, T0, 60) == []


def test_the_same_stop_has_the_same_name_wherever_it_is_heard() -> None:
    one = follow_machine(changed(MachineState.STOPPED, 7), "A", None, None, 60)[0]
    other = follow_machine(changed(MachineState.STOPPED, 7), "B", None, None, 60)[0]
    assert isinstance(one, StopOpened) and isinstance(other, StopOpened)
    assert one.stop == other.stop


def _given(stop: StopStory, after_s: float) -> StopReasonGiven:
    (given,) = give_reason(
        stop, None, None, station=StationFacts("A", "A", "L", ("M",), "UTC"), is_lead=False, window_h=24,
        by="P1", now=T0 + timedelta(seconds=after_s),
    )  # fmt: skip
    assert isinstance(given, StopReasonGiven)
    return given


def test_a_reason_given_late_leaves_the_stop_closed() -> None:
    lasting = StopStory(stop="s", machine="M", station="A", state="stopped", opened_at=T0)
    ended = StopStory(
        stop="s",
        machine="M",
        station="A",
        state="stopped",
        opened_at=T0,
        closed_at=T0 + timedelta(seconds=60),
    )
    assert _given(lasting, 30).flags() == 0, "the stop goes on"
    assert _given(ended, 90).flags() == CLOSES_STREAM


def test_a_reason_of_a_version_that_did_not_say_so_is_read_as_before() -> None:
    written = '{"at":"2026-11-23T06:01:00Z","by":null,"machine":"M","reason":"JAM","station":"A","stop":"s"}'
    event = codec.decode(StopReasonGiven.kind, 1, "stop/s", written)
    assert isinstance(event, StopReasonGiven)
    assert (event.reason, event.is_closed, event.flags()) == ("JAM", False, 0)
