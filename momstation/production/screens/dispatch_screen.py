"""The dispatch list: what to make next, in the planner's order; a tap on a row starts it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.production.model.commands import PauseOrder, ResumeOrder, StartOrder
from momstation.production.views import ActionKey, DispatchRow, DispatchView
from momstation.ui.button import Button
from momstation.ui.find_button import FindButton, matches
from momstation.ui.list_row import RowView
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.theme import ThemeHost
from momstation.ui.touch_list import TouchList


class DispatchScreen(QWidget):
    """``commanded`` carries the row's command; a blocked row says why through ``explained``. Where only a right
    is wanting the command goes out all the same: its refusal waits for the badge of somebody who has it."""

    commanded = Signal(object)
    explained = Signal(str)
    filter_tapped = Signal()
    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.orders")
        self.host = host
        self._view: DispatchView | None = None
        self._header = ScreenHeader(host)
        self._filter = Button(host, "", icon="filter_alt")
        self._filter.setObjectName("dispatch_filter")
        self.finder = FindButton(host)
        self.finder.setObjectName("dispatch_find")
        self._header.add(self.finder)
        self._header.add(self._filter)
        self._list = TouchList(host)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._header)
        self._column.addWidget(self._list, 1)
        self._header.home_tapped.connect(self.home_tapped)
        self._filter.triggered.connect(self.filter_tapped)
        self.finder.changed.connect(self._show_rows)
        self._list.activated.connect(self._start)
        self._list.declined.connect(self._decline)
        host.changed.connect(self._respace)
        self._respace()

    def set_view(self, view: DispatchView) -> None:
        self._view = view
        self._header.set_title(view.title, view.hidden_text)
        self._filter.set_label(view.filter_label)
        self._show_rows()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back sees all orders again."""
        super().hideEvent(event)
        self.finder.set_words("")

    def _show_rows(self) -> None:
        view, words = self._view, self.finder.words
        if view is None:
            return
        rows = [row for row in view.rows if matches(words, row.order, row.title, row.detail)]
        nothing = _("No order here has {words} in it.").format(words=words) if words else view.empty_text
        self._list.set_empty("search" if words else "assignment", nothing)
        self._list.set_rows([_row(row) for row in rows])
        for row, shown in zip(rows, self._list.rows, strict=True):
            shown.setObjectName(f"dispatch.{row.order}" if row.is_ready else f"blocked.{row.order}")

    def _start(self, order: str) -> None:
        row = self._row_of(order)
        command = command_of(row) if row is not None else None
        if command is not None:
            self.commanded.emit(command)

    def _decline(self, order: str) -> None:
        row = self._row_of(order)
        if row is None:
            return
        if row.wants_right:
            self._start(order)
        else:
            self.explained.emit(row.refusal)

    def _row_of(self, order: str) -> DispatchRow | None:
        rows = self._view.rows if self._view else ()
        return next((one for one in rows if one.order == order), None)

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)


def command_of(row: DispatchRow) -> Command | None:
    """What a tap on the row asks for: start, go on, pause what runs here; None where nothing may be done."""
    if row.action is ActionKey.RESUME:
        return ResumeOrder(order=row.order)
    if row.action is ActionKey.PAUSE:
        return PauseOrder(order=row.order)
    if row.action is ActionKey.START:
        return StartOrder(order=row.order)
    return None


def _row(row: DispatchRow) -> RowView:
    return RowView(
        row.order,
        row.title,
        row.detail,
        row.right,
        row.right_detail,
        row.icon,
        row.status,
        row.refusal,
        row.is_running,
    )
