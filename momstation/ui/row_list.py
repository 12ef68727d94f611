"""What lists have in common: rows that stay the same widgets while their content changes, and words where none is."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.ui.empty_state import EmptyState
from momstation.ui.fact_row import FactRow
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.list_row import ListRow
from momstation.ui.row_view import RowView
from momstation.ui.taking_away import take_away
from momstation.ui.theme import ThemeHost

R = TypeVar("R", FactRow, ListRow)


class RowList(KineticArea, Generic[R]):
    """A finger throws it; for keys give what was pressed to ``page``."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        super().__init__(host, self._inside, parent)
        self._rows: list[R] = []
        self._layout = QVBoxLayout(self._inside)
        self._empty = EmptyState(host, "list", "")
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)

    @property
    def rows(self) -> tuple[R, ...]:
        return tuple(self._rows)

    def set_empty(self, icon: str, title: str, hint: str = "") -> None:
        """What is shown while there is no row."""
        self._empty.set_view(icon, title, hint)

    def set_rows(self, views: Sequence[RowView]) -> None:
        while len(self._rows) > len(views):
            row = self._rows.pop()
            self._layout.removeWidget(row)
            take_away(row)
        for row, view in zip(self._rows, views, strict=False):
            row.set_view(view)
        for view in views[len(self._rows) :]:
            self._add(self._row(view))
        self._empty.setVisible(not views)

    def _row(self, view: RowView) -> R:
        raise NotImplementedError

    def _add(self, row: R) -> None:
        self._layout.insertWidget(len(self._rows), row)
        self._rows.append(row)
