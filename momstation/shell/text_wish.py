"""What a text is wanted for, so that whoever began to write it can go on in another window."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class TextFor(StrEnum):
    """``NOTE`` is about a contradiction, by its id."""

    NAME = "name"
    ORDER = "order"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TextWish:
    """``told`` gets the text; ``title`` is what the person is asked."""

    wanted_for: TextFor
    about: str
    title: str
    told: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TextDraft:
    """What stood in the field when its author left."""

    wanted_for: TextFor
    about: str
    text: str
