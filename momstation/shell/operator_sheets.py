"""Opens the operator's sheets, keeps them fresh while they are open, and never two at once.

A sheet is made when it is first asked for, or one a beat once the home stands: the home waits for none.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.part import Command, Recorded
from momstation.core.tasks import spawn
from momstation.events.production import StopReasonGiven
from momstation.production.views import HomeView, OeeNumber, QuantityView, ScrapView, StopReasonView
from momstation.shell.later import Later
from momstation.shell.refresh import Refresher
from momstation.shell.services import Presenters
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

S = TypeVar("S", bound=Sheet)
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
        self._host = host
        self._window = window
        self._book = book
        self._stop = Later(self._make_stop)
        self._scrap = Later(self._make_scrap)
        self._quantity = Later(self._make_quantity)
        self._evidence = Later(self._make_evidence)
        self._scan = Later(self._make_scan)
        self._text = Later(self._make_text)
        self._own = (self._stop, self._scrap, self._quantity, self._evidence, self._scan, self._text)
        self._wish: TextWish | None = None
        self._sheets: list[Sheet] = []
        self._home: HomeView | None = None
        self._stop_view: StopReasonView | None = None
        self._is_by_itself = self._is_chosen = False
        self._settled: set[str] = set()
        self._is_opening = False
        self._freshness = self._refreshers()

    @property
    def stop(self) -> "StopReasonSheet":
        return self._stop.get()

    @property
    def scrap(self) -> "ScrapSheet":
        return self._scrap.get()

    @property
    def quantity(self) -> "QuantitySheet":
        return self._quantity.get()

    @property
    def evidence(self) -> "EvidenceSheet":
        return self._evidence.get()

    @property
    def scan(self) -> "ScanSheet":
        return self._scan.get()

    @property
    def text(self) -> "TextSheet":
        return self._text.get()

    def take_over(self, before: "OperatorSheets") -> None:
        """What was put off for later in the window that stood here before does not come back by itself."""
        self._settled |= before._settled

    @property
    def shown(self) -> Sheet | None:
        """The sheet that is open now."""
        return next((sheet for sheet in self._sheets if sheet.is_open), None)

    def watch(self, sheet: Sheet) -> None:
        """One more sheet that must not be covered by one that opens by itself."""
        self._join(sheet)

    def hear(self, recorded: Recorded) -> None:
        for freshness in self._freshness.values():
            freshness.hear(recorded)
        for record in recorded.records:
            if isinstance(record.event, StopReasonGiven):
                self._explained_somewhere(record.event)

    def _explained_somewhere(self, given: StopReasonGiven) -> None:
        """By a scan or at another station: the question is answered. Taken back, it may come again."""
        if given.reason is None:
            self._settled.discard(given.stop)
            return
        self._settled.add(given.stop)
        if _is_open(self._stop) and self.stop.stop == given.stop and not self.stop.is_booking:
            self.stop.close_sheet()

    def tick(self) -> None:
        """Once a second: an open stop's time runs on, and once the home stands one more sheet is made."""
        if _is_open(self._stop) and self._stop_view is not None:
            self._show_stop(self._presenters.stop_reason.retold(self._stop_view))
        elif self._home is not None:
            self._make_one()

    def close(self) -> None:
        for freshness in self._freshness.values():
            freshness.close()

    def home_changed(self, view: HomeView) -> None:
        """Open the stop's question if it is due, close it if it was answered elsewhere."""
        self._home = view
        due = view.stop_to_explain
        if _is_open(self._stop) and self._is_by_itself and due != self.stop.stop and not self.stop.is_booking:
            self.stop.close_sheet()
        if due is not None and due not in self._settled and self.shown is None:
            self.open_stop(due, by_itself=True)

    def open_stop(self, stop: str | None = None, *, by_itself: bool = False) -> None:
        self._is_by_itself, self._is_chosen = by_itself, stop is not None and not by_itself
        self._presenters.stop_reason.choose(stop)
        self._open(self._load_and_open_stop)

    def go_on_with_stop(self, draft: "StopDraft", taken: Callable[[bool], None]) -> None:
        """With the stop that somebody had chosen, on the page where they were, if it is still to be explained."""
        self._is_by_itself, self._is_chosen = False, True
        self._presenters.stop_reason.choose(draft.stop)
        self._open(lambda: self._load_and_go_on_with_stop(draft, taken))

    def quantity_draft(self) -> "QuantityDraft | None":
        return self.quantity.draft() if _is_open(self._quantity) else None

    def scrap_draft(self) -> "ScrapDraft | None":
        return self.scrap.draft() if _is_open(self._scrap) else None

    def stop_draft(self) -> "StopDraft | None":
        """None for a question that opened by itself and that nobody has touched: it comes back by itself."""
        if not _is_open(self._stop):
            return None
        return self.stop.draft(is_chosen=self._is_chosen)

    def text_draft(self) -> TextDraft | None:
        """None for a name that is looked for: whoever signs on has found it."""
        wish = self._wish
        if wish is None or not _is_open(self._text) or wish.wanted_for is TextFor.NAME:
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

    async def _load_and_open_stop(self) -> None:
        view = await self._presenters.stop_reason.load()
        if self._is_by_itself and (self.shown is not None or view.stop is None):
            return
        self._show_stop(view)
        if self.stop.is_open:
            return
        if self._is_by_itself:
            self.stop.open_by_itself()
        else:
            self.stop.open()

    async def _load_and_go_on_with_stop(self, draft: "StopDraft", taken: Callable[[bool], None]) -> None:
        self._show_stop(await self._presenters.stop_reason.load())
        is_taken = self.stop.take_up(draft)
        if is_taken:
            self.stop.open()
        taken(is_taken)

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
            "stop": Refresher("stop reason", own.stop_reason.kinds, own.stop_reason.load, self._show_stop),
            "scrap": Refresher("scrap", own.scrap.kinds, own.scrap.load, self._show_scrap),
            "quantity": Refresher("quantity", own.quantity.kinds, own.quantity.load, self._show_quantity),
        }

    def _show_stop(self, view: StopReasonView) -> None:
        self._stop_view = view
        self.stop.set_view(view)

    def _show_scrap(self, view: ScrapView) -> None:
        self.scrap.set_view(view, is_new=False)

    def _show_quantity(self, view: QuantityView) -> None:
        self.quantity.set_view(view, is_new=False)

    def _make_one(self) -> None:
        """So that the first opening of each is as quick as the next."""
        waiting = next((one for one in self._own if one.made is None), None)
        if waiting is not None:
            waiting.get()

    def _make_stop(self) -> "StopReasonSheet":
        from momstation.production.screens.stop_reason_sheet import StopReasonSheet  # after the first paint

        sheet = self._join(StopReasonSheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        sheet.dismissed.connect(self._settle)
        sheet.recorded.connect(self._settle)
        sheet.other_stop.connect(self.open_stop)
        return sheet

    def _make_scrap(self) -> "ScrapSheet":
        from momstation.production.screens.scrap_sheet import ScrapSheet  # as above

        sheet = self._join(ScrapSheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        return sheet

    def _make_quantity(self) -> "QuantitySheet":
        from momstation.production.screens.quantity_sheet import QuantitySheet  # as above

        sheet = self._join(QuantitySheet(self._host, self._window, self._book))
        sheet.explained.connect(self.explained)
        sheet.closed.connect(self.entry_closed)
        return sheet

    def _make_evidence(self) -> "EvidenceSheet":
        from momstation.production.screens.evidence_sheet import EvidenceSheet  # as above

        return self._join(EvidenceSheet(self._host, self._window))

    def _make_scan(self) -> "ScanSheet":
        from momstation.shell.scan_sheet import ScanSheet  # as above

        return self._join(ScanSheet(self._host, self._window))

    def _make_text(self) -> "TextSheet":
        from momstation.ui.text_sheet import TextSheet  # as above

        sheet = self._join(TextSheet(self._host, self._window))
        sheet.answered.connect(self._tell)
        return sheet

    def _join(self, sheet: S) -> S:
        self._sheets.append(sheet)
        sheet.opened.connect(self._on_opened)
        sheet.closed.connect(self._on_closed)
        return sheet

    def _settle(self) -> None:
        """Answered, or Later: this stop is not asked about again by itself; its card stays in the strip."""
        if self.stop.stop is not None:
            self._settled.add(self.stop.stop)

    def _on_opened(self) -> None:
        self._set_fresh()
        self.covered.emit(True)

    def _on_closed(self) -> None:
        self._set_fresh()
        if self.shown is not None:
            return
        self.covered.emit(False)

    def _set_fresh(self) -> None:
        for name, sheet in (("stop", self._stop), ("scrap", self._scrap), ("quantity", self._quantity)):
            self._freshness[name].set_shown(_is_open(sheet))


def _is_open(sheet: Later[Sheet]) -> bool:
    """What nobody has asked for yet is not."""
    return sheet.made is not None and sheet.made.is_open
