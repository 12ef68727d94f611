"""Scraps parts: one piece is a tap on its reason; digits typed before it change how many."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.model.commands import DeclareQuantity
from momstation.production.screens.booking_sheet import Book, BookingSheet
from momstation.production.screens.number_pad import NumberPad
from momstation.production.screens.reason_grid import ReasonGrid
from momstation.production.views import ReasonGroupView, ScrapView
from momstation.ui.button import Button
from momstation.ui.empty_state import EmptyState
from momstation.ui.status import Status
from momstation.ui.status_chip import StatusChip
from momstation.ui.theme import ThemeHost


@dataclass(frozen=True, slots=True)
class ScrapDraft:
    """How many pieces of ``order`` were typed, without a reason yet, and whether all reasons were shown."""

    order: str | None
    count: int
    is_all: bool = False


class ScrapSheet(BookingSheet):
    """The quantity is preset, the order and the product are known; only the reason is asked."""

    explained = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget, book: Book) -> None:
        super().__init__(host, window, "scrap", "", book)
        self._view: ScrapView | None = None
        self._pad = NumberPad(host, _("pieces"), has_tick=False)
        self._grid = ReasonGrid(host, "scrap.reason", columns=2)
        self._unreasoned = StatusChip(host, Status.CAUTION, "–")
        self._unreasoned.setObjectName("scrap.unreasoned")
        self._empty = EmptyState(host, "assignment", "")
        self._empty.setObjectName("scrap.refusal")
        self._more = Button(host, "", icon="more_horiz")
        self._more.setObjectName("scrap.more")
        self._furnish()
        self._grid.chosen.connect(self._scrap)
        self._grid.explained.connect(self.explained)
        self._more.triggered.connect(self._turn_page)
        self.page_through(self._grid.area)
        self._pad.wants_answer.connect(self._ask_reason)
        self._pad.explained.connect(self.explained)

    @property
    def pad(self) -> NumberPad:
        return self._pad

    def set_view(self, view: ScrapView, *, is_new: bool = True) -> None:
        """``is_new``: the sheet opens, so the quantity is the preset again."""
        self._view = view
        self.set_title(view.title or _("Scrap"), view.detail)
        is_possible = not view.refusal
        self._empty.set_view("assignment", view.refusal)
        self._empty.setVisible(not is_possible)
        self._pad.setVisible(is_possible)
        self._grid.setVisible(is_possible)
        self._grid.set_reasons(view.top, (ReasonGroupView("", view.more),) if view.more else ())
        self._unreasoned.setVisible(is_possible and view.unreasoned > 0)
        self._unreasoned.set_status(Status.CAUTION, view.unreasoned_text or "–")
        if is_new:
            self._grid.show_all(False)
            self._pad.ask(view.preset, least=1, most=view.most)
        self._label_more()

    def draft(self) -> ScrapDraft | None:
        """None while the number is the one that was proposed and no page was turned."""
        view, shown, is_all = self._view, self._pad.shown(), self._grid.is_showing_all
        if view is None:
            return None
        count = view.preset if shown is None else int(shown)
        return ScrapDraft(view.order, count, is_all) if count != view.preset or is_all else None

    def take_up(self, draft: ScrapDraft) -> bool:
        """Show what was typed before; False where it was for another order than the sheet is about now."""
        view = self._view
        if view is None or view.refusal or view.order != draft.order:
            return False
        self._pad.ask(draft.count, least=1, most=view.most)
        self._grid.show_all(draft.is_all and bool(view.more))
        self._label_more()
        return True

    def open(self) -> None:
        super().open()
        self._pad.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pad.hears(event):
            return
        super().keyPressEvent(event)

    def _scrap(self, reason: str) -> None:
        view, count = self._view, self._pad.value()
        if view is None:
            return
        if count is None:
            self.explained.emit(self._pad.objection())
            return
        self.send(DeclareQuantity(order=view.order, scrap=int(count), scrap_reason=reason))

    def _ask_reason(self) -> None:
        self.explained.emit(_("Tap the reason: that records the scrap."))

    def _turn_page(self) -> None:
        self._grid.show_all(not self._grid.is_showing_all)
        self._label_more()

    def _label_more(self) -> None:
        view, is_all = self._view, self._grid.is_showing_all
        self._more.set_icon("arrow_back" if is_all else "more_horiz")
        self._more.set_label(_("Most frequent") if is_all else (view.more_label if view else ""))
        self._more.setVisible(view is not None and bool(view.more) and not view.refusal)

    def _furnish(self) -> None:
        row = QHBoxLayout()
        self.host.space(row, margin=False)
        right = QVBoxLayout()
        self.host.space(right, margin=False)
        right.addWidget(self._grid, 1)
        row.addWidget(self._pad, 4)
        row.addLayout(right, 5)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(row, 1)
        self.add_header_action(self._unreasoned)
        self.add_header_action(self._more)
