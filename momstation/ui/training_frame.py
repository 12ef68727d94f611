"""Says on every screen that people practise here: stripes around the whole window, and words among them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.lettering import LEADING, Laid, Wish, lay
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_EDGE_MM = 2.4
_STRIPE_MM = 2.1
_PAD_MM = 3.0
_WORD = Wish(Role.STATUS, Weight.BOLD, Role.TITLE)
_REST = Wish(Role.STATUS, Weight.MEDIUM, Role.TITLE)
"""Read from two metres: capitals of 8 mm, nearly those of the machine's state."""
_TALL = 0.98
"""Of the size of a state's word: how wide an edge with words is."""
_INK = 1.06
_FALL = 0.285
"""Of a font's size: how high its letters are with what hangs below, and how far their middle is above the line."""
Words = Sequence[tuple[str, Wish]]


class StripedEdge(QWidget):
    """One edge; painted only when it is uncovered or the look changes, never because something inside changed.

    Its words stand on a plain plate; on an upright edge they run upwards.
    """

    def __init__(self, host: ThemeHost, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.host = host
        self.words: Words = ()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_words(self, words: Words) -> None:
        self.words = words
        self.setAccessibleName(". ".join(text for text, _wish in words))

    def laid(self) -> list[Laid]:
        """The words as large as they fit between some stripes."""
        pad = self.host.units.mm(_PAD_MM)
        room = max(self.width(), self.height()) - 3.0 * pad
        tall = min(self.width(), self.height()) / _INK * LEADING
        found: list[Laid] = []
        for place, (text, wish) in enumerate(self.words, start=1):
            share = room if place == len(self.words) else room / 2
            found.append(lay(self.host, text, wish, share - pad, tall))
            room -= found[-1].width + pad
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_stripes(painter)
        if self.words:
            self._paint_words(painter)
        painter.end()

    def _paint_stripes(self, painter: QPainter) -> None:
        """Where they would be were the whole window striped, so that they go round its corners."""
        theme, wide = self.host.theme, float(self.host.units.mm(_STRIPE_MM))
        painter.fillRect(self.rect(), theme.surface)
        painter.setPen(QPen(theme.text, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        tall, step = float(self.height()), wide * 2 * 2**0.5
        first = -tall - (self.x() + self.y()) % step
        for number in range(int((self.width() + tall) / step) + 2):
            left = first + number * step
            painter.drawLine(QPointF(left - wide, tall + wide), QPointF(left + tall + wide, -wide))

    def _paint_words(self, painter: QPainter) -> None:
        theme, pad = self.host.theme, self.host.units.mm(_PAD_MM)
        along, across = float(self.width()), float(self.height())
        if across > along:
            painter.translate(0, across)
            painter.rotate(-90)
            along, across = across, along
        written = list(zip(self.laid(), self.words, strict=True))
        wide = sum(laid.width + pad for laid, _words in written) + pad
        left = (along - wide) / 2
        painter.fillRect(QRectF(left, 0, wide, across), theme.surface)
        painter.setPen(theme.text)
        for laid, (text, wish) in written[::-1] if self.isRightToLeft() else written:
            painter.setFont(self.host.font_px(laid.px, wish.weight))
            painter.drawText(QPointF(left + pad, across / 2 + laid.px * _FALL), text)
            left += pad + laid.width


class TrainingFrame(QObject):
    """Stands around ``window`` as long as it lives, and leaves it the rest: its contents rectangle."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self.edges = tuple(
            StripedEdge(host, window, f"training.{side}") for side in ("top", "left", "right", "bottom")
        )
        window.installEventFilter(self)
        host.changed.connect(self._settle)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._settle()
        return False

    def _settle(self) -> None:
        units, window = self._host.units, self._window
        edge, side = units.mm(_EDGE_MM), round(units.font_px(Role.STATUS) * _TALL)
        window.setContentsMargins(side, edge, side, edge)
        wide, tall = window.width(), window.height()
        places = (
            QRect(0, 0, wide, edge),
            QRect(0, edge, side, tall - 2 * edge),
            QRect(wide - side, edge, side, tall - 2 * edge),
            QRect(0, tall - edge, wide, edge),
        )
        for one, place, words in zip(self.edges, places, _words(), strict=True):
            one.set_words(words)
            one.setGeometry(place)
            one.update()


def _words() -> tuple[Words, Words, Words, Words]:
    """At the top, left, right and bottom: panels have width to spare, and all their height belongs to the keys."""
    return (), ((_("Training"), _WORD),), ((_("Nothing here counts"), _REST),), ()
