"""What text the pressed keys make: a pure machine, so that every sequence of keys can be tried."""

import unicodedata
from enum import Enum

from momstation.ui.text_pad_layouts import ENGLISH, Layout, Rows

MOST_LETTERS = 200


class Act(Enum):
    """The keys that are no letters."""

    SHIFT = "shift"
    SYMBOLS = "symbols"
    SCRIPT = "script"
    SPACE = "space"
    BACKSPACE = "backspace"
    CLEAR = "clear"


class Shift(Enum):
    """One tap raises the next letter, a second all that follow, a third none."""

    OFF = "off"
    ONCE = "once"
    LOCKED = "locked"


_NEXT_SHIFT = {Shift.OFF: Shift.ONCE, Shift.ONCE: Shift.LOCKED, Shift.LOCKED: Shift.OFF}


class TextPadModel:
    """One line of at most ``most`` letters; what is typed stands at its end.

    A letter is what a person sees as one, with its accents: that is what backspace takes and ``most`` counts.
    """

    def __init__(self, layout: Layout = ENGLISH, *, text: str = "", most: int = MOST_LETTERS) -> None:
        self.most = most
        self.shift = Shift.OFF
        self.is_symbols = False
        self._own = layout
        self._layout = layout
        self._letters: list[str] = []
        self._is_full = False
        self.write(text)

    @property
    def text(self) -> str:
        return "".join(self._letters)

    @property
    def value(self) -> str:
        """The text as it is taken: without what stands before and after it."""
        return self.text.strip()

    @property
    def length(self) -> int:
        return len(self._letters)

    @property
    def is_full(self) -> bool:
        """Whether the last letter found no room; said until something is taken away."""
        return self._is_full

    @property
    def layout(self) -> Layout:
        return self._layout

    @property
    def has_other_script(self) -> bool:
        """Codes are written in Latin letters whatever the language is."""
        return not self._own.is_latin

    @property
    def rows(self) -> Rows:
        """What each key types now."""
        if self.is_symbols:
            return self._layout.symbols
        return self._layout.lower if self.shift is Shift.OFF else self._layout.upper

    def tap(self, row: int, column: int) -> None:
        """The letter key at this place; a place without a key types nothing."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return
        self.write(self.rows[row][column])
        if self.shift is Shift.ONCE and not self.is_symbols:
            self.shift = Shift.OFF

    def press(self, act: Act) -> None:
        match act:
            case Act.SHIFT:
                self.shift = _NEXT_SHIFT[self.shift]
            case Act.SYMBOLS:
                self.is_symbols = not self.is_symbols
            case Act.SCRIPT:
                self._change_script()
            case Act.SPACE:
                self.write(" ")
            case Act.BACKSPACE:
                self._letters = self._letters[:-1]
                self._is_full = False
            case Act.CLEAR:
                self._letters = []
                self._is_full = False

    def write(self, text: str) -> None:
        """From a key, a hardware keyboard or a scan: a break is a space, and what cannot be printed is left out."""
        for sign in unicodedata.normalize("NFC", text):
            self._take(" " if sign in "\n\r\t" else sign)

    def set_text(self, text: str) -> None:
        """Instead of what stands there."""
        self._letters = []
        self._is_full = False
        self.write(text)

    def _take(self, sign: str) -> None:
        if unicodedata.combining(sign):
            if self._letters:
                self._letters[-1] = unicodedata.normalize("NFC", self._letters[-1] + sign)
            return
        if not sign.isprintable():
            return
        if len(self._letters) >= self.most:
            self._is_full = True
            return
        self._letters.append(sign)

    def _change_script(self) -> None:
        if self.has_other_script:
            self._layout = ENGLISH if self._layout is self._own else self._own
            self.is_symbols = False
            self.shift = Shift.OFF
