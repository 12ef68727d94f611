"""The same facts give the same order and the same stop, in whatever order they arrive and however often."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event, Record
from momstation.events.production import (
    ClearanceWithdrawn,
    EntryReversed,
    LineCleared,
    OrderFinished,
    OrderPaused,
    OrderReopened,
    OrderResumed,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
    SetupEnded,
    SetupStarted,
    StartWithdrawn,
    StopClosed,
    StopOpened,
    StopReasonGiven,
)
from momstation.production.model.order import OrderWork, Phase
from momstation.production.model.stop import StopStory
from momstation.production.records.projecting import order_fold, stop_fold
from momstation.store.fold import fold_of
from tests.support.order_facts import OrderFact, StopFact, scrap_by_reason
from tests.support.plant_builders import record_of

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)
STATIONS = ("A", "B")


def at(second: int) -> datetime:
    return T0 + timedelta(seconds=second)


def _order_event(kind: int, second: int, number: int, station: str) -> Event:
    usual = OrderFact(order="1", at=at(second), by=None, station=station)
    match kind:
        case 0:
            return OrderStarted(**usual, machine=f"M{station}", how="scan")
        case 1:
            return OrderPaused(**usual)
        case 2:
            return OrderResumed(**usual, machine=f"M{station}", how="tap")
        case 3:
            return OrderFinished(**usual)
        case 4:
            return QuantityCounted(**usual, machine=f"M{station}", good=number, rejected=number // 3)
        case 5:
            return QuantityDeclared(
                **usual,
                entry=f"e{number}",
                good=number,
                scrap=1,
                scrap_reason="BURR",
                rework=number % 2,
                from_good=number % 3 == 0,
            )
        case 6:
            return SetupStarted(**usual, machine=f"M{station}")
        case 7:
            return SetupEnded(**usual)
        case 8:
            return LineCleared(**usual, machine=f"M{station}")
        case 9:
            return StartWithdrawn(**usual, started_event=_id(number))
        case 10:
            return ClearanceWithdrawn(**usual, cleared_event=_id(number))
        case _:
            return EntryReversed(**usual, entry=f"e{number}")


def _id(number: int) -> str:
    """Of the record at that place among those that ``records_of`` makes."""
    return record_of(
        OrderPaused(order="1", at=T0, station="A"), hlc=number + 1, seq=number + 1
    ).event_id.hex()


ORDER_EVENTS = st.lists(
    st.builds(
        _order_event, st.integers(0, 11), st.integers(0, 50), st.integers(0, 6), st.sampled_from(STATIONS)
    ),
    max_size=25,
)


def records_of(events: list[Event]) -> list[Record]:
    return [record_of(event, hlc=index + 1, seq=index + 1) for index, event in enumerate(events)]


@given(ORDER_EVENTS, st.randoms())
def test_an_order_is_the_same_in_any_order_of_arrival(events: list[Event], random: Random) -> None:
    records = records_of(events)
    shuffled = [*records, *records[: len(records) // 2]]
    random.shuffle(shuffled)
    fold = order_fold()
    assert fold_of(fold, "order/1", shuffled) == fold_of(fold, "order/1", records)


@given(ORDER_EVENTS, st.randoms())
def test_counts_do_not_depend_on_the_clocks_order_either(events: list[Event], random: Random) -> None:
    """Two stations whose clocks disagree put the same facts in another order: quantities are the same."""
    entries = {each.entry: each for each in events if isinstance(each, QuantityDeclared)}
    once = [each for each in events if not isinstance(each, QuantityDeclared) or entries[each.entry] is each]
    other = list(once)
    random.shuffle(other)
    fold = order_fold()
    one, two = (fold_of(fold, "order/1", records_of(each)) for each in (once, other))
    for work in (one, two):
        assert work.scrap >= 0 and work.unreasoned >= 0
    quantities = [(each.good, each.scrap, each.rework, each.unreasoned) for each in (one, two)]
    assert quantities[0] == quantities[1]
    assert scrap_by_reason(one) == scrap_by_reason(two)


def work_of(*events: Event) -> OrderWork:
    return fold_of(order_fold(), "order/1", records_of(list(events)))


def test_two_stations_that_started_it_offline_both_count() -> None:
    work = work_of(
        _order_event(0, 0, 0, "A"),
        _order_event(0, 1, 0, "B"),
        _order_event(4, 2, 5, "A"),
        _order_event(4, 3, 4, "B"),
    )
    assert [place.station for place in work.places] == ["A", "B"]
    assert (work.phase, work.good) == (Phase.RUNNING, 9)


def test_parts_counted_after_another_station_finished_it_are_kept() -> None:
    work = work_of(_order_event(0, 0, 0, "A"), _order_event(3, 1, 0, "B"), _order_event(4, 2, 5, "A"))
    assert (work.phase, work.good) == (Phase.FINISHED, 5)


def test_a_reopened_order_is_paused_until_somebody_goes_on() -> None:
    records = records_of([_order_event(0, 0, 0, "A"), _order_event(3, 1, 0, "A")])
    reopened = OrderReopened(
        order="1", at=at(2), by=None, station="A", finished_event=records[1].event_id.hex()
    )
    undone = replace(record_of(reopened, hlc=9, seq=9), basis=(records[1].event_id,))
    records[1] = replace(records[1], basis=(records[0].event_id,))
    work = fold_of(order_fold(), "order/1", [*records, undone])
    assert work.phase is Phase.PAUSED
    assert work.finishes[0].places[0].station == "A"


def test_scrap_first_explains_what_the_machine_rejected() -> None:
    def scrap(entry: str, pieces: int, from_good: bool) -> Event:
        return QuantityDeclared(
            order="1",
            at=at(5),
            by="P1",
            station="A",
            entry=entry,
            good=0,
            scrap=pieces,
            scrap_reason="BURR",
            rework=0,
            from_good=from_good,
        )

    counted = QuantityCounted(order="1", at=at(1), station="A", machine="M", good=10, rejected=3)
    assert (work_of(counted).scrap, work_of(counted).unreasoned) == (3, 3)
    work = work_of(counted, scrap("a", 2, from_good=False), scrap("b", 4, from_good=True))
    assert (work.good, work.scrap, work.unreasoned) == (6, 7, 1)


def _stop_event(kind: int, second: int, reason: int) -> Event:
    usual = StopFact(stop="s", machine="M", station="A", at=at(second))
    if kind == 0:
        return StopOpened(**usual, state="stopped", order=None)
    if kind == 1:
        return StopClosed(**usual, is_micro=second < 5)
    return StopReasonGiven(**usual, reason=f"R{reason}" if reason else None, by=None)


@given(
    st.lists(st.builds(_stop_event, st.integers(0, 2), st.integers(0, 20), st.integers(0, 2)), max_size=12),
    st.randoms(),
)
def test_a_stop_is_the_same_in_any_order_of_arrival(events: list[Event], random: Random) -> None:
    records = records_of(events)
    shuffled = [*records, *records]
    random.shuffle(shuffled)
    fold = stop_fold()
    story = fold_of(fold, "stop/s", records)
    assert fold_of(fold, "stop/s", shuffled) == story
    assert len(story.reasons) == sum(isinstance(each, StopReasonGiven) for each in events)


def test_the_last_reason_holds_and_the_earlier_stays_in_the_log() -> None:
    story = fold_of(
        stop_fold(), "stop/s", records_of([_stop_event(0, 0, 0), _stop_event(2, 1, 1), _stop_event(2, 2, 2)])
    )
    assert isinstance(story, StopStory)
    assert story.reason == "R2"
    assert [each.reason for each in story.reasons] == ["R1", "R2"]
