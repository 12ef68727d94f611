"""A list that a finger can throw, whose rows stay the same widgets while their content changes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.ui.empty_state import EmptyState
from momstation.ui.gap_taps import GapTaps
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.theme import ThemeHost


class TouchList(KineticArea):
    """``activated`` carries the row's key; an unavailable row emits ``explained`` with its reason, and
    ``declined`` with its key."""

    activated = Signal(str)
    explained = Signal(str)
    declined = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        super().__init__(host, self._inside, parent)
        self._rows: list[ListRow] = []
        self._layout = QVBoxLayout(self._inside)
        self._empty = EmptyState(host, "list", "")
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        GapTaps(host, self._inside)
        host.changed.connect(self._respace)
        self._respace()
        self.set_rows([])

    @property
    def rows(self) -> tuple[ListRow, ...]:
        return tuple(self._rows)

    def set_empty(self, icon: str, title: str, hint: str = "") -> None:
        """What is shown while there is no row."""
        self._empty.set_view(icon, title, hint)

    def set_rows(self, views: Sequence[RowView]) -> None:
        while len(self._rows) > len(views):
            self._drop()
        for index, view in enumerate(views):
            if index < len(self._rows):
                self._rows[index].set_view(view)
            else:
                self._add(view)
        self._empty.setVisible(not views)

    def _add(self, view: RowView) -> None:
        row = ListRow(self.host, view)
        row.triggered.connect(lambda: self.activated.emit(row.view.key))
        row.explained.connect(self.explained)
        row.explained.connect(lambda _reason: self.declined.emit(row.view.key))
        self._layout.insertWidget(len(self._rows), row)
        self._rows.append(row)

    def _drop(self) -> None:
        row = self._rows.pop()
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _respace(self) -> None:
        self.host.space(self._layout, margin=False)
