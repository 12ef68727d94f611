"""A question or an entry inside the window: never modal, so that scans, alarms and the machine go on."""

from enum import Enum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.drawing import Drawing
from momstation.ui.focus_circle import inside, step_inside
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.overlay import Overlay
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Density, Role

_DIM = 0.45
_DESK_WIDTH_MM, _DESK_HEIGHT_MM = 280.0, 200.0


class SheetKind(Enum):
    """BOTTOM keeps the context visible above it; FULL takes the window."""

    BOTTOM = "bottom"
    FULL = "full"


class Panel(QWidget):
    """The sheet's own surface."""

    def __init__(self, host: ThemeHost, parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.host.theme
        with Drawing(self, self.host) as d:
            d.box(d.rect, theme.canvas, theme.outline, max(2, self.host.units.u(2)))


class Sheet(Overlay):
    """Fill ``body`` and ``foot``, then ``open()``; Esc or the close button dismisses."""

    opened = Signal()
    dismissed = Signal()
    """The person closed it without an answer."""
    closed = Signal()
    """It is gone, for whatever reason."""

    def __init__(
        self, host: ThemeHost, window: QWidget, title: str, *, kind: SheetKind = SheetKind.BOTTOM
    ) -> None:
        super().__init__(host, window)
        self._kind = kind
        self._focus_before: QWidget | None = None
        self._paged: KineticArea | None = None
        self.panel = Panel(host, self)
        self._mark = StatusMark(host, self.panel)
        self._title = Text(host, title, role=Role.HEADING, weight=Weight.SEMIBOLD, elide=True)
        self._detail = Text(host, "", tone=Tone.QUIET, elide=True)
        self.close_button = Button(host, "", icon="close", spoken=_("Close"))
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._outer = QVBoxLayout(self.panel)
        self._lay_out()
        self.set_title(title)
        self.close_button.triggered.connect(self.dismiss)
        host.changed.connect(self._respace)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def set_title(self, title: str, detail: str = "", status: Status = Status.NORMAL) -> None:
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self._mark.set_status(status)
        self._mark.setVisible(status is not Status.NORMAL)
        self.setAccessibleName(title)

    def open(self) -> None:
        self._focus_before = QApplication.focusWidget()
        self.rise()
        self.settle()
        first = self._first_inside()
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit()

    def close_sheet(self) -> None:
        """Close without saying that the person did; a closed sheet stays closed."""
        if not self.is_open:
            return
        self.hide()
        self._give_focus_back()
        self.closed.emit()

    def dismiss(self) -> None:
        if self.is_open:
            self.close_sheet()
            self.dismissed.emit()

    def _give_focus_back(self) -> None:
        """To where it was, or to the window: left inside what is hidden, it would swallow every key."""
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self._window.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        super().settle()
        self.panel.setGeometry(self._panel_place())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif self._paged is not None and self._paged.isVisible():
            self._paged.page(event.key())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stray finger beside the panel neither closes it nor reaches what is behind."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The focus goes round inside the sheet."""
        return step_inside(self, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.host.theme
        dim = QColor(theme.sunken if theme.is_dark else theme.text)
        dim.setAlphaF(_DIM)
        painter = QPainter(self)
        painter.fillRect(self.rect(), dim)
        painter.end()

    def _lay_out(self) -> None:
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addWidget(self._title)
        self._words.addWidget(self._detail)
        self._header = QHBoxLayout()
        self._header.addWidget(self._mark)
        self._header.addLayout(self._words, 1)
        self._header.addWidget(self.close_button)
        self._outer.addLayout(self._header)
        self._outer.addLayout(self.body, 1)
        self._outer.addLayout(self.foot)
        self._respace()

    def words_place(self, *, below_title: bool = False) -> QRect:
        """Of the title and what stands below it, in the window, down to the content: nothing there is pressed."""
        words, gap = self._words.geometry(), self.host.units.gap
        top = self._title.geometry().bottom() + 1 if below_title else 0
        place = QRect(words.left(), top, words.width(), words.bottom() + gap - top)
        return place.translated(self.panel.pos() + self.pos())

    def page_through(self, area: KineticArea) -> None:
        """Page Up and Page Down move this part of the sheet, wherever the focus is."""
        self._paged = area

    def add_header_action(self, button: QWidget) -> None:
        """A button beside the close button, such as Later or Call."""
        self._header.insertWidget(self._header.count() - 1, button)

    def _respace(self) -> None:
        pad = self.host.units.u(20)
        self._outer.setContentsMargins(pad, pad, pad, pad)
        self._outer.setSpacing(self.host.units.gap)
        for layout in (self._header, self.body, self.foot):
            self.host.space(layout, margin=False)

    def _panel_place(self) -> QRect:
        room = self._room()
        if self._kind is SheetKind.FULL:
            return room
        wide = room.width()
        wanted = self.panel.sizeHint().height()
        if self._outer.hasHeightForWidth():
            wanted = max(wanted, self._outer.totalHeightForWidth(wide))
        tall = min(room.height(), wanted)
        return QRect(room.left(), room.bottom() - tall + 1, wide, tall)

    def _room(self) -> QRect:
        """All of a panel; on a large desk only as much as the eye takes in at once, around the middle."""
        units = self.host.units
        room = self.rect().adjusted(units.margin, units.margin, -units.margin, -units.margin)
        if units.density is Density.TOUCH:
            return room
        wide, tall = (
            min(room.width(), units.mm(_DESK_WIDTH_MM)),
            min(room.height(), units.mm(_DESK_HEIGHT_MM)),
        )
        beside = (room.width() - wide) // 2
        if self._kind is SheetKind.BOTTOM:
            return room.adjusted(beside, 0, -beside, 0)
        above = (room.height() - tall) // 2
        return room.adjusted(beside, above, -beside, -above)

    def _first_inside(self) -> QWidget | None:
        all_of_it = inside(self.panel)
        others = [widget for widget in all_of_it if widget is not self.close_button]
        return next(iter(others or all_of_it), None)
