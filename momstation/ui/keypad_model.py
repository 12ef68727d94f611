"""What number the pressed keys mean: a pure machine, so that every sequence of keys can be tried."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum


class Key(Enum):
    """The keys of the pad; the value of a digit key is what it adds."""

    D0 = "0"
    D1 = "1"
    D2 = "2"
    D3 = "3"
    D4 = "4"
    D5 = "5"
    D6 = "6"
    D7 = "7"
    D8 = "8"
    D9 = "9"
    D00 = "00"
    POINT = "."
    SIGN = "sign"
    BACKSPACE = "backspace"
    CLEAR = "clear"


class Problem(Enum):
    """Why the number on show may not be taken."""

    NONE = "none"
    EMPTY = "empty"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class Limits:
    """What may be entered; when ``is_binding`` is false a number outside is taken and judged elsewhere."""

    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    is_signed: bool = False
    whole_digits: int = 7
    is_binding: bool = True


@dataclass(frozen=True)
class Entry:
    """Digits as typed; ``is_fresh`` means that the first digit replaces what is shown."""

    digits: str = ""
    is_negative: bool = False
    is_fresh: bool = False

    @property
    def text(self) -> str:
        return f"-{self.digits}" if self.is_negative else self.digits

    @property
    def value(self) -> Decimal | None:
        """Zero has no sign."""
        return Decimal(self.text.rstrip(".")) + 0 if self.digits else None


class KeyPadModel:
    """Feed it keys; it only ever holds a number or the beginning of one."""

    def __init__(self, limits: Limits | None = None, *, start: Decimal | None = None) -> None:
        self.limits = limits or Limits()
        self._entry = Entry()
        if start is not None:
            self.take(start)

    @property
    def text(self) -> str:
        """The number as typed, with ``.`` and ``-``; where it is shown the locale decides."""
        return self._entry.text

    @property
    def is_fresh(self) -> bool:
        return self._entry.is_fresh

    @property
    def value(self) -> Decimal | None:
        return self._entry.value

    @property
    def problem(self) -> Problem:
        value, limits = self.value, self.limits
        if value is None:
            return Problem.EMPTY
        if limits.minimum is not None and value < limits.minimum:
            return Problem.BELOW
        if limits.maximum is not None and value > limits.maximum:
            return Problem.ABOVE
        return Problem.NONE

    @property
    def may_accept(self) -> bool:
        if self.limits.is_binding:
            return self.problem is Problem.NONE
        return self.problem is not Problem.EMPTY

    def press(self, key: Key) -> None:
        self._entry = pressed(self._entry, key, self.limits)

    def take(self, value: Decimal) -> None:
        """Show a value that a gauge sent or that is proposed; the first digit replaces it."""
        self._entry = Entry(f"{abs(value):f}", value < 0, True)


def pressed(entry: Entry, key: Key, limits: Limits) -> Entry:
    """The entry after one key; a key that would make no number changes nothing."""
    if key is Key.CLEAR:
        return Entry()
    if key is Key.BACKSPACE:
        return _shorter(entry)
    if key is Key.SIGN:
        return replace(entry, is_negative=not entry.is_negative) if limits.is_signed else entry
    kept = replace(entry, digits="", is_fresh=False) if entry.is_fresh else entry
    if key is Key.POINT:
        return _with_point(entry, kept, limits)
    for digit in key.value:
        kept = _with_digit(kept, digit, limits)
    return kept


def _shorter(entry: Entry) -> Entry:
    """A proposed value goes at once; typed digits go one by one, and the sign with the last."""
    if entry.is_fresh or len(entry.digits) <= 1:
        return Entry()
    return replace(entry, digits=entry.digits[:-1])


def _with_point(entry: Entry, kept: Entry, limits: Limits) -> Entry:
    if limits.decimals == 0 or "." in kept.digits:
        return entry
    return replace(kept, digits=(kept.digits or "0") + ".")


def _with_digit(entry: Entry, digit: str, limits: Limits) -> Entry:
    whole, point, fraction = entry.digits.partition(".")
    if point:
        is_full = len(fraction) >= limits.decimals
        return entry if is_full else replace(entry, digits=entry.digits + digit)
    if whole == "0":
        return replace(entry, digits=digit)
    if len(whole) >= limits.whole_digits:
        return entry
    return replace(entry, digits=whole + digit)
