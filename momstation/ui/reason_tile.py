"""One reason to tap: large, two lines, and marked when the machine itself suggests it."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import Wish, lay
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LABEL = Wish(Role.TITLE, Weight.SEMIBOLD, Role.CAPTION, 2)
_HINT = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION, 2)
_BESIDE_MM = 8.0
_NARROW_MM = 30.0
"""Of room for icon and words beside each other; where there is less, the words need all of it."""


class ReasonTile(Tappable):
    """``chosen`` carries the tile's key; a suggested tile has an accent edge and says so."""

    chosen = Signal(str)

    def __init__(
        self,
        host: ThemeHost,
        icon: str,
        label: str,
        *,
        key: str = "",
        hint: str = "",
        suggested: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(host, label, parent)
        self.key = key
        self._icon = icon
        self._label = label
        self._hint = hint
        self._is_suggested = suggested
        self.set_detail(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.triggered.connect(self._choose)

    def sizeHint(self) -> QSize:
        units = self.host.units
        return QSize(units.mm(50), units.mm(30))

    def minimumSizeHint(self) -> QSize:
        units = self.host.units
        return QSize(max(units.primary, units.mm(25)), units.primary)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink = self.draw_ground(d, is_chosen=self._is_suggested)
            self._content(d, ink)
            if self.shows_ring():
                d.focus(d.rect)

    def _choose(self) -> None:
        self.chosen.emit(self.key)

    def _content(self, d: Drawing, ink: QColor) -> None:
        units = self.host.units
        pad = units.u(14)
        room = d.rect.adjusted(pad, pad, -pad, -pad)
        is_low = room.height() < units.mm(21)
        if is_low:
            self._beside(d, room, ink)
        else:
            self._stacked(d, room, ink)

    def _beside(self, d: Drawing, room: QRectF, ink: QColor) -> None:
        has_icon = bool(self._icon) and room.width() >= self.host.units.mm(_NARROW_MM)
        size = min(self.host.units.mark(_BESIDE_MM), room.height()) if has_icon else 0.0
        if has_icon:
            d.icon(QRectF(room.left(), room.top(), size, room.height()), self._icon, ink)
        lead = size + self.host.units.u(12) if size else 0.0
        self._words(d, room.adjusted(lead, 0, 0, 0), ink, Align.START)

    def _stacked(self, d: Drawing, room: QRectF, ink: QColor) -> None:
        """Icon and words as one group in the middle; a large tile has a large icon."""
        units = self.host.units
        size = max(units.mark(9.0), min(units.mark(16.0), room.height() * 0.36)) if self._icon else 0.0
        gap = units.u(10) if self._icon else 0.0
        words = lay(self.host, self._label, _LABEL, room.width()).height
        if self._hint:
            words += lay(self.host, self._hint, _HINT, room.width()).height
        words = min(words, room.height() - size - gap)
        top = room.top() + (room.height() - size - gap - words) / 2
        d.icon(QRectF(room.left(), top, room.width(), size), self._icon, ink)
        self._words(d, QRectF(room.left(), top + size + gap, room.width(), words), ink, Align.CENTRE)

    def _words(self, d: Drawing, room: QRectF, ink: QColor, align: Align) -> None:
        if not self._hint:
            d.text(room, self._label, _LABEL, ink, align)
            return
        head = lay(self.host, self._label, _LABEL, room.width(), room.height() * 0.7).height
        foot = min(lay(self.host, self._hint, _HINT, room.width()).height, room.height() - head)
        top = room.top() + (room.height() - head - foot) / 2
        quiet = self.host.theme.text2 if self.is_available else ink
        d.text(QRectF(room.left(), top, room.width(), head), self._label, _LABEL, ink, align)
        under = QRectF(room.left(), top + head, room.width(), foot)
        d.text(under, self._hint, _HINT, quiet, align, Level.TOP, elide=True)
