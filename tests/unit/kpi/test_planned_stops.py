"""Every moment of a shift is planned stop, unplanned stop or run time, and each only once."""

from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.log_inputs import TimeSpan
from momstation.kpi.planned_stops import StopInputs, planned_and_stops

spans = st.lists(
    st.tuples(st.integers(-20, 80), st.integers(1, 40)).map(
        lambda pair: TimeSpan(start=pair[0], end=sum(pair))
    ),
    max_size=5,
).map(tuple)


@given(spans, spans)
def test_times_are_what_every_moment_says(breaks: tuple[TimeSpan, ...], stops: tuple[TimeSpan, ...]) -> None:
    result = planned_and_stops(StopInputs(start=0, end=60, breaks=breaks, stops=stops))
    in_break = {now for now in range(60) if any(each.start <= now < each.end for each in breaks)}
    in_stop = {now for now in range(60) if any(each.start <= now < each.end for each in stops)} - in_break
    assert result.planned_stop_s == len(in_break)
    assert result.planned_s == 60 - len(in_break)
    assert result.stop_s == len(in_stop)
    assert result.run_s == 60 - len(in_break) - len(in_stop)
    assert (result.availability is None) == (len(in_break) == 60)


def test_a_shift_that_is_all_break_has_no_availability() -> None:
    result = planned_and_stops(StopInputs(start=0, end=60, breaks=(TimeSpan(start=-1, end=61),)))
    assert (result.planned_s, result.run_s, result.availability) == (0, 0, None)
