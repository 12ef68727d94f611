"""Shows the text being typed, its end always in sight, in the direction of its own letters."""

import unicodedata

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.core.i18n import _
from momstation.ui.bidi import isolated
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.shown import Shown
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Role

_HINT = Wish(Role.BODY)
_LINES = 2


class TextPadField(Shown):
    """Two lines and the place where the next letter comes; a hint while nothing is typed."""

    def __init__(self, host: ThemeHost, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._typed = ""
        self._hint = hint
        self._has_focus = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_text("", has_focus=False)

    @property
    def typed(self) -> str:
        return self._typed

    def show_text(self, text: str, *, has_focus: bool) -> None:
        self._typed, self._has_focus = text, has_focus
        self._tell()

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self._tell()

    def sizeHint(self) -> QSize:
        units = self.host.units
        tall = _LINES * units.font_px(Role.BODY) * LEADING + 2 * units.u(10)
        return QSize(units.mm(60), max(units.target, int(tall) + 1))

    def shown_lines(self) -> list[str]:
        """The lines that fit, as they are painted: the last ones."""
        layout = self._laid(self._room().width())
        shown = layout.text()
        lines = [layout.lineAt(n) for n in range(layout.lineCount())]
        texts = [shown[line.textStart() : line.textStart() + line.textLength()] for line in lines]
        return texts[-_LINES:]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.host.theme
        with Drawing(self, self.host) as d:
            d.box(d.rect, theme.raised, theme.outline, max(2, self.host.units.u(3)))
            if self._has_focus:
                d.focus(d.rect)
            if self._typed:
                self._paint_text(d)
                return
            d.text(self._room(), self._hint, _HINT, theme.text2, Align.START, elide=True)
            if self._has_focus:
                self._paint_caret(d)

    def _room(self) -> QRectF:
        pad = self.host.units.u(18)
        return QRectF(self.rect()).adjusted(pad, self.host.units.u(6), -pad, -self.host.units.u(6))

    def _paint_caret(self, d: Drawing) -> None:
        """Where the first letter comes: before the hint."""
        room, units = self._room(), self.host.units
        tall = units.font_px(Role.BODY) * LEADING
        box = QRectF(room.left() - units.u(8), room.center().y() - tall / 2, max(2, units.u(3)), tall)
        d.box(box, self.host.theme.text, radius=0)

    def _paint_text(self, d: Drawing) -> None:
        room, theme = self._room(), self.host.theme
        layout = self._laid(room.width())
        first = max(0, layout.lineCount() - _LINES)
        tall = sum(layout.lineAt(n).height() for n in range(first, layout.lineCount()))
        over = layout.lineAt(first).y()
        top = room.top() + (room.height() - tall) / 2 - over
        d.painter.setClipRect(QRectF(room.left() - 4, top + over, room.width() + 8, tall))
        d.painter.setPen(theme.text)
        spot = QPointF(room.left(), top)
        layout.draw(d.painter, spot)
        layout.drawCursor(d.painter, spot, len(layout.text()), max(2, self.host.units.u(3)))

    def _laid(self, width: float) -> QTextLayout:
        """In right-to-left text a code such as 4711-20 keeps its own direction, as in every sentence."""
        is_mirrored = _is_right_to_left(self._typed)
        shown = isolated(self._typed) if is_mirrored else self._typed
        layout = QTextLayout(shown, self.host.font_px(self.host.units.font_px(Role.BODY)))
        option = QTextOption(Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        direction = Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
        option.setTextDirection(direction)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _tell(self) -> None:
        self.say(self._typed or self._hint or _("Empty"))
        self.update()


def _is_right_to_left(text: str) -> bool:
    """As its first letter that has a direction."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
