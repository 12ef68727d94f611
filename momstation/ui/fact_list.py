"""A list to be read: its rows look like what they are, so that nobody presses one and waits for something."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.empty_state import EmptyState
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.row_view import RowView, paint_row, row_size
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost


class FactRow(Shown):
    """Without ground or edge, only a line below; ``refusal`` and ``is_selected`` of its view mean nothing here."""

    def __init__(self, host: ThemeHost, view: RowView, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_view(view)

    @property
    def view(self) -> RowView:
        return self._view

    def set_view(self, view: RowView) -> None:
        self._view = view
        self.say(view.title)
        word = "" if view.status is Status.NORMAL else view.status.word()
        said = (word, view.detail, view.right, view.right_detail)
        self.setAccessibleDescription(", ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:
        return row_size(self.host.units)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(30), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, line = self.host.theme, max(2, self.host.units.u(2))
        with Drawing(self, self.host) as d:
            d.box(d.rect.adjusted(0, d.rect.height() - line, 0, 0), theme.divider, None, 1, 0)
            paint_row(d, self._view, theme.text, theme.text2)


class FactList(KineticArea):
    """A finger throws it; for keys give what was pressed to ``page``."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        super().__init__(host, self._inside, parent)
        self._rows: list[FactRow] = []
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._empty = EmptyState(host, "list", "")
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.set_rows([])

    @property
    def rows(self) -> tuple[FactRow, ...]:
        return tuple(self._rows)

    def set_empty(self, icon: str, title: str, hint: str = "") -> None:
        """What is shown while there is no row."""
        self._empty.set_view(icon, title, hint)

    def set_rows(self, views: Sequence[RowView]) -> None:
        while len(self._rows) > len(views):
            self._drop()
        for row, view in zip(self._rows, views, strict=False):
            row.set_view(view)
        for view in views[len(self._rows) :]:
            self._add(view)
        self._empty.setVisible(not views)

    def _add(self, view: RowView) -> None:
        row = FactRow(self.host, view)
        self._layout.insertWidget(len(self._rows), row)
        self._rows.append(row)

    def _drop(self) -> None:
        row = self._rows.pop()
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
