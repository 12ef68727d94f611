"""Opens the operator's sheets, keeps them fresh while they are open, and never two at once.

A sheet is made when it is first asked for, or one a beat once the home stands: the home waits for none.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.part import Command, Recorded
from momstation.core.tasks import spawn
from momstation.events.production import StopReasonGiven
from momstation.production.views import HomeView, OeeNumber, QuantityView, ScrapView, StopReasonView
from momstation.shell.refresh import Refresher
from momstation.shell.services import Presenters
from momstation.shell.sheet_stock import SheetStock, is_open
from momstation.shell.stop_question import StopQuestion
from momstation.shell.text_wish import TextDraft, TextFor, TextWish
from momstation.ui.sheet import Sheet
from momstation.ui.theme import ThemeHost

if TYPE_CHECKING:
    from momstation.production.screens.evidence_sheet import EvidenceSheet
    from momstation.production.screens.quantity_sheet import QuantityDraft, QuantitySheet
    from momstation.production.screens.scrap_sheet import ScrapDraft, ScrapSheet
    from momstation.production.screens.stop_reason_sheet import StopDraft, StopReasonSheet
    from momstation.shell.scan_sheet import ScanSheet
    from momstation.ui.text_sheet import TextSheet

_Freshness = Refresher[StopReasonView] | Refresher[ScrapView] | Refresher[QuantityView]


def _nothing(_is_taken: bool) -> None:
    """Where there is no draft, nobody waits to hear of it."""


class OperatorSheets(QObject):
    """``covered`` says whether a sheet lies over the screen."""

    covered = Signal(bool)
    explained = Signal(str)
    entry_closed = Signal()
    """One of the three in which something is entered is gone."""

    def __init__(
        self,
        host: ThemeHost,
        window: QWidget,
        presenters: Presenters,
        book: Callable[[Command], Awaitable[bool]],
    ) -> None:
        super().__init__(window)
        self._presenters = presenters
        self._stock = stock = SheetStock(host, window, book)
        self._question = StopQuestion(presenters.stop_reason, stock)
        self._wish: TextWish | None = None
        self._is_home_there = False
        self._is_opening = False
        self._freshness = self._refreshers()
        stock.changed.connect(self._on_changed)
        stock.explained.connect(self.explained)
        stock.entry_closed.connect(self.entry_closed)
        stock.other_stop.connect(self.open_stop)
        stock.written.connect(self._tell)

    @property
    def stop(self) -> "StopReasonSheet":
        return self._stock.stop.get()

    @property
    def scrap(self) -> "ScrapSheet":
        return self._stock.scrap.get()

    @property
    def quantity(self) -> "QuantitySheet":
        return self._stock.quantity.get()

    @property
    def evidence(self) -> "EvidenceSheet":
        return self._stock.evidence.get()

    @property
    def scan(self) -> "ScanSheet":
        return self._stock.scan.get()

    @property
    def text(self) -> "TextSheet":
        return self._stock.text.get()

    def take_over(self, before: "OperatorSheets") -> None:
        """What was put off for later in the window that stood here before does not come back by itself."""
        self._question.take_over(before._question)

    @property
    def shown(self) -> Sheet | None:
        """The sheet that is open now."""
        return self._stock.shown

    def watch(self, sheet: Sheet) -> None:
        """One more sheet that must not be covered by one that opens by itself."""
        self._stock.join(sheet)

    def hear(self, recorded: Recorded) -> None:
        for freshness in self._freshness.values():
            freshness.hear(recorded)
        for record in recorded.records:
            if isinstance(record.event, StopReasonGiven):
                self._question.hear(record.event)

    def tick(self) -> None:
        """Once a second: an open stop's time runs on, and once the home stands one more sheet is made."""
        if self._question.is_open:
            self._question.retell()
        elif self._is_home_there:
            self._stock.make_one()

    def close(self) -> None:
        for freshness in self._freshness.values():
            freshness.close()

    def home_changed(self, view: HomeView) -> None:
        """Open the stop's question if it is due, close it if it was answered elsewhere."""
        self._is_home_there = True
        if self._question.follow(view.stop_to_explain):
            self.open_stop(view.stop_to_explain, by_itself=True)

    def open_stop(self, stop: str | None = None, *, by_itself: bool = False) -> None:
        self._question.choose(stop, by_itself=by_itself)
        self._open(self._question.load_and_open)

    def go_on_with_stop(self, draft: "StopDraft", taken: Callable[[bool], None]) -> None:
        """With the stop that somebody had chosen, on the page where they were, if it is still to be explained."""
        self._question.choose(draft.stop, by_itself=False)
        self._open(lambda: self._question.load_and_go_on(draft, taken))

    def quantity_draft(self) -> "QuantityDraft | None":
        return self.quantity.draft() if is_open(self._stock.quantity) else None

    def scrap_draft(self) -> "ScrapDraft | None":
        return self.scrap.draft() if is_open(self._stock.scrap) else None

    def stop_draft(self) -> "StopDraft | None":
        return self._question.draft()

    def text_draft(self) -> TextDraft | None:
        """None for a name that is looked for: whoever signs on has found it."""
        wish = self._wish
        if wish is None or not is_open(self._stock.text) or wish.wanted_for is TextFor.NAME:
            return None
        return TextDraft(wish.wanted_for, wish.about, self.text.pad.model.text)

    def open_scrap(self, draft: "ScrapDraft | None" = None, taken: Callable[[bool], None] = _nothing) -> None:
        """``taken`` hears whether the ``draft`` stands in the sheet, or there is no use for it any more."""
        self._open(lambda: self._load_and_open_scrap(draft, taken))

    def open_quantity(
        self, draft: "QuantityDraft | None" = None, taken: Callable[[bool], None] = _nothing
    ) -> None:
        self._open(lambda: self._load_and_open_quantity(draft, taken))

    def ask_text(self, wish: TextWish, text: str) -> None:
        """``text`` is what it is until now; closing the sheet tells nothing."""
        self._wish = wish
        self.text.ask(wish.title, text=text)

    def _tell(self, text: str) -> None:
        if self._wish is not None:
            self._wish.told(text)

    def open_evidence(self, number: OeeNumber) -> None:
        self.evidence.set_number(number)
        self.evidence.open()

    def _open(self, load: Callable[[], Awaitable[None]]) -> None:
        if not self._is_opening:
            self._is_opening = True
            spawn(self._opening(load), name="open a sheet")

    async def _opening(self, load: Callable[[], Awaitable[None]]) -> None:
        try:
            await load()
        finally:
            self._is_opening = False

    async def _load_and_open_scrap(self, draft: "ScrapDraft | None", taken: Callable[[bool], None]) -> None:
        self.scrap.set_view(await self._presenters.scrap.load())
        is_taken = draft is not None and self.scrap.take_up(draft)
        if draft is None or is_taken:
            self.scrap.open()
        taken(is_taken)

    async def _load_and_open_quantity(
        self, draft: "QuantityDraft | None", taken: Callable[[bool], None]
    ) -> None:
        self.quantity.set_view(await self._presenters.quantity.load())
        is_taken = draft is not None and self.quantity.take_up(draft)
        if draft is None or is_taken:
            self.quantity.open()
        taken(is_taken)

    def _refreshers(self) -> dict[str, _Freshness]:
        own = self._presenters
        return {
            "stop": Refresher(
                "stop reason", own.stop_reason.kinds, own.stop_reason.load, self._question.show
            ),
            "scrap": Refresher("scrap", own.scrap.kinds, own.scrap.load, self._show_scrap),
            "quantity": Refresher("quantity", own.quantity.kinds, own.quantity.load, self._show_quantity),
        }

    def _show_scrap(self, view: ScrapView) -> None:
        self.scrap.set_view(view, is_new=False)

    def _show_quantity(self, view: QuantityView) -> None:
        self.quantity.set_view(view, is_new=False)

    def _on_changed(self) -> None:
        stock = self._stock
        for name, sheet in (("stop", stock.stop), ("scrap", stock.scrap), ("quantity", stock.quantity)):
            self._freshness[name].set_shown(is_open(sheet))
        self.covered.emit(self.shown is not None)
