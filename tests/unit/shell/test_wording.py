"""Refusals become sentences that a person can act on."""

from datetime import UTC, datetime

from momstation.core.errors import Refused
from momstation.core.part import Part
from momstation.shell.wording import Wording, sentences_of

PART = Part(
    name="production",
    refusals={
        "production.order_closed": "Order {order} was finished at {at}.",
        "production.too_many": "At most {most:,} pieces.",
    },
)


def wording() -> Wording:
    return Wording(sentences_of([PART]), lambda at: f"{at:%H:%M}")


def test_named_fields_are_filled_and_moments_shown_as_clock() -> None:
    at = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    said = wording().say(Refused("production.order_closed", order="4711-20", at=at))
    assert said == "Order 4711-20 was finished at 14:05."


def test_a_missing_field_does_not_hide_the_refusal() -> None:
    assert (
        wording().say(Refused("production.order_closed", order="4711-20"))
        == "Order 4711-20 was finished at –."
    )


def test_a_field_of_another_type_than_the_sentence_expects_is_shown_as_it_is() -> None:
    assert wording().say(Refused("production.too_many", most="many")) == "At most many pieces."


def test_a_refusal_without_a_sentence_names_its_key() -> None:
    assert "quality.on_hold" in wording().say(Refused("quality.on_hold"))


def test_the_store_and_the_core_can_be_understood_too() -> None:
    assert "is full" in wording().say(Refused("store.disk_full", file="P07.db"))
    assert "badge" in wording().say(Refused("core.sign_on_first"))
