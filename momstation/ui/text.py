"""Plain text in the type scale, so that a screen names a role and never a font."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import Wish, lay
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tokens import Theme
from momstation.ui.units import Role

_MANY = 99


class Tone(Enum):
    """How loud a text is."""

    INK = "text"
    QUIET = "text2"
    ACCENT = "accent"

    def colour(self, theme: Theme) -> QColor:
        tones = {Tone.INK: theme.text, Tone.QUIET: theme.text2, Tone.ACCENT: theme.accent}
        return tones[self]


class Text(Shown):
    """One text; it wraps or elides only when told to, and otherwise asks for the room it needs."""

    def __init__(
        self,
        host: ThemeHost,
        text: str = "",
        *,
        role: Role = Role.BODY,
        weight: Weight = Weight.REGULAR,
        tone: Tone | Status = Tone.INK,
        align: Align = Align.START,
        wrap: bool = False,
        elide: bool = False,
        is_code: bool = False,
        least: Role | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``least``: it may become so small before it asks for more width."""
        super().__init__(host, parent)
        self._wish = Wish(role, weight, least, _MANY if wrap else 1, is_code)
        self._tone = tone
        self._align = align
        self._may_elide = elide
        self._take_room(wrap)
        self.set_text(text)

    def _take_room(self, wrap: bool) -> None:
        """A fixed height policy would hold a wrapped text at the height of its hint, which knows no width. QLabel
        resets what the policy says of height for width with each text, to whether it wraps itself: so it is told."""
        grows = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, grows)
        policy.setHeightForWidth(wrap)
        self.setWordWrap(wrap)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        if text == self.text() and text:
            return
        self.setText(text)
        self.say(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | Status) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        laid = lay(self.host, self.text(), self._wish, self._room(1e6))
        return QSize(int(laid.width) + 2, int(laid.height + laid.hanging) + 1)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._may_elide or self._wish.lines > 1:
            return QSize(0, hint.height())
        return QSize(self._least_width(hint.width()), hint.height())

    def _least_width(self, width: int) -> int:
        least = self._wish.least
        if least is None or not self.text():
            return width
        smallest = self.host.metrics(least, self._wish.weight).horizontalAdvance(self.text())
        return min(width, int(smallest) + 3)

    def hasHeightForWidth(self) -> bool:
        return self._wish.lines > 1

    def heightForWidth(self, width: int) -> int:
        laid = lay(self.host, self.text(), self._wish, width)
        return int(laid.height + laid.hanging) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            level = Level.TOP if self._wish.lines > 1 else Level.MIDDLE
            d.text(
                QRectF(self.rect()),
                self.text(),
                self._wish,
                self._colour(),
                self._align,
                level,
                elide=self._may_elide,
            )

    def _room(self, limit: float) -> float:
        return min(limit, 60.0 * self.host.units.font_px(self._wish.role)) if self._wish.lines > 1 else limit

    def _colour(self) -> QColor:
        theme = self.host.theme
        if isinstance(self._tone, Status):
            return theme.ink(self._tone).text
        return self._tone.colour(theme)
