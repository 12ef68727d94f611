"""Nothing is lost on the way to the station while there is room; without room, what a later value replaces
goes first."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.devices.outbox import WINDOW, Outbox
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import CONDITION, CYCLE_TIME, GOOD_COUNT, STATE


def reading(signal: str, value: int | str | bool) -> Reading:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return Reading("P07", signal, value, Quality.GOOD, "", at, at, at, 1.0)


def taken(outbox: Outbox) -> list[Reading]:
    out: list[Reading] = []
    while (batch := outbox.next_batch()) is not None:
        out += batch[1]
        outbox.acknowledge(batch[0])
    return out


def test_what_was_not_acknowledged_is_sent_again_in_order() -> None:
    outbox = Outbox()
    given_in = [reading(STATE, n) for n in range(3)]
    for one in given_in[:2]:
        outbox.put(one)
        outbox.next_batch()
    outbox.put(given_in[2])
    outbox.take_back()
    assert taken(outbox) == given_in


def test_a_station_that_does_not_answer_gets_no_more() -> None:
    outbox = Outbox()
    for n in range(WINDOW + 1):
        outbox.put(reading(STATE, n))
        sent = outbox.next_batch()
    assert sent is None
    outbox.acknowledge(1)
    assert outbox.next_batch() is not None


def test_without_room_a_counter_keeps_its_last_value_and_every_state_stays() -> None:
    outbox = Outbox(room=20)
    for n in range(5):
        outbox.put(reading(STATE, n))
        for part in range(10):
            outbox.put(reading(GOOD_COUNT, n * 10 + part))
    left = taken(outbox)
    assert [r.value for r in left if r.signal == STATE] == [0, 1, 2, 3, 4]
    assert [r.value for r in left if r.signal == GOOD_COUNT][-1] == 49
    assert len(left) + outbox.dropped == 55


@settings(deadline=None)
@given(st.lists(st.sampled_from([STATE, GOOD_COUNT, "condition:x"]), max_size=80), st.integers(1, 10))
def test_never_more_than_there_is_room_for_and_always_the_last(signals: list[str], room: int) -> None:
    outbox = Outbox(room=room)
    for number, signal in enumerate(signals):
        outbox.put(reading(signal, number))
        assert len(outbox) <= room
    if signals:
        assert taken(outbox)[-1].value == len(signals) - 1


def test_of_a_measured_value_only_the_last_goes_on_and_of_all_else_everything() -> None:
    outbox = Outbox()
    for n in range(5):
        outbox.put(reading(f"{CONDITION}oil", f"{n}.5"))
        outbox.put(reading(f"{CONDITION}hot", n % 2 == 0))
        outbox.put(reading(GOOD_COUNT, n))
        outbox.put(reading(STATE, n))
    outbox.put(reading(CYCLE_TIME, "4.1"))
    outbox.put(reading(CYCLE_TIME, "4.2"))
    left = [(one.signal, one.value) for one in taken(outbox)]
    assert [value for signal, value in left if signal == f"{CONDITION}oil"] == ["4.5"]
    assert [value for signal, value in left if signal == f"{CONDITION}hot"] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert [value for signal, value in left if signal == GOOD_COUNT] == list(range(5))
    assert [value for signal, value in left if signal == STATE] == list(range(5))
    assert left[-1] == (CYCLE_TIME, "4.2")


def test_a_value_that_became_bad_meanwhile_is_told_beside_the_good_one() -> None:
    outbox = Outbox()
    bad = replace(reading(CYCLE_TIME, "0"), value=None, quality=Quality.BAD)
    for one in (reading(CYCLE_TIME, "4.1"), bad, reading(CYCLE_TIME, "4.2")):
        outbox.put(one)
    assert taken(outbox) == [bad, reading(CYCLE_TIME, "4.2")]
