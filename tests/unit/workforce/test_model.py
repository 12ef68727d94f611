"""The fold of a team: the same people, whatever order the records arrived in."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event
from momstation.events.workforce import ActingPersonChanged, PersonSignedOff, PersonSignedOn, PinRefused
from momstation.store.fold import fold_of
from momstation.workforce.model import PinRules, SignOnByPin, Team, lock_after, locked_until, tries_left
from momstation.workforce.records import team_fold
from tests.support.plant_builders import NOON, record_of


def on(person: str, how: str = "badge") -> Event:
    return PersonSignedOn(station="ST-07", at=NOON, person=person, how=how)


def off(person: str) -> Event:
    return PersonSignedOff(station="ST-07", at=NOON, person=person)


def acts(person: str) -> Event:
    return ActingPersonChanged(station="ST-07", at=NOON, person=person)


def wrong(person: str, until: datetime | None = None) -> Event:
    return PinRefused(station="ST-07", at=NOON, person=person, locked_until=until)


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


def test_a_lock_concerns_one_person_and_begins_a_new_count() -> None:
    until = NOON + timedelta(minutes=15)
    team = team_after(wrong("A"), wrong("B"), wrong("A", until))
    assert locked_until(team, "A", NOON) == until
    assert locked_until(team, "A", until) is None
    assert locked_until(team, "B", NOON) is None
    assert team.tries == {"B": 1}


@pytest.mark.parametrize(("wrong_before", "locks"), [(0, False), (3, False), (4, True)])
def test_the_fifth_wrong_pin_locks(wrong_before: int, locks: bool) -> None:
    team, rules = team_after(*[wrong("A")] * wrong_before), PinRules()
    assert (lock_after(team, "A", NOON, rules) == NOON + timedelta(minutes=15)) is locks
    assert tries_left(team, "A", rules) == 5 - wrong_before


_EVENTS = st.one_of(
    st.builds(on, st.sampled_from("ABC"), st.sampled_from(["badge", "pin"])),
    st.builds(off, st.sampled_from("ABC")),
    st.builds(acts, st.sampled_from("ABC")),
    st.builds(wrong, st.sampled_from("ABC"), st.sampled_from([None, NOON + timedelta(minutes=15)])),
)


@given(st.lists(_EVENTS, max_size=20), st.randoms())
def test_any_order_and_any_duplicate_gives_the_same_team(events: list[Event], random: "object") -> None:
    records = [record_of(event, hlc=at, seq=at) for at, event in enumerate(events, start=1)]
    heard = records + records[: len(records) // 2]
    random.shuffle(heard)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    fold = team_fold()
    team = fold_of(fold, "team/ST-07", heard)
    assert team == fold_of(fold, "team/ST-07", records)
    assert msgspec.json.decode(msgspec.json.encode(team), type=Team) == team
    assert team.acting is None or team.acting in team.present
    assert len(set(team.present)) == len(team.present)
    if len(team.present) == 1:
        assert team.acting == team.present[0]


def test_a_pin_is_not_in_the_command_as_it_is_logged() -> None:
    assert "1234" not in repr(SignOnByPin(person="A", pin="1234"))
