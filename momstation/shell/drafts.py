"""Keeps what a person had begun to enter for that person, while somebody else works at the station.

It is not handed to whoever comes: a record names who entered it, and nobody should have to read another's
digits before scrap can be booked. Nor is it asked about: the badge has said who is there.
"""

from collections.abc import Callable
from functools import partial

from momstation.core.i18n import _
from momstation.production.screens.quantity_sheet import QuantityDraft
from momstation.production.screens.scrap_sheet import ScrapDraft
from momstation.shell.operator_sheets import OperatorSheets

Draft = QuantityDraft | ScrapDraft


class DraftKeeper:
    """One draft for each person: that of the sheet which lay open when they left."""

    def __init__(self, sheets: OperatorSheets, explain: Callable[[str], None]) -> None:
        self._sheets = sheets
        self._explain = explain
        self._kept: dict[str, Draft] = {}

    @property
    def has_open(self) -> bool:
        """Whether something that was typed stands in the sheet that is open."""
        return self._open_draft() is not None

    def take_over(self, before: "DraftKeeper", person: str | None) -> None:
        """What waits in the window that stood here before, and what lies open there as the draft of ``person``."""
        if person is not None:
            before.set_aside(person)
        self._kept |= before._kept

    def set_aside(self, person: str) -> None:
        """Close the sheet that is open, whatever it is; what was typed in it waits for ``person``."""
        draft, shown = self._open_draft(), self._sheets.shown
        if draft is not None:
            self._kept[person] = draft
        if shown is not None:
            shown.close_sheet()

    def give_back(self, person: str) -> None:
        """Open the sheet as it was left, if its order is still the one that it would speak of."""
        draft = self._kept.get(person)
        if draft is None or self._sheets.shown is not None:
            return
        if isinstance(draft, QuantityDraft):
            self._sheets.open_quantity(draft, partial(self._settle, person))
        else:
            self._sheets.open_scrap(draft, partial(self._settle, person))

    def _open_draft(self) -> Draft | None:
        sheets = self._sheets
        if sheets.quantity.is_open:
            return sheets.quantity.draft()
        return sheets.scrap.draft() if sheets.scrap.is_open else None

    def _settle(self, person: str, is_taken: bool) -> None:
        """It is kept until here: a window may be put up anew while its sheet is on the way."""
        self._kept.pop(person, None)
        if is_taken:
            return
        self._explain(
            _("What you had begun belonged to an order that does not run here any more. It was dropped.")
        )
