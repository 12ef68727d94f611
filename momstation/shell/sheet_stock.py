"""Holds the operator's sheets, each made when it is first asked for, and knows which one is open."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.part import Command
from momstation.shell.later import Later
from momstation.ui.sheet import Sheet
from momstation.ui.theme import ThemeHost

if TYPE_CHECKING:
    from momstation.production.screens.evidence_sheet import EvidenceSheet
    from momstation.production.screens.quantity_sheet import QuantitySheet
    from momstation.production.screens.scrap_sheet import ScrapSheet
    from momstation.production.screens.stop_reason_sheet import StopReasonSheet
    from momstation.shell.scan_sheet import ScanSheet
    from momstation.ui.text_sheet import TextSheet

S = TypeVar("S", bound=Sheet)


class SheetStock(QObject):
    """Its signals are those of its sheets, whether they are made already or not."""

    changed = Signal()
    """A sheet was opened or closed."""
    entry_closed = Signal()
    explained = Signal(str)
    stop_settled = Signal()
    other_stop = Signal(str)
    written = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget, book: Callable[[Command], Awaitable[bool]]) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self._book = book
        self.stop = Later(self._make_stop)
        self.scrap = Later(self._make_scrap)
        self.quantity = Later(self._make_quantity)
        self.evidence = Later(self._make_evidence)
        self.scan = Later(self._make_scan)
        self.text = Later(self._make_text)
        self._own = (self.stop, self.scrap, self.quantity, self.evidence, self.scan, self.text)
        self._sheets: list[Sheet] = []

    @property
    def shown(self) -> Sheet | None:
        """The sheet that is open now."""
        return next((sheet for sheet in self._sheets if sheet.is_open), None)

    def join(self, sheet: S) -> S:
        """One more sheet that counts as open while it is."""
        self._sheets.append(sheet)
        sheet.opened.connect(self.changed)
        sheet.closed.connect(self.changed)
        return sheet

    def make_one(self) -> None:
        """So that the first opening of each is as quick as the next."""
        waiting = next((one for one in self._own if one.made is None), None)
        if waiting is not None:
            waiting.get()

    def _make_stop(self) -> "StopReasonSheet":
        from momstation.production.screens.stop_reason_sheet import StopReasonSheet  # after the first paint

        sheet = self.join(StopReasonSheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        sheet.dismissed.connect(self.stop_settled)
        sheet.recorded.connect(self.stop_settled)
        sheet.other_stop.connect(self.other_stop)
        return sheet

    def _make_scrap(self) -> "ScrapSheet":
        from momstation.production.screens.scrap_sheet import ScrapSheet  # as above

        sheet = self.join(ScrapSheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        return sheet

    def _make_quantity(self) -> "QuantitySheet":
        from momstation.production.screens.quantity_sheet import QuantitySheet  # as above

        sheet = self.join(QuantitySheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        return sheet

    def _make_evidence(self) -> "EvidenceSheet":
        from momstation.production.screens.evidence_sheet import EvidenceSheet  # as above

        return self.join(EvidenceSheet(self._host, self._window))

    def _make_scan(self) -> "ScanSheet":
        from momstation.shell.scan_sheet import ScanSheet  # as above

        return self.join(ScanSheet(self._host, self._window))

    def _make_text(self) -> "TextSheet":
        from momstation.ui.text_sheet import TextSheet  # as above

        sheet = self.join(TextSheet(self._host, self._window))
        sheet.answered.connect(self.written)
        return sheet


def is_open(sheet: Later[Sheet]) -> bool:
    """What nobody has asked for yet is not."""
    return sheet.made is not None and sheet.made.is_open
