"""Finds out how large this panel's pixels are, with what everybody carries: a bank card."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.core.numbers import number
from momstation.ui.button import Button
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.shown import Shown
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import MM_PER_INCH, Display, Role

CARD_MM = 85.6
"""The long edge of a bank card: ISO/IEC 7810, ID-1."""
_CARD_TALL_MM = 53.98
_CARD_ROUND_MM = 3.18
REMEMBERED = "px_per_mm"
_LEAST_PX_PER_MM = 40 / MM_PER_INCH
_MOST_PX_PER_MM = 400 / MM_PER_INCH
_WIDTH = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION, 2)
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
_LEAP = 10
_AT_ONCE = 1.5
"""What is shown would be too large or too small to be put right again; whoever needs more does it twice."""

Remember = Callable[[str, str], None]


def remembered_display(kept: str | None) -> Display | None:
    """What a calibration left behind; None for nothing, or for what no panel can be."""
    try:
        px_per_mm = float(kept or "")
    except ValueError:
        return None
    return Display(px_per_mm) if _LEAST_PX_PER_MM <= px_per_mm <= _MOST_PX_PER_MM else None


class CardOutline(Shown):
    """The card as this panel would draw it: its width follows a finger, an arrow key or the buttons beside it."""

    resized = Signal(int)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._wide = max(1, round(CARD_MM * host.units.display.px_per_mm))
        self._near = self._wide
        self._note = ""
        self.be_graphic()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def wide(self) -> int:
        return self._wide

    def begin(self, px: int) -> None:
        """What holds now; a slip of the finger leads to nothing that is far from it."""
        self._near = px
        self.set_wide(px)

    def set_wide(self, px: int) -> None:
        """Clamped to what a panel can be, to what this one has room for, and to what is not far from before."""
        least = round(max(CARD_MM * _LEAST_PX_PER_MM, self._near / _AT_ONCE))
        most = round(min(CARD_MM * _MOST_PX_PER_MM, self._near * _AT_ONCE))
        if self.width() > 2 * self._edge():
            most = min(most, self.width() - 2 * self._edge())
        wide = max(least, min(most, px))
        if wide != self._wide:
            self._wide = wide
            self.resized.emit(wide)
            self.update()

    def set_note(self, note: str) -> None:
        self._note = note
        self.say(note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide + 2 * self._edge(), round(self._wide * 0.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self.host.units.mm(28))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The card lies at the left edge of its outline; the finger says where it ends."""
        self.set_wide(round(event.position().x()) - self._edge())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        is_leap = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.set_wide(self._wide + step * (_LEAP if is_leap else 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            theme, units = self.host.theme, self.host.units
            line = max(2, units.u(3))
            air = 2.0 * line + units.u(8)
            tall = min(d.rect.height() - 2 * air, self._wide * _CARD_TALL_MM / CARD_MM)
            card = QRectF(self._edge(), (d.rect.height() - tall) / 2, self._wide, tall)
            d.box(card, theme.raised, theme.text, line, self._wide * _CARD_ROUND_MM / CARD_MM)
            pad = units.u(24)
            d.text(card.adjusted(pad, 0, -pad, 0), self._note, _WIDTH, theme.text, Align.CENTRE)
            if self.hasFocus():
                d.focus(card.adjusted(-air, -air, air, air))
            self._paint_handle(d, card.right())

    def _paint_handle(self, d: Drawing, x: float) -> None:
        """Where to drag: as large as a glove, at the card's right edge."""
        theme, units = self.host.theme, self.host.units
        tall = min(d.rect.height(), float(units.target))
        thick = max(4.0, units.mm(1.5))
        middle = d.rect.center().y()
        d.painter.setPen(QPen(theme.accent, thick, c=Qt.PenCapStyle.RoundCap))
        d.painter.drawLine(QPointF(x, middle - tall / 2 + thick), QPointF(x, middle + tall / 2 - thick))

    def _edge(self) -> int:
        return self.host.units.mm(8)


class Calibration(QWidget):
    """``calibrated`` carries pixels per millimetre once the person says that the outline is as wide as the card.

    ``remember`` keeps it for the next start; ``remembered_display`` reads it back.
    """

    calibrated = Signal(float)
    cancelled = Signal()

    def __init__(self, host: ThemeHost, remember: Remember, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calibration")
        self.host = host
        self._remember = remember
        self.card = CardOutline(host)
        self.card.setObjectName("calibration.card")
        self._column = QVBoxLayout(self)
        self._buttons = QHBoxLayout()
        self._lay_out()
        self.card.resized.connect(self._tell)
        host.changed.connect(self._respace)
        self._tell(self.card.wide)

    @property
    def px_per_mm(self) -> float:
        return self.card.wide / CARD_MM

    def start(self) -> None:
        """Begin with what holds now."""
        self.card.begin(round(CARD_MM * self.host.units.display.px_per_mm))
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        title = Text(self.host, _("How large is this panel?"), role=Role.HEADING, weight=Weight.SEMIBOLD)
        hint = Text(
            self.host,
            _("Hold a bank card against the glass, its left edge on the outline's. Drag the right edge until both "
              "are equally wide."),
            wrap=True,
        )  # fmt: skip
        why = Text(
            self.host,
            _(
                "Every button and every letter then has the size in millimetres that a glove and your eyes need."
            ),
            tone=Tone.QUIET,
            wrap=True,
        )
        for part in (title, hint):
            self._column.addWidget(part)
        self._column.addWidget(self.card, 1)
        self._column.addWidget(why)
        for name, icon, spoken, by in (
            ("much_narrower", "chevron_left", _("Much narrower"), -_LEAP),
            ("narrower", "remove", _("Narrower"), -1),
            ("wider", "add", _("Wider"), 1),
            ("much_wider", "chevron_right", _("Much wider"), _LEAP),
        ):
            self._buttons.addWidget(self._stepper(name, icon, spoken, by))
        self._buttons.addStretch(1)
        self._add_endings()
        self._column.addLayout(self._buttons)
        self._respace()

    def _add_endings(self) -> None:
        cancel = Button(self.host, _("Leave as it is"), icon="close")
        cancel.setObjectName("calibration.cancel")
        cancel.triggered.connect(self.cancelled)
        done = Button(self.host, _("It fits"), icon="check", primary=True)
        done.setObjectName("calibration.done")
        done.triggered.connect(self._finish)
        self._buttons.addWidget(cancel)
        self._buttons.addWidget(done)

    def _stepper(self, name: str, icon: str, spoken: str, by: int) -> Button:
        button = Button(self.host, "", icon=icon, spoken=spoken)
        button.setObjectName(f"calibration.{name}")
        button.triggered.connect(lambda: self.card.set_wide(self.card.wide + by))
        return button

    def _tell(self, wide: int) -> None:
        now, before = number(wide / CARD_MM, 2), number(self.host.units.display.px_per_mm, 2)
        sentence = _("{now} pixels per millimetre; until now {before}")
        self.card.set_note(sentence.format(now=now, before=before))

    def _finish(self) -> None:
        self._remember(REMEMBERED, f"{self.px_per_mm:.4f}")
        self.calibrated.emit(self.px_per_mm)

    def _respace(self) -> None:
        self.host.space(self._column)
        self.host.space(self._buttons, margin=False)
        self._tell(self.card.wide)
