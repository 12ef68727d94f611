"""The three clocks of an order: only while it runs, the same in any order of arrival, persons add up."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from momstation.production.model.clocks import (
    MachineTimes,
    Mark,
    MarkKind,
    OrderClocks,
    Presence,
    order_clocks,
)

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)


def at(second: int) -> datetime:
    return T0 + timedelta(seconds=second)


def mark(kind: MarkKind, second: int, station: str = "A", machine: str | None = "M") -> Mark:
    return Mark(
        kind, station, machine if kind is MarkKind.BEGUN else None, at(second), (second, kind.encode())
    )


def came(person: str, second: int, station: str = "A") -> Presence:
    return Presence(station, person, True, at(second), (second, person.encode()))


def left(person: str, second: int, station: str = "A") -> Presence:
    return Presence(station, person, False, at(second), (second, person.encode()))


BEGUN, LEFT = mark(MarkKind.BEGUN, 100), mark(MarkKind.LEFT, 200)
ALL_DAY = MachineTimes(producing=((at(0), at(10_000)),))


def clocks(
    *marks: Mark, people: tuple[Presence, ...] = (), now: int = 1000, **machines: MachineTimes
) -> OrderClocks:
    return order_clocks(marks, people, machines, at(now))


def test_nothing_runs_before_the_start_nor_after_a_pause() -> None:
    people = (came("P1", 0),)
    assert clocks(people=people, M=ALL_DAY) == OrderClocks()
    assert clocks(BEGUN, LEFT, people=people, M=ALL_DAY) == OrderClocks(0, 100, 100)
    again = mark(MarkKind.BEGUN, 500)
    assert clocks(BEGUN, LEFT, again, people=people, M=ALL_DAY) == OrderClocks(0, 600, 600)


def test_the_machine_clock_counts_only_what_it_produced_meanwhile() -> None:
    times = MachineTimes(producing=((at(50), at(120)), (at(150), at(160)), (at(190), at(400))))
    assert clocks(BEGUN, LEFT, M=times).machine_s == 20 + 10 + 10
    assert clocks(BEGUN, LEFT, OTHER=times).machine_s == 0


def test_persons_add_up_and_those_elsewhere_do_not_count() -> None:
    people = (came("P1", 0), came("P2", 150), left("P2", 180), came("P3", 0, "B"), came("P1", 170))
    assert clocks(BEGUN, LEFT, people=people).labour_s == 100 + 30


def test_a_person_who_comes_again_counts_from_then() -> None:
    people = (came("P1", 100), left("P1", 110), came("P1", 150))
    assert clocks(BEGUN, LEFT, people=people).labour_s == 10 + 50


def test_a_setup_is_the_machines_or_a_persons_and_counts_once() -> None:
    began, ended = mark(MarkKind.SETUP_STARTED, 120), mark(MarkKind.SETUP_ENDED, 140)
    assert clocks(BEGUN, began, ended, LEFT).setup_s == 20
    own = MachineTimes(setup=((at(90), at(130)),))
    assert clocks(BEGUN, LEFT, M=own).setup_s == 30
    assert clocks(BEGUN, began, ended, LEFT, M=own).setup_s == 40


def test_a_pause_ends_a_setup_for_good() -> None:
    began, again = mark(MarkKind.SETUP_STARTED, 180), mark(MarkKind.BEGUN, 300)
    assert clocks(BEGUN, began, LEFT, again).setup_s == 20


def test_a_finish_stops_the_order_at_every_station_and_a_pause_at_its_own() -> None:
    other = mark(MarkKind.BEGUN, 100, "B", "N")
    finish = mark(MarkKind.FINISHED, 300)
    assert clocks(BEGUN, other, finish, M=ALL_DAY, N=ALL_DAY).machine_s == 400
    assert clocks(BEGUN, other, LEFT, finish, M=ALL_DAY, N=ALL_DAY).machine_s == 100 + 200


def test_a_clock_that_was_set_back_counts_nothing_twice_or_below_zero() -> None:
    back = Mark(MarkKind.LEFT, "A", None, at(50), (999, b""))
    assert clocks(BEGUN, back, people=(came("P1", 0),), M=ALL_DAY) == OrderClocks()


MARKS = st.lists(
    st.builds(
        lambda kind, second, turn, station: Mark(
            kind, station, f"M{station}" if kind is MarkKind.BEGUN else None, at(second), (turn, b"")
        ),
        st.sampled_from(MarkKind),
        st.integers(0, 900),
        st.integers(),
        st.sampled_from("AB"),
    ),
    max_size=14,
    unique_by=lambda one: one.turn,
)
PEOPLE = st.lists(
    st.builds(
        lambda person, is_here, second, turn, station: Presence(
            station, person, is_here, at(second), (turn, b"")
        ),
        st.sampled_from(("P1", "P2", "P3")),
        st.booleans(),
        st.integers(0, 900),
        st.integers(),
        st.sampled_from("AB"),
    ),
    max_size=10,
    unique_by=lambda one: one.turn,
)
BOTH = {"MA": ALL_DAY, "MB": MachineTimes(((at(10), at(300)), (at(200), at(700))), ((at(600), at(800)),))}


@given(MARKS, PEOPLE, st.randoms())
def test_the_clocks_are_the_same_in_any_order_of_arrival(
    marks: list[Mark], people: list[Presence], random: Random
) -> None:
    expected = order_clocks(marks, people, BOTH, at(1000))
    random.shuffle(marks)
    random.shuffle(people)
    assert order_clocks(marks, people, BOTH, at(1000)) == expected


@given(MARKS, PEOPLE, st.integers(900, 5000), st.integers(0, 500))
def test_a_clock_never_goes_back_and_never_exceeds_the_time(
    marks: list[Mark], people: list[Presence], now: int, more: int
) -> None:
    one, later = (order_clocks(marks, people, BOTH, at(each)) for each in (now, now + more))
    for name in ("setup_s", "machine_s", "labour_s"):
        assert 0 <= getattr(one, name) <= getattr(later, name)
    assert later.setup_s <= 2 * (now + more) and later.machine_s <= 2 * (now + more)
    assert later.labour_s <= 6 * (now + more)


@given(MARKS, PEOPLE)
def test_what_the_persons_add_is_what_each_gives_alone(marks: list[Mark], people: list[Presence]) -> None:
    alone = [
        order_clocks(marks, [each for each in people if each.person == person], {}, at(1000)).labour_s
        for person in ("P1", "P2", "P3")
    ]
    assert order_clocks(marks, people, {}, at(1000)).labour_s == sum(alone)
