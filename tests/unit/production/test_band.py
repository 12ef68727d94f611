"""A machine's shift as a band: states and stops in pieces that neither overlap nor leave a gap."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from momstation.events.machines import MachineState
from momstation.production.model.band import StopStretch, band

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
RUN, STOP = MachineState.PRODUCING, MachineState.STOPPED


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def told(states: dict[int, MachineState], *stops: StopStretch) -> list[tuple[float, float, str, str]]:
    found = band([(at(minute), state) for minute, state in states.items()], stops, START, at(480))
    return [
        (
            (one.start - START).seconds / 60,
            (one.end - START).seconds / 60,
            one.state.value,
            one.stop.stop if one.stop else "",
        )
        for one in found
    ]


def test_a_stop_lies_over_the_state_in_which_the_machine_stood() -> None:
    stop = StopStretch("s1", at(60), at(75), None)
    assert told({0: RUN, 60: STOP, 75: RUN}, stop) == [
        (0, 60, "producing", ""),
        (60, 75, "stopped", "s1"),
        (75, 480, "producing", ""),
    ]


def test_before_the_first_word_nobody_knows() -> None:
    assert told({30: RUN})[0] == (0, 30, "unknown", "")


def test_a_stop_that_lasts_reaches_to_now_and_one_from_before_begins_with_the_shift() -> None:
    lasting, old = StopStretch("s2", at(400), None, None), StopStretch("s1", at(-30), at(10), "JAM")
    found = told({-60: STOP, 10: RUN, 400: STOP}, lasting, old)
    assert [found[0], found[-1]] == [(0, 10, "stopped", "s1"), (400, 480, "stopped", "s2")]


MINUTES = st.integers(-100, 600)


@given(
    st.lists(st.tuples(MINUTES, st.sampled_from(MachineState))),
    st.lists(st.tuples(MINUTES, st.one_of(st.none(), st.integers(0, 120)))),
)
def test_whatever_was_recorded_the_pieces_fill_the_shift(
    states: list[tuple[int, MachineState]], stops: list[tuple[int, int | None]]
) -> None:
    heard = sorted(((at(minute), state) for minute, state in states), key=lambda each: each[0])
    lasted = [
        StopStretch(str(n), at(opened), None if for_min is None else at(opened + for_min), None)
        for n, (opened, for_min) in enumerate(stops)
    ]
    found = band(heard, lasted, START, at(480))
    assert (found[0].start, found[-1].end) == (START, at(480))
    assert [one.end for one in found[:-1]] == [other.start for other in found[1:]]
    assert all(one.start < one.end for one in found)
