"""A list to be read: its rows look like what they are, so that nobody presses one and waits for something."""

from PySide6.QtWidgets import QWidget

from momstation.ui.fact_row import FactRow
from momstation.ui.row_list import RowList
from momstation.ui.row_view import RowView
from momstation.ui.theme import ThemeHost


class FactList(RowList[FactRow]):
    """Its rows touch: there is nothing to be hit between them."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.set_rows([])

    def _row(self, view: RowView) -> FactRow:
        return FactRow(self.host, view)
