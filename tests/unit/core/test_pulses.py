"""Few records for many pulses: the same sums, in the same order, within the same minute."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event
from momstation.core.pulses import adds_up, bucket_of, moment, told
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import QuantityCounted, SetupEnded
from momstation.settings.declared import ProductionSettings

SIX = datetime(2026, 11, 23, 6, tzinfo=UTC)
BUCKETS = [0, 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60]


def at(seconds: float) -> datetime:
    return SIX + timedelta(seconds=seconds)


def parts(
    good: int,
    counter: int | None,
    seconds: float = 0,
    machine: str = "P07",
    mark: str | None = None,
    reject: int = 0,
) -> PartsCounted:
    return PartsCounted(
        machine=machine,
        at=at(seconds),
        good=good,
        reject=reject,
        good_counter=counter,
        reject_counter=None,
        mark=mark,
    )


def quantity(good: int, seconds: float = 0, order: str = "A", machine: str = "P07") -> QuantityCounted:
    return QuantityCounted(
        order=order, at=at(seconds), station="ST07", machine=machine, good=good, rejected=0
    )


def stopped(seconds: float = 0, machine: str = "P07") -> MachineStateChanged:
    return MachineStateChanged(machine=machine, at=at(seconds), state=MachineState.STOPPED, heard="")


def test_pulses_of_one_bucket_are_one_count_with_the_last_counter_and_the_last_time() -> None:
    assert told([parts(1, 101, 0), quantity(1, 0), parts(2, 103, 4.9), quantity(2, 4.9)], 5) == [
        parts(3, 103, 4.9),
        quantity(3, 4.9),
    ]


def test_a_bucket_ends_with_the_clock() -> None:
    assert told([parts(1, 101, 4.9), parts(1, 102, 5)], 5) == [parts(1, 101, 4.9), parts(1, 102, 5)]


def test_what_was_made_before_a_stop_is_told_before_it() -> None:
    before, after = parts(1, 101, 1), parts(1, 102, 3)
    assert told([before, stopped(2), after], 5) == [before, stopped(2), after]
    assert told([before, stopped(2, machine="P08"), after], 5) == [
        parts(2, 102, 3),
        stopped(2, machine="P08"),
    ]


@pytest.mark.parametrize("mark", ["gap", "reset", "rollover", "first_seen"])
def test_a_doubtful_count_stays_alone(mark: str) -> None:
    events = [parts(1, 101), parts(7, 3, mark=mark), parts(1, 4)]
    assert not adds_up(events[1])
    assert told(events, 5) == events


def test_machines_and_orders_are_told_apart() -> None:
    events = [
        quantity(1),
        quantity(1, order="B"),
        quantity(1, machine="P08"),
        quantity(1),
        quantity(1, order="B"),
    ]
    assert told(events, 5) == [quantity(2), quantity(2, order="B"), quantity(1, machine="P08")]


def test_a_setup_that_ended_parts_the_counts_of_its_order() -> None:
    ended = SetupEnded(order="A", at=at(1), station="ST07")
    assert told([quantity(1), ended, quantity(1, 2)], 5) == [quantity(1), ended, quantity(1, 2)]


def test_a_counter_that_was_not_read_keeps_what_it_showed() -> None:
    assert told([parts(1, 101), parts(0, None, reject=1)], 5) == [parts(1, 101, reject=1)]


def test_every_bucket_that_may_be_set_divides_the_minute() -> None:
    """So none reaches across the end of a shift, which is a whole minute."""
    allowed = ProductionSettings.__annotations__["count_bucket_s"].__args__[0].__args__
    assert list(allowed) == BUCKETS
    assert all(60 % seconds == 0 for seconds in allowed if seconds)


@given(st.timedeltas(timedelta(days=-9000), timedelta(days=9000)), st.sampled_from(BUCKETS[1:]))
def test_a_bucket_lies_within_one_minute(later: timedelta, bucket_s: int) -> None:
    here = SIX + later
    edge = here.replace(second=0, microsecond=0)
    assert bucket_of(here, bucket_s) != bucket_of(edge - timedelta(microseconds=1), bucket_s)
    assert bucket_of(here, bucket_s) != bucket_of(edge + timedelta(minutes=1), bucket_s)


_MACHINES = st.sampled_from(["P07", "P08"])
_SECONDS = st.integers(0, 130)
_EVENTS = st.one_of(
    st.builds(
        parts,
        st.integers(0, 9),
        st.integers(0, 99),
        _SECONDS,
        _MACHINES,
        st.sampled_from([None, None, "gap"]),
    ),
    st.builds(quantity, st.integers(0, 9), _SECONDS, st.sampled_from("AB"), _MACHINES),
    st.builds(stopped, _SECONDS, _MACHINES),
)


@given(st.lists(_EVENTS, max_size=40), st.sampled_from(BUCKETS))
def test_no_part_is_lost_and_none_is_invented(events: list[Event], bucket_s: int) -> None:
    fewer = told(events, bucket_s)
    assert _sums(fewer) == _sums(events)
    assert [each for each in fewer if not adds_up(each)] == [each for each in events if not adds_up(each)]


@given(st.lists(_EVENTS, max_size=40), st.sampled_from(BUCKETS))
def test_each_stream_is_told_in_its_order(events: list[Event], bucket_s: int) -> None:
    """Between two facts that do not add up lie the same parts, and the last counter is the last."""
    for stream in {each.stream() for each in events}:
        before = [each for each in events if each.stream() == stream]
        after = [each for each in told(events, bucket_s) if each.stream() == stream]
        assert [_sums(piece) for piece in _pieces(after)] == [_sums(piece) for piece in _pieces(before)]
        assert _last_counter(after) == _last_counter(before), "a restart goes on from it"


@given(st.lists(_EVENTS, max_size=40), st.sampled_from(BUCKETS), st.integers(0, 40))
def test_to_tell_in_two_goes_loses_nothing(events: list[Event], bucket_s: int, cut: int) -> None:
    twice = told([*told(events[:cut], bucket_s), *events[cut:]], bucket_s)
    assert _sums(twice) == _sums(events)
    assert told(twice, bucket_s) == twice, "what is told needs no telling again"


def _sums(events: list[Event]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Parts by machine or order, and minute."""
    sums: dict[tuple[str, ...], tuple[int, int]] = {}
    for each in events:
        if isinstance(each, PartsCounted | QuantityCounted):
            key = (each.stream(), each.machine, f"{moment(each):%H:%M}")
            bad = each.reject if isinstance(each, PartsCounted) else each.rejected
            good_before, bad_before = sums.get(key, (0, 0))
            sums[key] = (good_before + each.good, bad_before + bad)
    return sums


def _last_counter(events: list[Event]) -> int | None:
    counters = [each.good_counter for each in events if isinstance(each, PartsCounted)]
    return next((each for each in reversed(counters) if each is not None), None)


def _pieces(events: list[Event]) -> list[list[Event]]:
    return [list(group) for _, group in groupby(events, key=lambda each: adds_up(each) or id(each))]
