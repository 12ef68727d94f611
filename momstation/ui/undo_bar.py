"""Ten seconds to take the last entry back with one tap, instead of a question before every entry."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.drawing import Drawing
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

UNDO_SECONDS = 10
_LEAST_EM = 8


class UndoBar(Overlay):
    """Lies on what ``over`` (the top bar) says before ``until`` (its first item): nobody presses anything there, and it
    tells nothing new. Where that has no room for what is said, just above ``above`` (the action bar), or at the foot of
    the window.

    The button comes first, so that it stays where it is while the rest makes room for what comes after it.
    """

    layer = Layer.UNDO
    undone = Signal()
    expired = Signal()

    def __init__(
        self,
        host: ThemeHost,
        window: QWidget,
        *,
        above: QWidget | None = None,
        over: QWidget | None = None,
        until: QWidget | None = None,
    ) -> None:
        super().__init__(host, window)
        self._above = above
        self._over = over
        self._until = until
        self._is_at_top = False
        self._left_s = 0
        self._what = Text(host, "", weight=Weight.MEDIUM, wrap=True)
        self.button = Button(host, _("Undo"), icon="undo")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.button)
        self._layout.addWidget(self._what, 1, Qt.AlignmentFlag.AlignVCenter)
        if until is not None:
            until.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self.button.triggered.connect(self._undo)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def what(self) -> str:
        return self._what.text()

    def offer(self, what: str, seconds: int = UNDO_SECONDS) -> None:
        """Say what was booked and count down; a newer offer replaces the older."""
        self._what.set_text(what)
        self._left_s = seconds
        self._count()
        self._timer.start()
        top = self._on_top()
        self._is_at_top = top is not None and self._fits(top)
        self._respace()
        self.rise()

    def hold(self) -> None:
        """Count no further, for a picture."""
        self._timer.stop()

    def withdraw(self) -> None:
        """Hide without undoing."""
        self._timer.stop()
        self.hide()

    def place(self) -> QRect:
        top = self._on_top() if self._is_at_top else None
        if top is not None:
            return top
        edge, gap = self.host.units.margin, self.host.units.gap
        tall = self.host.units.target + 2 * self.host.units.u(8)
        inside = self._window.contentsRect()
        foot = inside.bottom() + 1 - edge
        if self._above is not None:
            foot = self._above.mapTo(self._window, self._above.rect().topLeft()).y() - gap
        return QRect(inside.left() + edge, foot - tall, inside.width() - 2 * edge, tall)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._until and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._make_room()
            self.settle()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """More people at the top may leave too little of it for what can be taken back."""
        top = self._on_top()
        if self._is_at_top and top is not None and not self._fits(top):
            self._is_at_top = False
            self._respace()

    def _on_top(self) -> QRect | None:
        """What ``over`` has before ``until``, in the direction of reading."""
        if self._over is None or self._until is None:
            return None
        whole = QRect(self._over.mapTo(self._window, QPoint()), self._over.size())
        item = QRect(self._until.mapTo(self._window, QPoint()), self._until.size())
        if self.isRightToLeft():
            return whole.adjusted(item.right() + 1 + self.host.units.gap - whole.left(), 0, 0, 0)
        return QRect(whole.topLeft(), QPoint(item.left() - 1 - self.host.units.gap, whole.bottom()))

    def _fits(self, place: QRect) -> bool:
        """Whether all of what can be taken back is to be read there, without a break inside a word."""
        units = self.host.units
        room = place.width() - self.button.sizeHint().width() - units.gap - units.u(20)
        is_wide = room >= _LEAST_EM * units.font_px(Role.BODY)
        return is_wide and self._what.heightForWidth(room) <= place.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.host.theme
        with Drawing(self, self.host) as d:
            d.box(d.rect, theme.surface, theme.outline, max(2, self.host.units.u(2)))

    def _undo(self) -> None:
        self.withdraw()
        self.undone.emit()

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.withdraw()
            self.expired.emit()
            return
        self._count()

    def _count(self) -> None:
        self.button.set_label(_("Undo ({seconds} s)").format(seconds=self._left_s))

    def _respace(self) -> None:
        units = self.host.units
        pad = 0 if self._is_at_top else units.u(8)
        self._layout.setContentsMargins(pad, pad, units.u(20), pad)
        self._layout.setSpacing(units.gap)
