"""The time elements of a log agree with looking at every second by itself, whatever the log is."""

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.errors import Refused
from momstation.kpi.iso22400_log import elements_from_log
from momstation.kpi.log_inputs import CounterReading, Element, LogInputs, ShiftSpan, StateAt, TimeSpan
from momstation.kpi.oee_log import OeeLogInputs, oee_from_log

STATES = {
    "Execute": Element.APT,
    "Reset": Element.AUST,
    "Aborted": Element.ADET,
    "Stopped": Element.ADET,
    "Idle": Element.ADOT,
    "Lunch": Element.PLANNED,
    "Silent": Element.UNKNOWN,
}
HORIZON = 120


@st.composite
def logs(draw: st.DrawFn) -> LogInputs:
    times = sorted(draw(st.sets(st.integers(0, HORIZON), min_size=1, max_size=15)))
    edges = sorted(draw(st.sets(st.integers(0, HORIZON), min_size=2, max_size=5)))
    breaks = draw(st.lists(st.tuples(st.integers(0, HORIZON), st.integers(1, 20)), max_size=4))
    return LogInputs(
        shifts=tuple(ShiftSpan(name=str(n), start=edges[n], end=edges[n + 1]) for n in range(len(edges) - 1)),
        events=tuple(StateAt(at=at, state=draw(st.sampled_from(sorted(STATES)))) for at in times),
        state_map=STATES,
        breaks=tuple(TimeSpan(start=start, end=start + length) for start, length in breaks),
    )


@dataclass(frozen=True)
class Second:
    element: Element
    is_break: bool


def every_second(log: LogInputs, shift: ShiftSpan) -> list[Second]:
    """The slow and obvious way."""
    seconds = []
    for now in range(int(shift.start), int(shift.end)):
        state = next((event.state for event in reversed(log.events) if event.at <= now), None)
        element = Element.UNKNOWN if state is None else STATES[state]
        seconds.append(Second(element, any(each.start <= now < each.end for each in log.breaks)))
    return seconds


@given(logs())
def test_elements_are_what_every_second_says(log: LogInputs) -> None:
    for shift, found in zip(log.shifts, elements_from_log(log).per_shift, strict=True):
        working = [second.element for second in every_second(log, shift) if not second.is_break]
        breaks = sum(second.is_break for second in every_second(log, shift))
        assert found.apt == working.count(Element.APT)
        assert found.aust == working.count(Element.AUST)
        assert found.adet == working.count(Element.ADET)
        assert found.adot == working.count(Element.ADOT)
        assert found.unknown == working.count(Element.UNKNOWN)
        assert found.planned == working.count(Element.PLANNED) + breaks
        assert found.pbt + found.planned + found.unknown == shift.end - shift.start
        assert found.pbt == found.aubt + found.adot


@given(logs())
def test_fault_starts_over_adjacent_shifts_are_counted_once(log: LogInputs) -> None:
    whole = replace(log, shifts=(ShiftSpan(name="all", start=log.shifts[0].start, end=log.shifts[-1].end),))
    parts, (all_of_it,) = elements_from_log(log).per_shift, elements_from_log(whole).per_shift
    assert sum(part.fault_starts for part in parts) == all_of_it.fault_starts
    assert sum(part.apt for part in parts) == all_of_it.apt
    assert sum(part.pbt for part in parts) == all_of_it.pbt


