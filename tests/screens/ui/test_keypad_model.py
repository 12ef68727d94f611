"""Any sequence of keys gives the number that a second, differently built pad gives."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.ui.keypad_model import Key, KeyPadModel, Limits, Problem

keys = st.lists(st.sampled_from(list(Key)), max_size=14)
limits = st.builds(
    Limits, decimals=st.integers(0, 4), is_signed=st.booleans(), whole_digits=st.integers(1, 7)
)
starts = st.none() | st.decimals(min_value=0, max_value=9, places=0)


class Reference:
    """A pad of strings and one pattern: a key counts if its text still begins a number."""

    def __init__(self, rules: Limits, start: Decimal | None) -> None:
        self.rules = rules
        tail = rf"(\.\d{{0,{rules.decimals}}})?" if rules.decimals else ""
        self.pattern = re.compile(rf"(0|[1-9]\d{{0,{rules.whole_digits - 1}}}){tail}")
        self.minus = False
        self.body = "" if start is None else str(start)
        self.proposed = start is not None

    def press(self, key: Key) -> None:
        if key is Key.CLEAR or (key is Key.BACKSPACE and (self.proposed or len(self.body) < 2)):
            self.minus, self.body, self.proposed = False, "", False
        elif key is Key.BACKSPACE:
            self.body = self.body[:-1]
        elif key is Key.SIGN:
            self.minus ^= self.rules.is_signed
        elif key is Key.POINT:
            self.point()
        else:
            for digit in key.value:
                self.try_body(re.sub(r"^0(?=\d)", "", self.base() + digit))
            self.proposed = False

    def base(self) -> str:
        return "" if self.proposed else self.body

    def point(self) -> None:
        wanted = (self.base() or "0") + "."
        if self.pattern.fullmatch(wanted):
            self.body, self.proposed = wanted, False

    def try_body(self, wanted: str) -> None:
        if self.pattern.fullmatch(wanted):
            self.body, self.proposed = wanted, False

    @property
    def text(self) -> str:
        return ("-" if self.minus else "") + self.body


@given(rules=limits, start=starts, pressed=keys)
def test_any_sequence_equals_the_reference(rules: Limits, start: Decimal | None, pressed: list[Key]) -> None:
    model, reference = KeyPadModel(rules, start=start), Reference(rules, start)
    for key in pressed:
        model.press(key)
        reference.press(key)
        assert model.text == reference.text, key


@given(rules=limits, pressed=keys)
def test_the_value_is_what_is_shown(rules: Limits, pressed: list[Key]) -> None:
    model = KeyPadModel(rules)
    for key in pressed:
        model.press(key)
    digits = model.text.lstrip("-").rstrip(".")
    assert (model.value is None) == (digits == "")
    if model.value is not None:
        assert abs(model.value) == Decimal(digits)
        assert (model.value < 0) == (model.text.startswith("-") and Decimal(digits) != 0)
        assert str(model.value) != "-0"


@given(
    pressed=keys,
    low=st.none() | st.integers(-50, 50).map(Decimal),
    high=st.none() | st.integers(51, 500).map(Decimal),
)
def test_a_number_outside_is_never_accepted(
    pressed: list[Key], low: Decimal | None, high: Decimal | None
) -> None:
    model = KeyPadModel(Limits(2, low, high, True))
    for key in pressed:
        model.press(key)
    value = model.value
    inside = value is not None and (low is None or value >= low) and (high is None or value <= high)
    assert model.may_accept == inside
    assert (model.problem is Problem.NONE) == inside


def typed(model: KeyPadModel, *pressed: Key) -> str:
    for key in pressed:
        model.press(key)
    return model.text


def test_the_first_digit_replaces_a_proposal_and_the_next_appends() -> None:
    assert typed(KeyPadModel(start=Decimal(42)), Key.D7) == "7"
    assert typed(KeyPadModel(start=Decimal(42)), Key.D7, Key.D8) == "78"


def test_twenty_is_not_turned_round() -> None:
    assert typed(KeyPadModel(), Key.D2, Key.D0) == "20"


def test_a_point_keeps_the_digits() -> None:
    assert typed(KeyPadModel(Limits(2)), Key.D1, Key.D2, Key.POINT, Key.D5) == "12.5"


def test_a_sign_works_before_and_after_the_digits() -> None:
    signed = Limits(is_signed=True)
    assert typed(KeyPadModel(signed), Key.SIGN, Key.D5) == "-5"
    assert typed(KeyPadModel(signed), Key.D5, Key.SIGN) == "-5"
    assert typed(KeyPadModel(signed, start=Decimal(3)), Key.SIGN) == "-3"


def test_a_measurement_outside_is_flagged_and_still_taken() -> None:
    model = KeyPadModel(Limits(2, Decimal("12.00"), Decimal("12.10"), is_binding=False))
    typed(model, Key.D1, Key.D2, Key.POINT, Key.D3, Key.D1)
    assert (model.problem, model.may_accept) == (Problem.ABOVE, True)


@pytest.mark.parametrize("value", ["12.06", "-0.5", "0", "1E+3"])
def test_a_gauge_value_is_shown_as_plain_digits(value: str) -> None:
    model = KeyPadModel(Limits(3, is_signed=True))
    model.take(Decimal(value))
    assert model.value == Decimal(value)
    assert "E" not in model.text
    assert model.is_fresh
