"""Asks why the machine stands: by itself when a stop's reason is due, and once for each stop."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from momstation.events.production import StopReasonGiven
from momstation.production.views import StopReasonView
from momstation.shell.services import StopReasonPresenter
from momstation.shell.sheet_stock import SheetStock, is_open

if TYPE_CHECKING:
    from momstation.production.screens.stop_reason_sheet import StopDraft


class StopQuestion:
    """Which stop the sheet asks about, who chose it, and which stops are not asked about again by themselves."""

    def __init__(self, presenter: StopReasonPresenter, stock: SheetStock) -> None:
        self._presenter = presenter
        self._stock = stock
        self._sheet = stock.stop
        self._view: StopReasonView | None = None
        self._is_by_itself = self._is_chosen = False
        self._settled: set[str] = set()
        stock.stop_settled.connect(self._settle)

    @property
    def is_open(self) -> bool:
        return is_open(self._sheet)

    def take_over(self, before: "StopQuestion") -> None:
        self._settled |= before._settled

    def hear(self, given: StopReasonGiven) -> None:
        """Explained by a scan or at another station: the question is answered. Taken back, it may come again."""
        if given.reason is None:
            self._settled.discard(given.stop)
            return
        self._settled.add(given.stop)
        if self._may_go(self.is_open and self._sheet.get().stop == given.stop):
            self._sheet.get().close_sheet()

    def follow(self, due: str | None) -> bool:
        """``due``: the stop whose reason is due now. Closes a question that was answered elsewhere; True if this one is
        to be asked by itself."""
        if self._may_go(self.is_open and self._is_by_itself and due != self._sheet.get().stop):
            self._sheet.get().close_sheet()
        return due is not None and due not in self._settled and self._stock.shown is None

    def choose(self, stop: str | None, *, by_itself: bool) -> None:
        self._is_by_itself, self._is_chosen = by_itself, stop is not None and not by_itself
        self._presenter.choose(stop)

    def retell(self) -> None:
        """An open stop's time runs on."""
        if self._view is not None:
            self.show(self._presenter.retold(self._view))

    def show(self, view: StopReasonView) -> None:
        self._view = view
        self._sheet.get().set_view(view)

    def draft(self) -> "StopDraft | None":
        """None for a question that opened by itself and that nobody has touched: it comes back by itself."""
        return self._sheet.get().draft(is_chosen=self._is_chosen) if self.is_open else None

    async def load_and_open(self) -> None:
        view = await self._presenter.load()
        if self._is_by_itself and (self._stock.shown is not None or view.stop is None):
            return
        self.show(view)
        sheet = self._sheet.get()
        if sheet.is_open:
            return
        if self._is_by_itself:
            sheet.open_by_itself()
        else:
            sheet.open()

    async def load_and_go_on(self, draft: "StopDraft", taken: Callable[[bool], None]) -> None:
        self.show(await self._presenter.load())
        is_taken = self._sheet.get().take_up(draft)
        if is_taken:
            self._sheet.get().open()
        taken(is_taken)

    def _may_go(self, is_answered: bool) -> bool:
        """Not while the answer that was given here is on its way: that closes the sheet itself."""
        return is_answered and not self._sheet.get().is_booking

    def _settle(self) -> None:
        """Answered, or Later: this stop is not asked about again by itself; its card stays in the strip."""
        stop = self._sheet.get().stop
        if stop is not None:
            self._settled.add(stop)