def oee_inputs(log: LogInputs, threshold: int) -> OeeLogInputs:
    ends = [0, HORIZON // 3, HORIZON // 2, HORIZON]
    return OeeLogInputs(
        shifts=log.shifts,
        events=log.events,
        state_map=log.state_map,
        breaks=log.breaks,
        counters=tuple(CounterReading(at=at, total=at * 2, reject=at // 10) for at in ends),
        ideal_cycle_s=Fraction(1, 3),
        micro_stop_below_s=threshold,
    )


@given(logs(), st.integers(0, 60), st.integers(0, 60))
def test_threshold_moves_loss_and_never_changes_oee(log: LogInputs, low: int, more: int) -> None:
    first, second = oee_from_log(oee_inputs(log, low)), oee_from_log(oee_inputs(log, low + more))
    for before, after in zip((*first.shifts, first.total), (*second.shifts, second.total), strict=True):
        assert before.oee == after.oee
        assert before.planned_s == after.planned_s == before.run_s + before.downtime_s
        assert before.run_s <= after.run_s
        assert after.run_s - before.run_s == after.micro_stop_s - before.micro_stop_s


@given(logs(), st.integers(0, 60))
def test_total_is_the_ratio_of_the_shifts_sums(log: LogInputs, threshold: int) -> None:
    result = oee_from_log(oee_inputs(log, threshold))
    planned = sum(shift.planned_s for shift in result.shifts)
    run = sum(shift.run_s for shift in result.shifts)
    assert result.total.availability == (Fraction(run) / planned if planned else None)
    assert result.total.total_count == sum(shift.total_count or 0 for shift in result.shifts)


def log_of(*events: tuple[int, str], end: int = 100, **more: object) -> OeeLogInputs:
    shift = ShiftSpan(name="early", start=0, end=end)
    base = OeeLogInputs(
        shifts=(shift,), events=tuple(StateAt(at=at, state=state) for at, state in events), state_map=STATES
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_time_before_the_first_event_is_unknown_and_not_a_stop() -> None:
    shift = oee_from_log(log_of((40, "Execute"))).total
    assert (shift.unknown_s, shift.planned_s, shift.run_s, shift.availability) == (40, 60, 60, Fraction(1))


def test_a_machine_that_was_never_heard_has_no_availability() -> None:
    shift = oee_from_log(log_of((0, "Silent"))).total
    assert (shift.unknown_s, shift.planned_s, shift.availability, shift.oee) == (100, 0, None, None)


def test_a_stop_across_the_shifts_edge_is_measured_whole() -> None:
    """Twelve seconds of it lie in this shift, but it is a stop of thirty and no micro-stop."""
    inputs = log_of((-18, "Aborted"), (12, "Execute"), micro_stop_below_s=20)
    assert (oee_from_log(inputs).total.micro_stop_s, oee_from_log(inputs).total.downtime_s) == (0, 12)


def test_two_fault_events_in_a_row_are_one_stop() -> None:
    inputs = log_of((0, "Execute"), (10, "Aborted"), (16, "Stopped"), (22, "Execute"), micro_stop_below_s=10)
    assert oee_from_log(inputs).total.micro_stop_count == 0
    iso = LogInputs(shifts=inputs.shifts, events=inputs.events, state_map=STATES)
    assert elements_from_log(iso).per_shift[0].fault_starts == 1


def test_production_in_a_break_is_in_no_factor_but_is_told() -> None:
    inputs = log_of((0, "Execute"), breaks=(TimeSpan(start=20, end=30), TimeSpan(start=25, end=40)))
    shift = oee_from_log(inputs).total
    assert (shift.planned_stop_s, shift.run_in_breaks_s, shift.run_s, shift.availability) == (
        20,
        20,
        80,
        Fraction(1),
    )


def readings(*rows: tuple[int, int, int]) -> tuple[CounterReading, ...]:
    return tuple(CounterReading(at=at, total=total, reject=reject) for at, total, reject in rows)


def test_parts_belong_to_the_shift_in_which_they_were_read() -> None:
    """A reading on the very edge tells of what was made before it."""
    shifts = (ShiftSpan(name="a", start=0, end=50), ShiftSpan(name="b", start=50, end=100))
    inputs = replace(
        log_of((0, "Execute")),
        shifts=shifts,
        ideal_cycle_s=1,
        counters=readings((-5, 100, 3), (20, 130, 3), (50, 150, 4), (80, 160, 4)),
    )
    first, second = oee_from_log(inputs).shifts
    assert (first.total_count, first.good_count, second.total_count, second.good_count) == (50, 49, 10, 10)


def test_counters_roll_over_and_are_reset_in_a_shift() -> None:
    inputs = log_of(
        (0, "Execute"),
        ideal_cycle_s=1,
        modulus=1000,
        counters=readings((0, 990, 0), (10, 5, 1), (20, 40, 1), (30, 2, 0), (40, 12, 0)),
    )
    shift = oee_from_log(inputs).total
    assert (shift.total_count, shift.good_count) == (15 + 35 + 2 + 10, 61)


def test_without_reject_readings_quality_is_unknown() -> None:
    inputs = log_of(
        (0, "Execute"),
        ideal_cycle_s=1,
        counters=(CounterReading(at=0, total=0), CounterReading(at=100, total=50)),
    )
    shift = oee_from_log(inputs).total
    assert (shift.total_count, shift.good_count, shift.performance) == (50, None, Fraction(1, 2))
    assert (shift.quality, shift.oee) == (None, None)


def test_more_rejects_than_parts_are_refused_with_the_shifts_name() -> None:
    inputs = log_of((0, "Execute"), ideal_cycle_s=1, counters=readings((0, 0, 0), (10, 5, 6)))
    with pytest.raises(Refused) as refusal:
        oee_from_log(inputs)
    assert refusal.value.values["limit"] == 5


@given(logs())
def test_key_figures_of_the_log_keep_their_identities(log: LogInputs) -> None:
    counted = replace(
        log, ideal_cycle_s=Fraction(1, 2), counters=readings((0, 0, 0), (60, 50, 3), (HORIZON, 90, 7))
    )
    for shift in elements_from_log(counted).per_shift:
        parts = (shift.availability, shift.effectiveness, shift.quality_ratio)
        if parts[1] is None or parts[2] is None:
            continue
        if shift.oee_index is not None and parts[0] is not None:
            assert shift.oee_index == parts[0] * parts[1] * parts[2]
        if shift.nee_index is not None:
            assert shift.nee_index == Fraction(shift.aupt) / shift.pbt * parts[1] * parts[2]


def test_without_an_ideal_cycle_only_quality_is_known_of_the_counts() -> None:
    shift = oee_from_log(log_of((0, "Execute"), counters=readings((0, 0, 0), (10, 50, 5)))).total
    assert (shift.quality, shift.performance, shift.oee) == (Fraction(9, 10), None, None)


def test_a_stop_of_exactly_the_threshold_is_lost_time_in_a_log_too() -> None:
    stop = ((0, "Execute"), (10, "Aborted"), (20, "Execute"))
    assert oee_from_log(log_of(*stop, micro_stop_below_s=10)).total.downtime_s == 10
    assert oee_from_log(log_of(*stop, micro_stop_below_s=11)).total.downtime_s == 0


def test_a_shift_before_the_first_reading_has_no_count_rather_than_none_made() -> None:
    inputs = log_of((0, "Execute"), ideal_cycle_s=1, counters=readings((150, 10, 0), (160, 20, 0)))
    shift = oee_from_log(inputs).total
    assert (shift.total_count, shift.good_count, shift.performance, shift.oee) == (None, None, None, None)
