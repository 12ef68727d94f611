"""One row of a list; all of it is the target."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.row_view import RowView, paint_row, row_size
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost

__all__ = ["ListRow", "RowView"]


class ListRow(Tappable):
    """Title over detail at the start, the same at the end; icon or status shape first."""

    def __init__(self, host: ThemeHost, view: RowView, parent: QWidget | None = None) -> None:
        super().__init__(host, view.title, parent)
        self._view = view
        self.set_view(view)

    @property
    def view(self) -> RowView:
        return self._view

    def set_view(self, view: RowView) -> None:
        self._view = view
        self.setAccessibleName(view.title)
        self.set_refusal(view.refusal)
        word = "" if view.status is Status.NORMAL else view.status.word()
        said = (word, view.detail, view.right, view.right_detail)
        self.set_detail(", ".join(part for part in said if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return row_size(self.host.units)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(30), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink, quiet = self._ground(d)
            paint_row(d, self._view, ink, quiet)
            if self.shows_ring():
                d.focus(d.rect)

    def _ground(self, d: Drawing) -> tuple[QColor, QColor]:
        theme, edge = self.host.theme, max(2, self.host.units.u(2))
        if not self.is_available:
            d.box(d.rect, self.fill(theme.surface), self.faint_edge(), 1)
            return theme.disabled, theme.disabled
        if self._view.status is not Status.NORMAL:
            ink = theme.ink(self._view.status)
            d.box(d.rect, self.fill(ink.soft), ink.edge, edge)
            if self._view.is_selected:
                start = d.rect.adjusted(0, 0, self.host.units.u(12) - d.rect.width(), 0)
                d.box(start, theme.text, None, 0)
            return theme.text, theme.text
        if self._view.is_selected:
            d.box(d.rect, self.fill(theme.accent_soft), theme.accent, edge)
            return theme.text, theme.text2
        d.box(d.rect, self.fill(theme.raised), theme.divider, 1)
        return theme.text, theme.text2
