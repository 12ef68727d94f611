"""Says on every screen that people practise here: stripes around the whole window, and the words on its upper edge."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import LEADING, Laid, Wish, lay
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_EDGE_MM = 3.0
_STRIPE_MM = 2.4
_TALL = 0.98
"""Of the size of a state's word: each pixel is taken from the screens."""
_INK = 1.06
_LIFT = 0.09
"""Of a font's size: how high its letters are with what hangs below, and by how much they lie below the middle."""
_WORD = Wish(Role.STATUS, Weight.BOLD, Role.TITLE)
_REST = Wish(Role.STATUS, Weight.MEDIUM, Role.TITLE)
"""Read from two metres: capitals of 8 mm, nearly those of the machine's state."""


class StripedEdge(QWidget):
    """One edge; painted only when it is uncovered or the colours change, never because something inside changed."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(window)
        self.host = host
        self.setObjectName("training.edge")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_stripes(painter)
        painter.end()

    def paint_stripes(self, painter: QPainter) -> None:
        """Where they would be were the whole window striped, so that they go round its corners."""
        theme, wide = self.host.theme, float(self.host.units.mm(_STRIPE_MM))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.surface)
        painter.setPen(QPen(theme.text, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        tall, step = float(self.height()), wide * 2 * 2**0.5
        first = -tall - (self.x() + self.y()) % step
        for number in range(int((self.width() + tall) / step) + 2):
            left = first + number * step
            painter.drawLine(QPointF(left - wide, tall + wide), QPointF(left + tall + wide, -wide))


class WordedEdge(StripedEdge):
    """The upper edge: a plain plate among the stripes holds the words."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window)
        self.setObjectName("training")
        self._word, self._rest = _("Training"), _("Nothing here counts")
        self.setAccessibleName(f"{self._word}. {self._rest}.")

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.host.units.font_px(Role.STATUS) * _TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_stripes(painter)
        painter.end()
        with Drawing(self, self.host) as d:
            pad, room = self.host.units.mm(3), d.rect.width() - 6 * self.host.units.mm(_EDGE_MM)
            tall = self.sizeHint().height() / _INK * LEADING
            word = lay(self.host, self._word, _WORD, room / 2, tall)
            rest = lay(self.host, self._rest, _REST, room - word.width - 3 * pad, tall)
            wide = word.width + rest.width + 3 * pad
            left = (d.rect.width() - wide) / 2
            d.box(QRectF(left, 0, wide, d.rect.height()), self.host.theme.surface, radius=0)
            self._write(d, left + pad, word, _WORD)
            self._write(d, left + 2 * pad + word.width, rest, _REST)

    def _write(self, d: Drawing, left: float, laid: Laid, wish: Wish) -> None:
        top = d.rect.height() / 2 - laid.px * (LEADING / 2 + _LIFT)
        place = QRectF(left, top, laid.width + 1, laid.px * LEADING)
        d.lines(place, laid, wish, self.host.theme.text, Align.START)


class TrainingFrame(QObject):
    """Stands around ``window`` as long as it lives, and leaves it the rest: its contents rectangle."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self.words = WordedEdge(host, window)
        self.edges = (self.words, *(StripedEdge(host, window) for _side in range(3)))
        window.installEventFilter(self)
        host.changed.connect(self._settle)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._settle()
        return False

    def _settle(self) -> None:
        top, edge = self.words.sizeHint().height(), self._host.units.mm(_EDGE_MM)
        self._window.setContentsMargins(edge, top, edge, edge)
        wide, tall = self._window.width(), self._window.height()
        places = (
            QRect(0, 0, wide, top),
            QRect(0, top, edge, tall - top - edge),
            QRect(wide - edge, top, edge, tall - top - edge),
            QRect(0, tall - edge, wide, edge),
        )
        for one, place in zip(self.edges, places, strict=True):
            one.setGeometry(place)
            one.update()
