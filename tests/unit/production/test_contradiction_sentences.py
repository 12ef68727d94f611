"""Every rule has one whole sentence in plain words, also where a field is missing."""

import pytest

from momstation.production.model import contradictions
from momstation.production.presenters.contradictions import Fields, told

RULES = [
    value
    for name, value in vars(contradictions).items()
    if name.isupper() and isinstance(value, str) and value.startswith("production.")
]
DID = ("finished", "ran", "paused", "reopened")


class Words:
    def station(self, code: str) -> str:
        return {"P07": "Press 07", "P08": "Press 08"}.get(code, code)

    def person(self, person: str) -> str:
        return {"P1": "A. Meyer"}.get(person, person)

    def time(self, at: str) -> str:
        return at[11:16]


def fields(**changes: str | int) -> Fields:
    known: dict[str, str | int] = {
        "order": "4711-20",
        "first_station": "P08",
        "first_at": "2026-11-23T10:02:00+00:00",
        "first_by": "P1",
        "second_station": "P07",
        "second_at": "2026-11-23T10:09:00+00:00",
        "second_by": "",
        "good": 6,
    }
    return known | changes


def test_there_are_six_rules() -> None:
    assert len(RULES) == 6


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_a_sentence_and_an_answer(rule: str) -> None:
    for known in (fields(), {}):
        found = told(rule, known, Words(), "LEAD")
        assert found is not None
        assert "{" not in found.sentence
        assert found.sentence.endswith(".")
        assert found.accept


@pytest.mark.parametrize("second", DID)
@pytest.mark.parametrize("first", DID)
def test_a_fork_of_any_two_steps_names_both_places_and_times(first: str, second: str) -> None:
    found = told("production.state_fork", fields(first_did=first, second_did=second), Words(), "LEAD")
    assert found is not None
    for word in ("4711-20", "Press 07", "Press 08", "10:02", "10:09"):
        assert word in found.sentence
    assert bool(found.overrule) == (first == "finished")


def test_one_part_is_said_as_one() -> None:
    found = told("production.late_parts", fields(good=1), Words(), "P07")
    assert found is not None
    assert "your 1 part after that is kept as extra" in found.sentence


def test_a_station_that_acts_by_itself_is_named_instead_of_a_person() -> None:
    found = told("production.double_correction", fields(), Words(), "LEAD")
    assert found is not None
    assert "by A. Meyer at 10:02 and by Press 07 at 10:09" in found.sentence


def test_another_functions_rule_is_left_alone() -> None:
    assert told("logistics.negative_balance", fields(), Words(), "LEAD") is None
