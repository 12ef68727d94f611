"""Says on every screen that people practise here: stripes around the whole window, and words among them."""

from math import ceil

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import CAP_PER_EM, Role, Units

_EDGE_MM = 1.0
"""At the top and at the bottom: each millimetre of height belongs to keys and to what the order made by the hour."""
_STRIPE_MM = 2.1
_PAD_MM = 3.0
_CAP_MM = 9.31
"""Capitals that are 16 minutes of arc high at two metres, from where a passer-by wonders who works there."""
_HAIR_MM = 0.4
"""Beside the letters, on both sides."""
_WIDEST = 1.2
"""Of the size of its words. An edge is as wide as these very letters need, and no wider: few have accents and tails."""


class StripedEdge(QWidget):
    """One edge; painted only when it is uncovered or the look changes, never because something inside changed.

    Its words stand on a plain plate; on an upright edge they run upwards.
    """

    def __init__(self, host: ThemeHost, window: QWidget, name: str, weight: Weight = Weight.BOLD) -> None:
        super().__init__(window)
        self.host = host
        self.words = ""
        self._weight = weight
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_words(self, words: str) -> None:
        self.words = words
        self.setAccessibleName(words)

    def wide(self) -> int:
        """What the words need across."""
        units, wanted = self.host.units, words_px(self.host.units)
        tall = self.host.metrics_px(wanted, self._weight).tightBoundingRect(self.words).height()
        return min(ceil(tall) + 2 * units.mm(_HAIR_MM), round(wanted * _WIDEST))

    def words_px(self) -> int:
        """As large as they are wanted and fit."""
        across, along = sorted((self.width(), self.height()))
        px, hair = words_px(self.host.units), 2 * self.host.units.mm(_HAIR_MM)
        while px > 1 and not self._fits(px, across - hair, along - hair):
            px -= 1
        return px

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_stripes(painter)
        if self.words:
            self._paint_words(painter)
        painter.end()

    @property
    def _pad(self) -> int:
        return self.host.units.mm(_PAD_MM)

    def _fits(self, px: int, across: float, along: float) -> bool:
        metrics = self.host.metrics_px(px, self._weight)
        tall = metrics.tightBoundingRect(self.words).height()
        return tall <= across and metrics.horizontalAdvance(self.words) <= along

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
        theme, px = self.host.theme, self.words_px()
        metrics = self.host.metrics_px(px, self._weight)
        along, across = float(self.width()), float(self.height())
        if across > along:
            painter.translate(0, across)
            painter.rotate(-90)
            along, across = across, along
        ink, wide = metrics.tightBoundingRect(self.words), metrics.horizontalAdvance(self.words)
        plate = min(along, wide + 2 * self._pad)
        painter.fillRect(QRectF((along - plate) / 2, 0, plate, across), theme.surface)
        painter.setPen(theme.text)
        painter.setFont(self.host.font_px(px, self._weight))
        painter.drawText(QPointF((along - wide) / 2, across / 2 - ink.center().y()), self.words)


def words_px(units: Units) -> int:
    """The size of the words: read from two metres, and on a larger panel not smaller than the machine's state."""
    return max(units.font_px(Role.STATUS), ceil(_CAP_MM * units.display.px_per_mm / CAP_PER_EM))


class TrainingFrame(QObject):
    """Stands around ``window`` as long as it lives, and leaves it the rest: its contents rectangle."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self.edges = (
            StripedEdge(host, window, "training.top"),
            StripedEdge(host, window, "training.left"),
            StripedEdge(host, window, "training.right", Weight.MEDIUM),
            StripedEdge(host, window, "training.bottom"),
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
        for one, words in zip(self.edges, _words(), strict=True):
            one.set_words(words)
        edge, left, right = round(units.mm(_EDGE_MM) * units.afar), self.edges[1].wide(), self.edges[2].wide()
        window.setContentsMargins(left, edge, right, edge)
        wide, tall = window.width(), window.height()
        places = (
            QRect(0, 0, wide, edge),
            QRect(0, edge, left, tall - 2 * edge),
            QRect(wide - right, edge, right, tall - 2 * edge),
            QRect(0, tall - edge, wide, edge),
        )
        for one, place in zip(self.edges, places, strict=True):
            one.setGeometry(place)
            one.update()


def _words() -> tuple[str, str, str, str]:
    """At the top, left, right and bottom: panels have width to spare."""
    return "", _("Training"), _("Nothing here counts"), ""
