"""Rules without a store: the order of dispatch, tiles by Pareto, the plan, shifts across midnight and clock
changes."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from momstation.events.machines import MachineState
from momstation.kpi.exact import moment
from momstation.kpi.log_inputs import CounterReading, Element, ShiftSpan, StateAt
from momstation.kpi.oee_log import OeeLogInputs, oee_from_log
from momstation.plant.nouns import Break, Reason, ReasonGroup, ReasonKind, Shift
from momstation.production.model.oee import Made, StateSince, element_of, pieces, shift_oee
from momstation.production.model.pareto import Tally, offer, tallies
from momstation.production.model.plan import hours, is_behind, overlap_s, plan_now
from momstation.production.model.readiness import dispatch_order
from momstation.production.model.shift import current_shift, work_times
from momstation.production.model.stop import GivenReason, StopStory, asks_for_reason, is_micro_stop, is_stop
from momstation.production.presenters import worst_first
from momstation.production.views import BoardRow
from momstation.ui.status import Status
from tests.support.shop_floor import an_order

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)
FOUR = Decimal(4)


def at(second: float) -> datetime:
    return T0 + timedelta(seconds=second)


def test_priority_comes_before_the_due_date_and_that_before_the_id() -> None:
    orders = [
        an_order("d", priority=5, due=at(9)),
        an_order("c", priority=5, due=at(3)),
        an_order("b", priority=5, due=at(3)),
        an_order("a", priority=9, due=at(1)),
        an_order("e", priority=1, due=at(99)),
    ]
    assert [each.id for each in dispatch_order(orders)] == ["e", "b", "c", "d", "a"]


def reasons(*names: str) -> list[Reason]:
    return [Reason(id=name, kind=ReasonKind.STOP, text=name) for name in names]


def test_tiles_by_count_then_duration_then_catalogue() -> None:
    catalogue = reasons("a", "b", "c", "d", "e", "f", "g", "h")
    given_ = {"h": Tally(3, 10), "c": Tally(3, 60), "b": Tally(1, 999), "gone": Tally(99, 99)}
    offered = offer(catalogue, given_)
    assert [each.id for each in offered.top] == ["c", "h", "b", "a", "d", "e"]
    assert [each.id for each in offered.rest] == ["f", "g"]


def test_tallies_count_and_weigh() -> None:
    assert tallies([("a", 10.0), ("b", 1.0), ("a", 5.0)]) == {"a": Tally(2, 15.0), "b": Tally(1, 1.0)}


@given(
    st.lists(st.text("abc", min_size=1, max_size=2), unique=True),
    st.dictionaries(st.text("abc", max_size=2), st.builds(Tally, st.integers(1, 9), st.floats(0, 99))),
)
def test_every_reason_is_reachable_once(names: list[str], given_: dict[str, Tally]) -> None:
    offered = offer(reasons(*names), given_)
    assert sorted(each.id for each in (*offered.top, *offered.rest)) == sorted(names)
    assert len(offered.top) <= 6


def test_the_plan_is_the_time_worked_at_the_ideal_cycle() -> None:
    plan = plan_now(412, 600, FOUR, 1720, at(1720))
    assert (plan.planned, plan.delta) == (430, -18)
    assert is_behind(plan)
    assert plan.done_at is not None and plan.done_at > at(1720 + 188 * 4)
    assert plan_now(600, 600, FOUR, 9999, at(0)).done_at is None
    assert plan_now(0, 10, FOUR, 9999, at(0)).planned == 10
    assert not is_behind(plan_now(100, 600, FOUR, 404, at(0)))  # one part: the rhythm of counting


@given(st.integers(0, 900), st.integers(1, 900), st.integers(0, 10_000))
def test_the_plan_never_asks_for_more_than_the_order(good: int, target: int, worked_s: int) -> None:
    plan = plan_now(good, target, FOUR, worked_s, T0)
    assert 0 <= plan.planned <= target
    assert (plan.done_at is None) == (good >= target)


def test_hours_are_judged_by_the_time_that_was_planned_in_them() -> None:
    work = [(at(0), at(1800)), (at(3600), at(7200))]
    found = hours(T0, at(5400), [(at(60), 440), (at(3700), 100)], work, FOUR)
    assert [(each.good, each.target, each.is_low, each.is_current) for each in found] == [
        (440, 450, False, False),
        (100, 450, True, True),
    ]
    assert overlap_s([(at(0), at(10))], [(at(5), at(7)), (at(9), at(20))]) == 3


def early(**changes: object) -> Shift:
    usual: dict[str, object] = {
        "name": "Night",
        "timezone": "Europe/Berlin",
        "start": time(22),
        "end": time(6),
        "breaks": (Break(start=time(1, 30), end=time(2)),),
    }
    return Shift(id="night", **(usual | changes))  # type: ignore[arg-type]


def test_a_night_shift_belongs_to_the_day_it_began_on() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 11, 24, 3, tzinfo=berlin)
    shift = current_shift([early()], now, berlin)
    assert shift.start == datetime(2026, 11, 23, 22, tzinfo=berlin)
    assert shift.end == datetime(2026, 11, 24, 6, tzinfo=berlin)
    assert sum((other - one).total_seconds() for one, other in shift.breaks) == 1800
    assert current_shift([early(days=(5, 6))], now, berlin).name == ""


def test_the_night_on_which_the_clock_is_set_back_is_an_hour_longer() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    shift = current_shift([early(breaks=())], datetime(2026, 10, 25, 5, tzinfo=berlin), berlin)
    assert (shift.end - shift.start) == timedelta(hours=9)


def test_work_is_planned_in_shifts_less_their_breaks() -> None:
    shifts = [
        early(timezone="UTC"),
        early(name="Early", timezone="UTC", start=time(6), end=time(14), breaks=()),
    ]
    start, end = datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 22, tzinfo=UTC)
    times = work_times(shifts, start, end)
    assert sum((other - one).total_seconds() for one, other in times) == (8 + 8 - 0.5) * 3600
    assert work_times([], start, end) == [(start, end)]
    assert work_times(shifts, end, start) == []


def test_a_shift_with_a_zone_that_is_none_leaves_the_day() -> None:
    shift = current_shift([early(timezone="Nowhere/Land")], T0, UTC)
    assert (shift.name, shift.end - shift.start) == ("", timedelta(days=1))


def test_which_states_are_stops() -> None:
    with_order = {state for state in MachineState if is_stop(state, has_order=True)}
    without = {state for state in MachineState if is_stop(state, has_order=False)}
    assert without == {MachineState.STOPPED, MachineState.STARVED, MachineState.BLOCKED}
    assert with_order - without == {MachineState.IDLE, MachineState.SETUP, MachineState.OFF}
    assert MachineState.UNKNOWN not in with_order and MachineState.PRODUCING not in with_order


def test_micro_and_asking_thresholds() -> None:
    assert is_micro_stop(at(0), at(59.9), 60) and not is_micro_stop(at(0), at(60), 60)
    usual = {"has_reason": False, "has_order": True, "is_heard": True}
    assert asks_for_reason(at(0), at(300), 300, **usual)
    assert not asks_for_reason(at(0), at(299), 300, **usual)
    for change in ({"has_reason": True}, {"has_order": False}, {"is_heard": False}):
        assert not asks_for_reason(at(0), at(300), 300, **(usual | change))


def test_time_elements_by_state_order_and_reason() -> None:
    groups = {"LUNCH": ReasonGroup.PLANNED, "TOOL": ReasonGroup.CHANGEOVER, "JAM": ReasonGroup.UNPLANNED}

    def stop(reason: str | None) -> StopStory:
        return StopStory(stop="s", opened_at=T0, reasons=(GivenReason(reason=reason, by=None, at=T0),))

    stopped = MachineState.STOPPED
    assert element_of(MachineState.PRODUCING, False, None, groups) is Element.APT
    assert element_of(MachineState.UNKNOWN, True, stop("JAM"), groups) is Element.UNKNOWN
    assert element_of(stopped, True, None, groups) is Element.ADET
    assert element_of(stopped, False, None, groups) is Element.ADOT
    assert element_of(MachineState.SETUP, True, None, groups) is Element.AUST
    assert element_of(stopped, True, stop("LUNCH"), groups) is Element.PLANNED
    assert element_of(stopped, True, stop("TOOL"), groups) is Element.AUST
    assert element_of(stopped, False, stop("JAM"), groups) is Element.ADET
    assert element_of(stopped, True, stop(None), groups) is Element.ADET
    assert element_of(stopped, True, stop("GONE"), groups) is Element.ADET


def row(
    station: str, status: Status = Status.NORMAL, since: datetime = T0, is_reason_missing: bool = False
) -> BoardRow:
    return BoardRow(
        station=station,
        name=station,
        machine="M",
        machine_name="M",
        state=MachineState.PRODUCING,
        status=status,
        icon="",
        state_word="",
        since=since,
        since_text="",
        order=None,
        order_text="",
        good=0,
        target=0,
        progress_text="",
        delta=None,
        delta_text="",
        matter="",
        stop=None,
        stop_reason="",
        is_reason_missing=is_reason_missing,
        is_hatched=False,
        hours=(),
    )


@given(st.permutations(range(6)))
def test_the_worst_station_stands_first_whatever_came_first(places: list[int]) -> None:
    rows = [
        row("A", Status.WARNING, is_reason_missing=True, since=at(5)),
        row("B", Status.WARNING, since=at(1)),
        row("C", Status.WARNING, since=at(2)),
        row("D", Status.OFFLINE),
        row("E"),
        row("F"),
    ]
    shown = worst_first(rows[place] for place in places)
    assert [each.station for each in shown] == ["A", "B", "C", "D", "E", "F"]


@given(
    st.lists(st.tuples(st.integers(1, 900), st.sampled_from(MachineState)), min_size=1, max_size=20),
    st.integers(0, 200),
    st.integers(0, 20),
)
def test_the_shift_on_screen_is_what_compute_prints(
    log: list[tuple[int, MachineState]], good: int, scrap: int
) -> None:
    """The same log through ``kpi.oee_from_log``: the screens have no second calculation."""
    states, second = list[StateSince](), 0
    for step, state in log:
        states.append(StateSince(at(second), state))
        second += step
    end = at(second)
    found = pieces(states, [(T0, end)], (), {}, T0, end)
    mine = shift_oee(found, [Made("1", FOUR, good, scrap, 0)], (), T0, end)
    printed = oee_from_log(
        OeeLogInputs(
            shifts=(ShiftSpan(name="s", start=moment(T0), end=moment(end)),),
            events=tuple(StateAt(at=moment(each.at), state=each.state.value) for each in states),
            state_map={state.value: element_of(state, True, None, {}) for state in MachineState},
            counters=(
                CounterReading(at=moment(T0), total=0, reject=0),
                CounterReading(at=moment(end), total=good + scrap, reject=scrap),
            ),
            ideal_cycle_s=4,
        )
    ).total
    assert (mine.factors.availability, mine.factors.performance) == (
        printed.availability,
        printed.performance,
    )
    assert (mine.factors.quality, mine.factors.oee) == (printed.quality, printed.oee)
    assert (mine.elements.pbt, mine.elements.unknown) == (printed.planned_s, printed.unknown_s)
