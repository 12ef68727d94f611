"""Readings in, facts out: what one machine says, well heard and badly heard."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.machines.model.story import MachineStory
from momstation.machines.model.watch import MachineWatch, WatchRules, resumed, rules_of
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import MachineBinding, SignalBinding, SignalType

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)


def reading(
    signal: str,
    value: int | str | bool | None,
    at_s: float = 0,
    quality: Quality = Quality.GOOD,
    source_time: datetime | None = None,
    **more: bool,
) -> Reading:
    return Reading(
        machine="P07",
        signal=signal,
        value=value,
        quality=quality,
        reason="",
        source_time=source_time,
        server_time=None,
        received_at=T0 + timedelta(seconds=at_s),
        received_monotonic=at_s,
        **more,
    )


def watch(debounce_s: float = 0.0) -> MachineWatch:
    return MachineWatch(WatchRules("P07", debounce_s=debounce_s))


def states(events: tuple[Event, ...]) -> list[MachineState]:
    return [each.state for each in events if isinstance(each, MachineStateChanged)]


def hear_all(one: MachineWatch, *batches: list[Reading]) -> tuple[MachineWatch, list[Event]]:
    events: list[Event] = []
    for batch in batches:
        one, heard = one.hear(batch)
        events.extend(heard)
    return one, events


def test_states_are_facts_only_when_they_change() -> None:
    _, events = hear_all(
        watch(),
        [reading("state", 6)],
        [reading("state", 6)],
        [reading("state", 2), reading("state", 1)],
        [reading("state", 6)],
    )
    assert states(tuple(events)) == [MachineState.PRODUCING, MachineState.STOPPED, MachineState.PRODUCING]
    first = events[0]
    assert isinstance(first, MachineStateChanged) and first.heard == "PackML 6 Execute"


@pytest.mark.parametrize(
    "quality",
    [Quality.BAD, Quality.UNCERTAIN, Quality.STALE, Quality.NEVER_SEEN, Quality.CHANGED],
)
def test_a_badly_heard_state_is_unknown_and_never_a_stop(quality: Quality) -> None:
    _, events = hear_all(
        watch(), [reading("state", 6)], [reading("state", None, 1, quality)], [reading("state", 6, 2)]
    )
    assert states(tuple(events)) == [MachineState.PRODUCING, MachineState.UNKNOWN, MachineState.PRODUCING]


@pytest.mark.parametrize("link", [Link.STALE, Link.LOST, Link.REFUSED, Link.CONNECTING])
def test_a_lost_link_is_unknown(link: Link) -> None:
    one, _ = watch().hear([reading("state", 6)])
    one, events = one.hear_link(MachineLink("P07", link, "The cable is out."), T0)
    assert states(events) == [MachineState.UNKNOWN]
    assert isinstance(events[0], MachineStateChanged) and events[0].heard == "The cable is out."


def test_one_signal_that_cannot_be_read_costs_only_what_it_would_say() -> None:
    one, _ = watch().hear([reading("state", 6), reading("good_count", 100)])
    one, events = one.hear_link(MachineLink("P07", Link.MISCONFIGURED, "No node for reject_count."), T0)
    assert events == ()
    one, events = one.hear([reading("good_count", 103, 1), reading("state", 2, 2)])
    assert states(events) == [MachineState.STOPPED]
    assert [event.good for event in events if isinstance(event, PartsCounted)] == [3]
    one, events = one.hear_link(MachineLink("P07", Link.LIVE), T0)
    assert events == (), "nothing has to be said again"


def test_a_misconfigured_machine_whose_state_nobody_heard_is_unknown() -> None:
    _, events = watch().hear_link(MachineLink("P07", Link.MISCONFIGURED, "No node for state."), T0)
    assert states(events) == [MachineState.UNKNOWN]
    assert isinstance(events[0], MachineStateChanged) and events[0].heard == "No node for state."


def test_a_late_keep_alive_needs_no_new_state() -> None:
    one, _ = watch().hear([reading("state", 6)])
    one, _ = one.hear_link(MachineLink("P07", Link.STALE), T0)
    _, events = one.hear_link(MachineLink("P07", Link.LIVE), T0)
    assert states(events) == [MachineState.PRODUCING]


def test_after_a_lost_link_only_a_new_word_counts() -> None:
    one, _ = watch().hear([reading("state", 6)])
    one, _ = one.hear_link(MachineLink("P07", Link.LOST), T0)
    one, events = one.hear_link(MachineLink("P07", Link.LIVE), T0)
    assert events == ()
    _, events = one.hear([reading("state", 2, 5)])
    assert states(events) == [MachineState.STOPPED]


def test_a_state_heard_before_the_link_is_live_counts_when_it_is() -> None:
    one, _ = watch().hear_link(MachineLink("P07", Link.CONNECTING), T0)
    one, events = one.hear([reading("state", 6)])
    assert events == ()
    _, events = one.hear_link(MachineLink("P07", Link.LIVE), T0)
    assert states(events) == [MachineState.PRODUCING]


def test_one_count_per_batch_with_both_counters() -> None:
    one, _ = watch().hear([reading("good_count", 100), reading("reject_count", 7)])
    _, events = one.hear(
        [
            reading("good_count", 101),
            reading("reject_count", 9),
            reading("good_count", 103),
            reading("state", 6),
        ]
    )
    counted, changed = events
    assert isinstance(counted, PartsCounted) and isinstance(changed, MachineStateChanged)
    assert (counted.good, counted.reject) == (3, 2)
    assert (counted.good_counter, counted.reject_counter, counted.mark) == (103, 9, None)


def test_the_first_value_is_recorded_as_the_base_of_the_next() -> None:
    _, events = watch().hear([reading("good_count", 4711)])
    assert isinstance(events[0], PartsCounted)
    assert (events[0].good, events[0].good_counter, events[0].mark) == (0, 4711, "first_seen")


def test_what_is_made_while_nobody_listens_is_counted_after() -> None:
    one, _ = watch().hear([reading("good_count", 100)])
    one, _ = one.hear_link(MachineLink("P07", Link.LOST), T0)
    _, events = one.hear([reading("good_count", 130, 60)])
    assert isinstance(events[0], PartsCounted)
    assert (events[0].good, events[0].mark) == (30, "gap")


@pytest.mark.parametrize(
    "bad",
    [
        reading("good_count", None, quality=Quality.BAD),
        reading("good_count", -5),
        reading("good_count", "many"),
        reading("good_count", True),
        reading("good_count", "NaN"),
        reading("good_count", None, quality=Quality.STALE),
    ],
)
def test_a_counter_that_is_no_count_never_zeroes(bad: Reading) -> None:
    one, _ = watch().hear([reading("good_count", 100)])
    one, events = one.hear([bad])
    assert events == ()
    _, events = one.hear([reading("good_count", 103)])
    assert isinstance(events[0], PartsCounted)
    assert (events[0].good, events[0].mark) == (3, "gap")


def test_an_overflow_at_the_machine_is_a_gap() -> None:
    one, _ = watch().hear([reading("good_count", 100)])
    _, events = one.hear([reading("good_count", 120, is_overflow=True)])
    assert isinstance(events[0], PartsCounted) and events[0].mark == "gap"


def test_a_time_of_1601_is_no_time() -> None:
    old = datetime(1601, 1, 1, tzinfo=UTC)
    one, events = watch().hear(
        [reading("state", 6, source_time=old), reading("good_count", 9, source_time=old)]
    )
    assert [each.source_at for each in events if isinstance(each, MachineStateChanged)] == [None]
    _, events = one.hear([reading("good_count", 10, source_time=old)])
    assert isinstance(events[0], PartsCounted) and events[0].good == 1


def test_a_state_must_hold_before_it_is_a_fact() -> None:
    one, _ = watch(debounce_s=0.5).hear([reading("state", 6)])
    one, events = one.tick(T0 + timedelta(seconds=1))
    assert states(events) == [MachineState.PRODUCING]
    one, _ = one.hear([reading("state", 2, 2.0)])
    one, events = one.hear([reading("state", 6, 2.2)])
    assert events == ()  # a flicker
    one, _ = one.hear([reading("state", 2, 3.0)])
    _, events = one.tick(T0 + timedelta(seconds=3.5))
    assert states(events) == [MachineState.STOPPED]
    assert isinstance(events[0], MachineStateChanged) and events[0].at == T0 + timedelta(seconds=3)


def test_a_restart_goes_on_from_the_record() -> None:
    story = MachineStory(
        machine="P07", state=MachineState.STOPPED, since=T0, last_at=T0, good_counter=100, reject_counter=7
    )
    one = resumed(WatchRules("P07"), story)
    _, events = one.hear(
        [reading("good_count", 112, 60), reading("reject_count", 7, 60), reading("state", 2, 60)]
    )
    assert len(events) == 1 and isinstance(events[0], PartsCounted)
    assert (events[0].good, events[0].reject, events[0].mark) == (12, 0, "gap")


def test_blocked_is_told_by_a_condition() -> None:
    one, _ = watch().hear([reading("condition:blocked", True), reading("state", 5)])
    assert one.recorded is MachineState.BLOCKED


def test_rules_come_from_the_binding() -> None:
    binding = MachineBinding(
        code="P07",
        endpoint="opc.tcp://127.0.0.1:4840",
        counter_modulus=65536,
        signals=(SignalBinding("state", "ns=2;s=State", SignalType.WHOLE),),
    )
    rules = rules_of(binding, debounce_s=0.3)
    assert (rules.machine, rules.counter_modulus, rules.debounce_s) == ("P07", 65536, 0.3)


_SIGNALS = st.tuples(
    st.sampled_from(["state", "good_count", "reject_count", "condition:blocked", "cycle_time"]),
    st.one_of(st.integers(-5, 40), st.none(), st.text(max_size=3), st.booleans()),
    st.sampled_from(Quality),
)
_LINKS = st.sampled_from(Link)


@given(st.lists(st.one_of(_SIGNALS, _LINKS), max_size=60))
def test_whatever_is_heard_no_part_is_invented_and_silence_is_no_stop(
    heard: list[tuple[str, int | str | bool | None, Quality] | Link],
) -> None:
    one, link_up = watch(), True
    for index, each in enumerate(heard):
        before = one
        if isinstance(each, Link):
            one, events = one.hear_link(MachineLink("P07", each), T0 + timedelta(seconds=index))
            link_up = each is Link.LIVE
        else:
            signal, value, quality = each
            one, events = one.hear([reading(signal, value, index, quality)])
        for event in events:
            if isinstance(event, PartsCounted):
                assert event.good >= 0 and event.reject >= 0
                assert event.mark is not None or event.good or event.reject
            if isinstance(event, MachineStateChanged):
                assert event.state is not before.recorded
                assert link_up or event.state is MachineState.UNKNOWN


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.data())
def test_how_readings_are_batched_does_not_matter(made: list[int], data: st.DataObject) -> None:
    value, readings = 0, [reading("good_count", 0)]
    for index, parts in enumerate(made):
        value += parts
        readings.append(reading("good_count", value, index))
    one, total, left = watch(), 0, readings
    while left:
        size = data.draw(st.integers(1, len(left)))
        one, events = one.hear(left[:size])
        total += sum(each.good for each in events if isinstance(each, PartsCounted))
        left = left[size:]
    assert total == sum(made)


def test_a_clock_set_back_does_not_hold_a_state_for_an_hour() -> None:
    one, _ = watch(debounce_s=0.5).hear([reading("state", 6, 3600)])
    _, events = one.tick(T0)
    assert states(events) == [MachineState.PRODUCING]
