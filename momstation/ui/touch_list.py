"""A list whose rows are pressed, and that a finger can throw."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from momstation.ui.gap_taps import GapTaps
from momstation.ui.list_row import ListRow
from momstation.ui.row_list import RowList
from momstation.ui.row_view import RowView
from momstation.ui.theme import ThemeHost


class TouchList(RowList[ListRow]):
    """``activated`` carries the row's key; an unavailable row emits ``explained`` with its reason, and
    ``declined`` with its key."""

    activated = Signal(str)
    explained = Signal(str)
    declined = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        GapTaps(host, self._inside)
        host.changed.connect(self._respace)
        self._respace()
        self.set_rows([])

    def _row(self, view: RowView) -> ListRow:
        row = ListRow(self.host, view)
        row.triggered.connect(lambda: self.activated.emit(row.view.key))
        row.explained.connect(self.explained)
        row.explained.connect(lambda _reason: self.declined.emit(row.view.key))
        return row

    def _respace(self) -> None:
        self.host.space(self._layout, margin=False)
