"""What one input may be, declared as data: the same declaration checks it and describes it in the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Protocol

from momstation.core.errors import Refused
from momstation.kpi.exact import Exact

LARGEST = 10**15
"""Beyond this no count, duration or time is real; a slip of the keyboard is."""
DECIMALS = 30


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as it was written, so that nothing is rounded before it is checked."""

    text: str


@dataclass(slots=True)
class Timeline:
    """Which kind of time one input uses: the first one read settles it for the others."""

    first: str = ""
    is_stamped: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input a value stands, for the sentence that refuses it."""

    path: str = ""
    timeline: Timeline = field(default_factory=Timeline)

    def at(self, name: str) -> "Place":
        part = printable(name)
        return Place(f"{self.path}.{part}" if self.path else part, self.timeline)

    def item(self, index: int) -> "Place":
        return Place(f"{self.path}[{index}]", self.timeline)

    def refuse(self, raw: object, accepted: str) -> Refused:
        return Refused(
            "kpi.not_accepted", field=self.path or "The input", value=shown(raw), accepted=accepted
        )


class Kind(Protocol):
    """One kind of input: it says what it accepts and reads exactly that."""

    def accepted(self) -> str: ...

    def read(self, raw: object, place: Place) -> object: ...


def shown(raw: object) -> str:
    """A raw value short enough for a sentence."""
    match raw:
        case None:
            text = "null"
        case bool():
            text = "true" if raw else "false"
        case NumberText():
            text = raw.text
        case str():
            text = f'"{raw}"'
        case Mapping():
            text = "an object"
        case list():
            text = f"a list of {len(raw)}"
        case _:
            text = str(raw)
    return printable(text)


def printable(text: str) -> str:
    """A text that others wrote, cut and cleaned so that it cannot break a sentence."""
    clean = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return clean if len(clean) <= 60 else clean[:57] + "..."


def number_text(value: Exact) -> str:
    """A calculated number for a sentence."""
    return str(value) if value.denominator == 1 else f"{float(value):.12g}"


def exact_number(raw: object) -> Exact | None:
    """The number exactly as written; ``None`` for anything that is not a finite number of sane size."""
    if not isinstance(raw, NumberText) or len(raw.text) > 100 or not raw.text[-1].isdigit():
        return None
    try:
        decimal = Decimal(raw.text)
    except ArithmeticError:
        return None
    if not decimal:
        return 0
    exponent = decimal.as_tuple().exponent
    if decimal.adjusted() > 15 or not isinstance(exponent, int) or exponent < -DECIMALS:
        return None
    value = Fraction(decimal)
    return value.numerator if value.denominator == 1 else value


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number with its unit and bounds."""

    unit: str
    whole: bool = False
    at_least: int | None = 0
    above: int | None = None
    below: int | None = None
    at_most: int = LARGEST

    def accepted(self) -> str:
        parts = ["a whole number" if self.whole else "a number"]
        if self.above is not None:
            parts.append(f"above {self.above}")
        elif self.at_least is not None:
            parts.append(f"at least {self.at_least}")
        parts.append(f"below {self.below}" if self.below is not None else f"at most {self.at_most:.0e}")
        return ", ".join(parts) + f", unit: {self.unit}"

    def read(self, raw: object, place: Place) -> Exact:
        value = exact_number(raw)
        if value is None or not self._holds(value):
            raise place.refuse(raw, self.accepted())
        return value

    def _holds(self, value: Exact) -> bool:
        return not (
            (self.whole and not isinstance(value, int))
            or (self.at_least is not None and self.above is None and value < self.at_least)
            or (self.above is not None and value <= self.above)
            or (self.below is not None and value >= self.below)
            or not -self.at_most <= value <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A name that a person gave."""

    UNIT: ClassVar[str] = "text"

    longest: int = 200

    def accepted(self) -> str:
        return f"a text of 1 to {self.longest} printable signs"

    def read(self, raw: object, place: Place) -> str:
        if not isinstance(raw, str) or not raw.strip() or not raw.isprintable() or len(raw) > self.longest:
            raise place.refuse(raw, self.accepted())
        return raw


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    UNIT: ClassVar[str] = "word"

    words: type[StrEnum]

    def accepted(self) -> str:
        return "one of " + ", ".join(f'"{word.value}"' for word in self.words)

    def read(self, raw: object, place: Place) -> StrEnum:
        if isinstance(raw, str):
            for word in self.words:
                if word.value == raw:
                    return word
        raise place.refuse(raw, self.accepted())


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    UNIT: ClassVar[str] = "true or false"

    def accepted(self) -> str:
        return "true or false"

    def read(self, raw: object, place: Place) -> bool:
        if not isinstance(raw, bool):
            raise place.refuse(raw, self.accepted())
        return raw


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind; ``ascending`` and ``distinct`` name the member that must rise or differ."""

    kind: Kind
    at_least: int = 0
    at_most: int = 1_000_000
    ascending: str = ""
    distinct: str = ""

    def accepted(self) -> str:
        each = self.kind.accepted()
        text = f"a list of {self.at_least} to {self.at_most}"
        text += " objects" if each.startswith("an object") else f", each {each}"
        if self.ascending:
            text += f', "{self.ascending}" rising from one to the next'
        if self.distinct:
            text += f', "{self.distinct}" different in each'
        return text

    def read(self, raw: object, place: Place) -> tuple[object, ...]:
        if not isinstance(raw, list) or not self.at_least <= len(raw) <= self.at_most:
            raise place.refuse(raw, self.accepted())
        values = tuple(self.kind.read(item, place.item(index)) for index, item in enumerate(raw))
        self._check_rising(raw, values, place)
        self._check_distinct(values, place)
        return values

    def _check_rising(self, raw: list[object], values: tuple[object, ...], place: Place) -> None:
        if not self.ascending:
            return
        for index in range(1, len(values)):
            if getattr(values[index], self.ascending) <= getattr(values[index - 1], self.ascending):
                raise Refused(
                    "kpi.not_after",
                    field=place.item(index).at(self.ascending).path,
                    value=_member(raw[index], self.ascending),
                    other=place.item(index - 1).at(self.ascending).path,
                    limit=_member(raw[index - 1], self.ascending),
                )

    def _check_distinct(self, values: tuple[object, ...], place: Place) -> None:
        seen: dict[object, str] = {}
        for index, value in enumerate(values) if self.distinct else ():
            member, path = getattr(value, self.distinct), place.item(index).at(self.distinct).path
            if member in seen:
                raise Refused("kpi.not_distinct", field=path, value=shown(member), other=seen[member])
            seen[member] = path


def _member(raw: object, name: str) -> str:
    return shown(raw.get(name)) if isinstance(raw, Mapping) else shown(raw)


@dataclass(frozen=True, slots=True)
class MapTo:
    """Names to one kind, the names being the plant's own."""

    kind: Kind
    at_least: int = 1

    def accepted(self) -> str:
        return f"an object with at least {self.at_least} name, and for each name {self.kind.accepted()}"

    def read(self, raw: object, place: Place) -> dict[str, object]:
        if not isinstance(raw, Mapping) or len(raw) < self.at_least:
            raise place.refuse(raw, self.accepted())
        names = Text()
        return {
            names.read(name, place.at(str(name))): self.kind.read(value, place.at(str(name)))
            for name, value in raw.items()
        }
