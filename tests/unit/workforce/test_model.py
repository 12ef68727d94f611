"""The fold of a team: the same people, whatever order the records arrived in."""

from datetime import datetime, timedelta
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    PinRefused,
    StationLocked,
    StationUnlocked,
)
from momstation.store.fold import fold_of
from momstation.workforce.model import PinRules, SignOnByPin, Team, lock_after, locked_until
from momstation.workforce.records import team_fold
from tests.support.plant_builders import NOON, record_of


def on(person: str, how: str = "badge") -> Event:
    return PersonSignedOn(station="ST-07", at=NOON, person=person, how=how)


def off(person: str) -> Event:
    return PersonSignedOff(station="ST-07", at=NOON, person=person)


def acts(person: str) -> Event:
    return ActingPersonChanged(station="ST-07", at=NOON, person=person)


def wrong(person: str, until: datetime | None = None, at: datetime = NOON) -> Event:
    return PinRefused(station="ST-07", at=at, person=person, locked_until=until)


def locked() -> Event:
    return StationLocked(station="ST-07", at=NOON, by=None)


def unlocked(person: str) -> Event:
    return StationUnlocked(station="ST-07", at=NOON, person=person, how="badge")


def team_after(*events: Event) -> Team:
    records = [record_of(event, hlc=at, seq=at) for at, event in enumerate(events, start=1)]
    return fold_of(team_fold(), "team/ST-07", records)


def test_who_signs_on_last_acts_and_the_others_stay() -> None:
    team = team_after(on("A"), on("B"))
    assert (team.present, team.acting) == (("A", "B"), "B")


def test_who_signs_on_twice_is_there_once() -> None:
    team = team_after(on("A"), on("B"), on("A"))
    assert (team.present, team.acting) == (("A", "B"), "A")


def test_somebody_who_is_not_there_cannot_act() -> None:
    assert team_after(on("A"), acts("B")).acting == "A"
    assert team_after(on("A"), on("B"), acts("A")).acting == "A"


def test_the_one_who_is_left_acts_but_of_several_nobody_does_until_one_says_so() -> None:
    assert team_after(on("A"), on("B"), off("B")).acting == "A"
    assert team_after(on("A"), on("B"), on("C"), off("C")).acting is None
    assert team_after(on("A"), on("B"), on("C"), off("A")).acting == "C"
    assert team_after(on("A"), off("A")) == Team(recent=("A",))


def test_signing_off_somebody_who_left_changes_nothing() -> None:
    assert team_after(on("A"), off("B")) == team_after(on("A"))


def test_the_latest_stand_first_among_the_recent() -> None:
    assert team_after(on("A"), off("A"), on("B"), on("A")).recent == ("A", "B")


def test_the_right_pin_ends_the_count_a_badge_does_not() -> None:
    assert team_after(wrong("A"), wrong("A")).tries == {"A": 2}
    assert team_after(wrong("A"), wrong("A"), on("A")).tries == {"A": 2}
    assert team_after(wrong("A"), wrong("A"), on("A", how="pin")).tries == {}


def test_a_wait_concerns_one_person_and_the_count_goes_on() -> None:
    until = NOON + timedelta(minutes=5)
    team = team_after(wrong("A"), wrong("B"), wrong("A", until))
    assert locked_until(team, "A", NOON) == until
    assert locked_until(team, "A", until) is None
    assert locked_until(team, "B", NOON) is None
    assert team.tries == {"A": 2, "B": 1}


def wait_after(wrong_before: int, rules: PinRules) -> float:
    until = lock_after(team_after(*[wrong("A")] * wrong_before), "A", NOON, rules)
    return 0.0 if until is None else (until - NOON).total_seconds()


def test_the_wait_grows_with_each_wrong_pin_up_to_the_longest_and_not_over_it() -> None:
    assert [wait_after(n, PinRules()) for n in range(7)] == [0, 5, 19, 75, 300, 300, 300]


@given(st.integers(3, 10), st.integers(1, 1440))
def test_whatever_is_set_the_first_slip_is_free_and_no_wait_is_over_the_longest(
    tries: int, most: int
) -> None:
    rules = PinRules(tries=tries, lock=timedelta(minutes=most))
    waits = [wait_after(n, rules) for n in range(tries + 3)]
    assert waits == sorted(waits)
    assert (waits[0], waits[tries - 1], waits[-1]) == (0, most * 60, most * 60)
    assert waits[1] >= 1


def test_wrong_pins_are_forgotten_an_hour_after_the_last_wait() -> None:
    until = NOON + timedelta(minutes=5)
    team = team_after(*[wrong("A")] * 3, wrong("A", until))
    late = until + timedelta(hours=1)
    assert lock_after(team, "A", late - timedelta(seconds=1), PinRules()) is not None
    assert lock_after(team, "A", late, PinRules()) is None
    assert team_after(*[wrong("A")] * 3, wrong("A", until), wrong("A", None, late)).tries == {"A": 1}


def test_a_locked_station_keeps_who_is_there_and_who_acted() -> None:
    team = team_after(on("A"), on("B"), acts("A"), locked())
    assert (team.present, team.acting, team.is_locked) == (("A", "B"), "A", True)
    assert not team_after(on("A"), locked(), unlocked("A")).is_locked


def test_a_station_that_everybody_left_is_not_locked() -> None:
    assert not team_after(locked()).is_locked
    assert not team_after(on("A"), locked(), off("A")).is_locked


_EVENTS = st.one_of(
    st.builds(on, st.sampled_from("ABC"), st.sampled_from(["badge", "pin"])),
    st.builds(off, st.sampled_from("ABC")),
    st.builds(acts, st.sampled_from("ABC")),
    st.builds(wrong, st.sampled_from("ABC"), st.sampled_from([None, NOON + timedelta(minutes=15)])),
    st.builds(locked),
    st.builds(unlocked, st.sampled_from("ABC")),
)


@given(st.lists(_EVENTS, max_size=20), st.randoms())
def test_any_order_and_any_duplicate_gives_the_same_team(events: list[Event], random: Random) -> None:
    records = [record_of(event, hlc=at, seq=at) for at, event in enumerate(events, start=1)]
    heard = records + records[: len(records) // 2]
    random.shuffle(heard)
    fold = team_fold()
    team = fold_of(fold, "team/ST-07", heard)
    assert team == fold_of(fold, "team/ST-07", records)
    assert msgspec.json.decode(msgspec.json.encode(team), type=Team) == team
    assert team.acting is None or team.acting in team.present
    assert len(set(team.present)) == len(team.present)
    assert team.present or not team.is_locked
    if len(team.present) == 1:
        assert team.acting == team.present[0]


def test_a_pin_is_not_in_the_command_as_it_is_logged() -> None:
    assert "1234" not in repr(SignOnByPin(person="A", pin="1234"))
