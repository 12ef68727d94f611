"""Any sequence of keys gives the text that a second, differently built pad gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.ui.text_pad_layouts import ARABIC, LAYOUTS, MOST_KEYS, Layout, layout_for
from momstation.ui.text_pad_model import Act, Shift, TextPadModel

Press = Act | tuple[int, int] | str
presses = st.lists(
    st.sampled_from(list(Act)) | st.tuples(st.integers(0, 3), st.integers(0, 11)) | st.text(max_size=6),
    max_size=25,
)
layouts = st.sampled_from(list(LAYOUTS.values()))
ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "fr": "abcdefghijklmnopqrstuvwxyzéèçàêëâîô",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإآئؤ",
}


class Reference:
    """Keeps every press since the last clearing and makes the text anew from the beginning each time."""

    def __init__(self, layout: Layout, most: int) -> None:
        self.layout, self.most = layout, most
        self.typed: list[str] = []
        self.shifts = 0
        self.page = 0
        self.latin = False

    def press(self, press: Press) -> None:
        if press is Act.BACKSPACE:
            self.typed = clusters("".join(self.typed))[:-1]
        elif press is Act.CLEAR:
            self.typed = []
        elif press is Act.SHIFT:
            self.shifts = (self.shifts + 1) % 3
        elif press is Act.SYMBOLS:
            self.page = 1 - self.page
        elif press is Act.SCRIPT and self.layout.language == "ar":
            self.latin, self.page, self.shifts = not self.latin, 0, 0
        elif press is Act.SPACE:
            self.add(" ")
        elif isinstance(press, str):
            self.add(press)
        elif isinstance(press, tuple):
            self.add_key(*press)

    def add_key(self, row: int, column: int) -> None:
        shown = LAYOUTS["en"] if self.latin else self.layout
        page = shown.symbols if self.page else (shown.upper if self.shifts else shown.lower)
        keys = dict(enumerate(page))
        letter = dict(enumerate(keys.get(row, ()))).get(column)
        if letter is None:
            return
        self.add(letter)
        if self.shifts == 1 and not self.page:
            self.shifts = 0

    def add(self, text: str) -> None:
        for sign in unicodedata.normalize("NFC", text):
            have = clusters("".join(self.typed))
            if unicodedata.combining(sign):
                self.typed = clusters("".join(have) + sign) if have else []
            elif sign in "\r\n\t" and len(have) < self.most:
                self.typed = [*have, " "]
            elif sign.isprintable() and len(have) < self.most:
                self.typed = [*have, sign]

    @property
    def text(self) -> str:
        return "".join(self.typed)


def clusters(text: str) -> list[str]:
    """Letters with their marks, read from the end."""
    found: list[str] = []
    held = ""
    for sign in reversed(text):
        held = sign + held
        if not unicodedata.combining(sign):
            found.insert(0, unicodedata.normalize("NFC", held))
            held = ""
    return found


@given(layout=layouts, most=st.integers(1, 12), pressed=presses)
def test_any_sequence_equals_the_reference(layout: Layout, most: int, pressed: list[Press]) -> None:
    model, reference = TextPadModel(layout, most=most), Reference(layout, most)
    for press in pressed:
        play(model, press)
        reference.press(press)
        assert model.text == reference.text, press
        assert model.length <= most
        assert model.text.isprintable()


def play(model: TextPadModel, press: Press) -> None:
    if isinstance(press, Act):
        model.press(press)
    elif isinstance(press, str):
        model.write(press)
    else:
        model.tap(*press)


@pytest.mark.parametrize("language", list(ALPHABETS))
def test_every_letter_of_the_language_can_be_typed(language: str) -> None:
    layout = layout_for(language)
    keys = {key for page in (layout.lower, layout.upper, layout.symbols) for row in page for key in row}
    assert set(ALPHABETS[language]) <= keys
    assert set("0123456789-/!") <= keys
    assert {"?", "؟"} & keys


@pytest.mark.parametrize("layout", list(LAYOUTS.values()), ids=list(LAYOUTS))
def test_no_row_holds_more_keys_than_a_glove_can_hit(layout: Layout) -> None:
    for page in (layout.lower, layout.upper, layout.symbols):
        assert len(page) == 3
        assert [len(row) <= MOST_KEYS for row in page[:2]] == [True, True]
        assert len(page[2]) <= MOST_KEYS - 2, "shift and backspace share the last row"
        assert all(len(key) == 1 for row in page for key in row)


def test_french_lies_as_azerty_and_german_as_qwertz() -> None:
    assert "".join(layout_for("fr").lower[0]).startswith("azertyuiop")
    assert "".join(layout_for("de_AT").lower[0]) == "qwertzuiopü"
    assert layout_for("pl").language == "en"


def test_shift_raises_one_letter_then_all_then_none() -> None:
    model = TextPadModel(layout_for("de"))
    model.press(Act.SHIFT)
    model.tap(0, 0)
    model.tap(0, 0)
    assert model.text == "Qq"
    model.press(Act.SHIFT)
    model.press(Act.SHIFT)
    model.tap(2, 7)
    model.tap(2, 7)
    assert (model.text, model.shift) == ("QqẞẞẞX"[:4], Shift.LOCKED)
    model.press(Act.SHIFT)
    model.tap(0, 0)
    assert model.text == "Qqẞẞq"


def test_backspace_takes_a_letter_with_its_marks() -> None:
    model = TextPadModel(text="cafe\u0301")
    assert model.text == "café"
    model.press(Act.BACKSPACE)
    assert model.text == "caf"
    arabic = TextPadModel(ARABIC, text="ب\u064e")
    arabic.press(Act.BACKSPACE)
    assert arabic.text == ""


def test_a_full_text_says_so_until_something_goes() -> None:
    model = TextPadModel(text="abc", most=3)
    assert not model.is_full
    model.write("d")
    assert (model.text, model.is_full) == ("abc", True)
    model.press(Act.BACKSPACE)
    assert not model.is_full


def test_what_cannot_be_printed_and_breaks_never_enter() -> None:
    model = TextPadModel(text=" a\x00\x1b\u202e\nb ")
    assert (model.text, model.value) == (" a b ", "a b")


def test_codes_can_be_typed_in_latin_letters_at_an_arabic_station() -> None:
    model = TextPadModel(ARABIC)
    model.press(Act.SCRIPT)
    model.tap(0, 0)
    model.press(Act.SCRIPT)
    model.tap(0, 0)
    assert model.text == "qض"
    latin = TextPadModel(layout_for("de"))
    latin.press(Act.SCRIPT)
    assert latin.layout is layout_for("de")
