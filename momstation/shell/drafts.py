"""Keeps what a person had begun for that person, while somebody else works at the station.

It is not handed to whoever comes: a record names who entered it, and nobody should have to read another's
digits before scrap can be booked. Nor is it asked about: the badge has said who is there.
"""

from collections.abc import Callable, Sequence
from functools import partial

from momstation.shell.begun import Begun
from momstation.shell.operator_sheets import OperatorSheets


class DraftKeeper:
    """For each person what lay open when they left, by what it was; the latest of a kind counts."""

    def __init__(
        self, parts: Sequence[Begun], sheets: OperatorSheets, explain: Callable[[str], None]
    ) -> None:
        self._parts = tuple(parts)
        self._sheets = sheets
        self._explain = explain
        self._kept: dict[str, dict[str, object]] = {}

    def holds(self, person: str | None) -> bool:
        """Whether something of this person's is begun here, or waits."""
        return bool(self._kept.get(person or "")) or any(part.now() is not None for part in self._parts)

    def take_over(self, before: "DraftKeeper", person: str | None) -> None:
        """What waits in the window that stood here before, and what lies open there as ``person``'s."""
        if person is not None:
            before.set_aside(person)
        for author, begun in before._kept.items():
            self._kept[author] = self._kept.get(author, {}) | begun

    def set_aside(self, person: str) -> None:
        """Close the sheet that is open, whatever it is, and leave nothing to be seen; all waits for ``person``."""
        begun = {part.name: draft for part in self._parts if (draft := part.now()) is not None}
        if begun:
            self._kept[person] = self._kept.get(person, {}) | begun
        for part in self._parts:
            if part.forget is not None:
                part.forget()
        shown = self._sheets.shown
        if shown is not None:
            shown.close_sheet()

    def give_back(self, person: str) -> None:
        """Put everything back as it was left, one sheet at a time: the next one when that is closed."""
        waiting = self._kept.get(person, {})
        for part in self._parts:
            if part.name not in waiting or (part.is_sheet and self._sheets.shown is not None):
                continue
            part.take_up(waiting[part.name], partial(self._settle, person, part))
            if part.is_sheet:
                return

    def _settle(self, person: str, part: Begun, is_taken: bool) -> None:
        """It is kept until here: a window may be put up anew while its sheet is on the way."""
        self._kept.get(person, {}).pop(part.name, None)
        if not is_taken:
            self._explain(part.lost())
