"""The language is spoken from the next sentence on, in its direction and with its numbers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import get_decimal_symbol

from momstation.core.i18n import LONG, SPEECH, longer
from momstation.core.numbers import day, decimal_point, described_day, number
from momstation.core.paths import translations


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    SPEECH.use(translations(), "en")


@pytest.mark.parametrize(
    ("language", "cycle", "november"),
    [
        ("en", "4.3", "Nov 24"),
        ("de", "4,3", "24. Nov."),
        ("fr", "4,3", "24 nov."),
        ("ar", "4.3", "24 نوفمبر"),
    ],
)
def test_numbers_and_days(language: str, cycle: str, november: str) -> None:
    SPEECH.use(translations(), language)
    assert number(Decimal("4.26"), 1) == cycle
    assert day(date(2026, 11, 24)) == november


def test_whole_numbers_are_written_as_on_a_counter() -> None:
    SPEECH.use(translations(), "de")
    assert number(12408) == "12408"


@pytest.mark.parametrize("language", ["zz", "not a language", "", LONG])
def test_a_language_that_nobody_has_described_counts_in_english(language: str) -> None:
    SPEECH.use(translations(), language)
    assert decimal_point() == "."


def test_a_language_without_a_catalogue_speaks_english(tmp_path: Path) -> None:
    SPEECH.use(tmp_path, "de")
    assert SPEECH.say("Scrap") == "Scrap"


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", True), ("ar_EG", True), ("he", True), ("de", False)]
)
def test_direction(language: str, expected: bool) -> None:
    SPEECH.use(translations(), language)
    assert SPEECH.is_right_to_left is expected


def test_the_long_language_keeps_fields_and_counts() -> None:
    SPEECH.use(translations(), LONG)
    assert SPEECH.say("Order {order}").startswith("Order {order} ")
    assert SPEECH.count("{n} part", "{n} parts", 2).format(n=2).startswith("2 parts ")
    assert SPEECH.say("") == ""


@pytest.mark.parametrize("text", ["Go", "Scrap", "Give the reason of the stop", "x" * 400])
def test_two_fifths_longer(text: str) -> None:
    assert len(longer(text)) >= 1.4 * len(text) - 2


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_the_points_that_are_at_hand_are_those_that_the_language_is_described_with(language: str) -> None:
    SPEECH.use(translations(), language)
    assert decimal_point() == get_decimal_symbol(language)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_the_days_that_are_at_hand_are_those_that_the_language_is_described_with(language: str) -> None:
    SPEECH.use(translations(), language)
    year = [date(2028, 1, 1) + timedelta(days=each) for each in range(366)]
    assert [day(each) for each in year] == [described_day(each, language) for each in year]
