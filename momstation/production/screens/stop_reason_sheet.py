"""Asks why the machine stopped: it opens by itself, one tap answers, and Later is always allowed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.production.model.commands import GiveStopReason
from momstation.production.screens.booking_sheet import Book, BookingSheet
from momstation.production.screens.reason_grid import ReasonGrid
from momstation.production.views import StopReasonView
from momstation.ui.button import Button
from momstation.ui.empty_state import EmptyState
from momstation.ui.list_row import RowView
from momstation.ui.status import Status
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.touch_list import TouchList

SETTLING_MS = 300


@dataclass(frozen=True, slots=True)
class StopDraft:
    """Which stop somebody was about to explain, what its ``reason`` was then, and whether all reasons were shown."""

    stop: str
    reason: str | None
    is_all: bool


class StopReasonSheet(BookingSheet):
    """Six tiles by this station's Pareto; ``other_stop`` asks to explain an earlier one instead."""

    other_stop = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget, book: Book) -> None:
        super().__init__(host, window, "stop_reason", "", book)
        self._view: StopReasonView | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._heard = Text(host, "", weight=Weight.MEDIUM, wrap=True)
        self._heard.setObjectName("stop.heard")
        self._grid = ReasonGrid(host, "reason")
        self._empty = EmptyState(host, "check_circle-fill", "")
        self._empty.setObjectName("stop.empty")
        self._earlier_title = Text(host, _("Earlier stops without a reason"), weight=Weight.SEMIBOLD)
        self._earlier = TouchList(host)
        self._earlier.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._more = Button(host, "", icon="more_horiz")
        self._more.setObjectName("reasons.more")
        self._later = Button(host, _("Later"), icon="schedule")
        self._later.setObjectName("stop.later")
        self._furnish()
        self._grid.chosen.connect(self._give)
        self._grid.explained.connect(self.explained)
        self._more.triggered.connect(self._turn_page)
        self._later.triggered.connect(self.dismiss)
        self.page_through(self._grid.area)
        self._earlier.activated.connect(self.other_stop)

    @property
    def is_settling(self) -> bool:
        """Just opened by itself: a press was meant for what lay here before."""
        return self._settling.isActive()

    def open(self) -> None:
        """By a person, who means what is pressed next."""
        self._settling.stop()
        super().open()

    def open_by_itself(self) -> None:
        self.open()
        self._settling.start()

    def draft(self, *, is_chosen: bool) -> StopDraft | None:
        """None while nothing was done but to look: neither the stop ``is_chosen`` nor the page turned."""
        view, is_all = self._view, self._grid.is_showing_all
        if view is None or view.stop is None or not (is_chosen or is_all):
            return None
        return StopDraft(view.stop, view.reason, is_all)

    def take_up(self, draft: StopDraft) -> bool:
        """False where somebody has given a reason meanwhile, or the stop is gone."""
        view = self._view
        if view is None or view.stop != draft.stop or view.reason != draft.reason:
            return False
        self._grid.show_all(draft.is_all)
        self._label_more()
        return True

    @property
    def stop(self) -> str | None:
        return self._view.stop if self._view else None

    def set_view(self, view: StopReasonView) -> None:
        if self._view is None or self._view.stop != view.stop:
            self._grid.show_all(False)
        self._view = view
        status = Status.WARNING if view.is_open and view.reason is None else Status.NORMAL
        self.set_title(view.title or _("Stop reason"), view.detail, status)
        is_stop = view.stop is not None
        said = view.heard or view.reason_text
        self._heard.set_text(said)
        self._heard.setVisible(bool(said) and is_stop)
        self._grid.set_reasons(view.top, view.more)
        self._grid.setVisible(is_stop)
        self._empty.set_view("check_circle-fill", view.empty_text)
        self._empty.setVisible(not is_stop)
        self._show_earlier(view)
        self._label_more()

    def _show_earlier(self, view: StopReasonView) -> None:
        """Only where there is no stop of now: the question on top is one question."""
        rows = [
            RowView(stop.stop, stop.title, stop.detail, icon="history")
            for stop in view.earlier
            if stop.stop != view.stop
        ]
        self._earlier.set_rows(rows if view.stop is None else [])
        for row in self._earlier.rows:
            row.setObjectName(f"stop.{row.view.key}")
        is_shown = bool(rows) and view.stop is None
        self._earlier_title.setVisible(is_shown)
        self._earlier.setVisible(is_shown)

    def _label_more(self) -> None:
        view = self._view
        is_all = self._grid.is_showing_all
        self._more.set_icon("arrow_back" if is_all else "more_horiz")
        self._more.set_label(_("Most frequent") if is_all else (view.more_label if view else ""))
        self._more.setVisible(view is not None and view.stop is not None and bool(view.more))

    def _turn_page(self) -> None:
        self._grid.show_all(not self._grid.is_showing_all)
        self._label_more()

    def _give(self, reason: str) -> None:
        if self._view is not None and self._view.stop is not None and not self.is_settling:
            self.send(GiveStopReason(stop=self._view.stop, reason=reason))

    def _furnish(self) -> None:
        self.body.addWidget(self._heard)
        self.body.addWidget(self._grid, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._earlier_title)
        self.body.addWidget(self._earlier, 2)
        self.foot.addWidget(self._more)
        self.foot.addStretch(1)
        self.foot.addWidget(self._later)
