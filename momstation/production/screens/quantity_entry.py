"""What was typed in the quantity sheet and not sent yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from momstation.core.i18n import N_


class Kind(StrEnum):
    GOOD = "good"
    SCRAP = "scrap"
    REWORK = "rework"


WORDS: Mapping[Kind, str] = {Kind.GOOD: N_("Good"), Kind.SCRAP: N_("Scrap"), Kind.REWORK: N_("Rework")}
ICONS: Mapping[Kind, str] = {Kind.GOOD: "check", Kind.SCRAP: "delete", Kind.REWORK: "cached"}


@dataclass
class SheetEntry:
    """What is typed and not yet sent. ``reading`` is what the counter shows, where that was given instead."""

    counts: dict[Kind, int]
    kind: Kind = Kind.GOOD
    reason: str | None = None
    by_counter: bool = False
    reading: int | None = None

    @property
    def is_reading(self) -> bool:
        """Whether digits are a counter's reading."""
        return self.by_counter and self.kind is Kind.GOOD

    def read(self, reading: int | None, start: int | None) -> None:
        """The pieces follow from what the counter shows; below ``start`` there are none, and the rule says so."""
        self.reading = reading
        made = reading - start if reading is not None and start is not None else 0
        self.counts[Kind.GOOD] = max(0, made)

    def change_mode(self) -> None:
        self.by_counter = not self.by_counter
        self.reading = None
        self.counts[Kind.GOOD] = 0
