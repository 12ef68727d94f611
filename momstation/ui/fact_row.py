"""A row to be read: it looks like what it is, so that nobody presses it and waits for something."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
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
