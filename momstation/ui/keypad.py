"""The number pad: gloves, a hardware keyboard and a gauge all write into the same field."""

from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.core.numbers import decimal_point
from momstation.ui.drawing import Align, Drawing
from momstation.ui.gap_taps import GapTaps
from momstation.ui.keypad_field import KeyPadField
from momstation.ui.keypad_model import Key, KeyPadModel, Problem
from momstation.ui.lettering import Wish
from momstation.ui.many_fingers import ManyFingers
from momstation.ui.pad_group import PadGroup
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_DIGIT = Wish(Role.TITLE, Weight.SEMIBOLD, Role.BODY)
_ROWS = (
    (Key.D7, Key.D8, Key.D9),
    (Key.D4, Key.D5, Key.D6),
    (Key.D1, Key.D2, Key.D3),
    (Key.D0, Key.D00, Key.POINT),
)
_TYPED = {
    Qt.Key.Key_Backspace: Key.BACKSPACE,
    Qt.Key.Key_Delete: Key.CLEAR,
    Qt.Key.Key_Minus: Key.SIGN,
    Qt.Key.Key_Period: Key.POINT,
    Qt.Key.Key_Comma: Key.POINT,
}


class PadKey(ManyFingers):
    """One key of the pad; the hardware keyboard presses the pad, not its keys."""

    def __init__(self, host: ThemeHost, label: str, *, icon: str = "", spoken: str = "") -> None:
        super().__init__(host, spoken or label)
        self._label = label
        self._icon = icon
        self._is_primary = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_label(self, label: str, spoken: str) -> None:
        self._label = label
        self.setAccessibleName(spoken)
        self.update()

    def be_primary(self) -> None:
        self._is_primary = True

    def sizeHint(self) -> QSize:
        units = self.host.units
        return QSize(units.primary, max(units.target, units.mm(17) if units.target > units.mm(12) else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.target, self.host.units.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink = self.draw_ground(d)
            if self._icon:
                over = max(0.0, (d.rect.height() - self.host.units.mm(10)) / 2)
                d.icon(d.rect.adjusted(0, over, 0, -over), self._icon, ink)
            else:
                d.text(d.rect, self._label, _DIGIT, ink, Align.CENTRE)


class KeyPad(PadGroup):
    """``accepted`` carries a Decimal; under the field, ``aside`` takes whatever belongs to the question.

    ``point`` empty: the decimal point of the language that the station speaks now.
    """

    accepted = Signal(object)
    changed = Signal(str)
    explained = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        host: ThemeHost,
        model: KeyPadModel,
        *,
        unit: str = "",
        point: str = "",
        is_upright: bool = False,
        has_enter: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.host = host
        self.model = model
        self._unit = unit
        self._own_point = point
        self._note = ""
        self._has_enter = has_enter
        self.field = KeyPadField(host)
        self.keys: dict[Key, PadKey] = {}
        self.enter_key = PadKey(host, "", icon="check", spoken=_("Accept"))
        self.enter_key.be_primary()
        self._grid = QGridLayout()
        direction = QBoxLayout.Direction.TopToBottom if is_upright else QBoxLayout.Direction.LeftToRight
        self._row = QBoxLayout(direction, self)
        self.aside = QVBoxLayout()
        self._build()
        self.setAccessibleName(_("Number pad"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        host.changed.connect(self._respace)
        self._respace()
        self.refresh()

    @property
    def _point(self) -> str:
        return self._own_point or decimal_point()

    @property
    def unit(self) -> str:
        return self._unit

    def set_model(self, model: KeyPadModel, *, unit: str = "", note: str = "") -> None:
        """Ask for another number on the same pad."""
        self.model = model
        self._unit = unit
        self._note = note
        self._dress_keys()
        self.refresh()

    def take(self, value: Decimal) -> None:
        """A value from a gauge or a scan."""
        self.model.take(value)
        self._changed()

    def why_not(self, value: Decimal) -> str:
        """Why such a number cannot stand here at all, in words; empty if it can. The limits judge it later."""
        if value < 0 and not self.model.limits.is_signed:
            return _("Only numbers from zero up are asked for here.")
        if not self.model.limits.decimals and value != value.to_integral_value():
            return _("Only whole numbers are asked for here.")
        if abs(value) >= 10**self.model.limits.whole_digits:
            return _("The number is too long.")
        return ""

    def press(self, key: Key) -> None:
        self.model.press(key)
        self._changed()

    def accept(self) -> None:
        """Take the number if it may be taken; otherwise say why not."""
        value = self.model.value
        if value is not None and self.model.may_accept:
            self.accepted.emit(value)
        else:
            self.explained.emit(self.objection())

    def objection(self) -> str:
        """Why the number on show cannot be taken, or that it is outside; empty when all is well."""
        limits, problem = self.model.limits, self.model.problem
        if problem is Problem.EMPTY:
            return _("Enter a number first.")
        if problem is Problem.BELOW:
            return _("Too small: at least {minimum}.").format(minimum=self._local(limits.minimum))
        if problem is Problem.ABOVE:
            return _("Too large: at most {maximum}.").format(maximum=self._local(limits.maximum))
        return ""

    def refresh(self) -> None:
        """Repaint from the model."""
        is_out = self.model.problem in (Problem.BELOW, Problem.ABOVE)
        shown = self._localised(self.model.text)
        self.field.show_number(shown, self._unit, is_fresh=self.model.is_fresh, has_focus=self.hasFocus())
        says = self.objection() if is_out else self._note
        self.field.show_limits(self.range_text(), says, Status.WARNING if is_out else Status.NORMAL)
        self.enter_key.set_refusal("" if self.model.may_accept else self.objection())

    def range_text(self) -> str:
        low, high = self.model.limits.minimum, self.model.limits.maximum
        if low is not None and high is not None:
            words = _("From {minimum} to {maximum} {unit}")
        elif high is not None:
            words = _("At most {maximum} {unit}")
        elif low is not None:
            words = _("At least {minimum} {unit}")
        else:
            return ""
        text = words.format(minimum=self._local(low), maximum=self._local(high), unit=self._unit)
        return text.strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isdigit() and typed.isascii():
            self.press(Key(typed))
        elif event.key() in _TYPED:
            self.press(_TYPED[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        """Digits lie as on every keypad, also in right-to-left languages."""
        pad = QWidget(self)
        pad.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        pad.setLayout(self._grid)
        GapTaps(self.host, pad)
        for row, keys in enumerate(_ROWS):
            for column, key in enumerate(keys):
                self._put(key, PadKey(self.host, key.value), row, column)
        self._put_side()
        self.enter_key.triggered.connect(self.accept)
        self.enter_key.explained.connect(self.explained)
        self.aside.addWidget(self.field, 1)
        self._row.addLayout(self.aside, 0 if self._row.direction() is QBoxLayout.Direction.TopToBottom else 1)
        self._row.addWidget(pad, 1)
        self._dress_keys()

    def _put_side(self) -> None:
        """Without an enter key the other two share its room: the answer is given elsewhere in the sheet."""
        tall = 1 if self._has_enter else 2
        self._put(Key.BACKSPACE, PadKey(self.host, "", icon="backspace", spoken=_("Delete last digit")), 0, 3)
        self._put(Key.SIGN, PadKey(self.host, "±", spoken=_("Change sign")), tall, 3)
        self._put(Key.CLEAR, PadKey(self.host, "C", spoken=_("Clear")), tall, 3)
        for key in (Key.BACKSPACE, Key.SIGN, Key.CLEAR):
            self._grid.addWidget(self.keys[key], 0 if key is Key.BACKSPACE else tall, 3, tall, 1)
        if self._has_enter:
            self._grid.addWidget(self.enter_key, 2, 3, 2, 1)
        else:
            self.enter_key.setParent(self)
            self.enter_key.hide()

    def _put(self, key: Key, widget: PadKey, row: int, column: int) -> None:
        widget.triggered.connect(lambda: self.press(key))
        self._grid.addWidget(widget, row, column)
        self.keys[key] = widget

    def _dress_keys(self) -> None:
        """Only the keys that this number can need; the point is the language's."""
        limits = self.model.limits
        self.keys[Key.POINT].set_label(self._point, _("Decimal point"))
        self.keys[Key.POINT].setVisible(limits.decimals > 0)
        self._grid.addWidget(self.keys[Key.D0], 3, 0, 1, 1 if limits.decimals else 2)
        self._grid.addWidget(self.keys[Key.D00], 3, 1 if limits.decimals else 2)
        self.keys[Key.SIGN].setVisible(limits.is_signed)
        self.keys[Key.CLEAR].setVisible(not limits.is_signed)

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit(self.model.text)

    def _local(self, value: Decimal | None) -> str:
        return "" if value is None else self._localised(f"{value:f}")

    def _localised(self, text: str) -> str:
        return text.replace("-", "\u2212").replace(".", self._point)

    def _respace(self) -> None:
        self.host.space(self._grid, margin=False)
        self.host.space(self._row, margin=False)
        self.host.space(self.aside, margin=False)
