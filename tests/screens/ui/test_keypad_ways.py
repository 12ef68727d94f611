"""Taps, a hardware keyboard and a gauge in any mixture give what one pad of strings gives, in every language."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from momstation.core.i18n import ENGLISH, SPEECH
from momstation.core.paths import translations
from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import Key, KeyPadModel, Limits
from momstation.ui.theme import ThemeHost

LOW, HIGH = Decimal("-2.50"), Decimal("12.10")
RULES = Limits(2, LOW, HIGH, is_signed=True, whole_digits=4)
TYPED = {
    **{Key(digit): (Qt.Key.Key_0.value + int(digit), digit) for digit in "0123456789"},
    Key.POINT: (Qt.Key.Key_Comma.value, ","),
    Key.SIGN: (Qt.Key.Key_Minus.value, "-"),
    Key.BACKSPACE: (Qt.Key.Key_Backspace.value, ""),
    Key.CLEAR: (Qt.Key.Key_Delete.value, ""),
}
steps = st.lists(
    st.tuples(st.just("tap"), st.sampled_from([key for key in Key if key is not Key.CLEAR]))
    | st.tuples(st.just("type"), st.sampled_from(list(TYPED)))
    | st.tuples(st.just("gauge"), st.decimals(min_value=-9, max_value=99, places=2)),
    max_size=14,
)


class Strings:
    """Whether a number is proposed, and its text."""

    def __init__(self) -> None:
        self.text, self.fresh = "", False

    def press(self, key: Key) -> None:
        minus, body = self.text.startswith("-"), self.text.lstrip("-")
        if key is Key.CLEAR or (key is Key.BACKSPACE and (self.fresh or len(body) < 2)):
            self.text, self.fresh = "", False
            return
        if key is Key.BACKSPACE:
            body = body[:-1]
        elif key is Key.SIGN:
            minus = not minus
        elif key is Key.POINT:
            begun = "" if self.fresh else body
            if "." not in begun:
                body, self.fresh = (begun or "0") + ".", False
        else:
            begun = "" if self.fresh else body
            for digit in key.value:
                begun = self.longer(begun, digit)
            body, self.fresh = begun, False
        self.text = ("-" if minus else "") + body

    def longer(self, body: str, digit: str) -> str:
        whole, point, part = body.partition(".")
        if point:
            return body + digit if len(part) < RULES.decimals else body
        if whole == "0":
            return digit
        return body + digit if len(whole) < RULES.whole_digits else body


@pytest.fixture
def english_again() -> object:
    yield
    SPEECH.use(translations(), ENGLISH)


@pytest.mark.parametrize(("language", "point"), [("en", "."), ("de", ","), ("fr", ","), ("ar", ".")])
@given(played=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mixture_equals_the_reference_and_is_shown_in_the_language(
    qapp: QApplication,
    host: ThemeHost,
    english_again: object,
    language: str,
    point: str,
    played: list[tuple[str, Key | Decimal]],
) -> None:
    SPEECH.use(translations(), language)
    pad, reference = KeyPad(host, KeyPadModel(RULES), unit="mm"), Strings()
    taken: list[Decimal] = []
    pad.accepted.connect(taken.append)
    try:
        for how, what in played:
            if isinstance(what, Decimal):
                pad.take(what)
                reference.text, reference.fresh = f"{what + 0:f}", True
                if what == 0:
                    reference.text = reference.text.lstrip("-")
            else:
                by_hand(pad, how, what)
                reference.press(what)
            assert pad.model.text == reference.text, (how, what)
            check_shown(pad, point)
            QTest.keyClick(pad, Qt.Key.Key_Return)
        assert all(LOW <= value <= HIGH for value in taken), "what is outside is never taken"
    finally:
        pad.deleteLater()


def by_hand(pad: KeyPad, how: str, key: Key) -> None:
    if how == "tap":
        pad.keys[key].click()
    else:
        code, text = TYPED[key]
        if text:
            QTest.keyClicks(pad, text)
        else:
            QTest.keyClick(pad, Qt.Key(code))


def check_shown(pad: KeyPad, point: str) -> None:
    """The number as people write it, its unit and limits beside it, and in words when it is outside."""
    said, model = pad.field.accessibleName(), pad.model
    number = model.text.replace("-", "\u2212").replace(".", point)
    assert said.startswith(f"{number} mm" if number else "mm")
    assert f"2{point}50" in said and f"12{point}10" in said, "the limits stand beside it"
    value = model.value
    is_outside = value is not None and not LOW <= value <= HIGH
    assert (pad.objection() in said) == (is_outside or not pad.objection())
    assert model.may_accept == (value is not None and not is_outside)
