"""The kit's number pad stood upright: the number above its keys, for whole pieces."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import Key, KeyPadModel, Limits
from momstation.ui.theme import ThemeHost

_NAMES = {key: f"keypad.{key.name.removeprefix('D').lower()}" for key in Key}


class NumberPad(QWidget):
    """``wants_answer`` is the tick: the number is right, now what? ``changed`` is each key."""

    wants_answer = Signal()
    changed = Signal()
    explained = Signal(str)

    def __init__(
        self, host: ThemeHost, unit: str, *, has_tick: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._pad = KeyPad(host, KeyPadModel(Limits()), unit=unit)
        self._pad.setObjectName("keypad")
        self._pad.field.setObjectName("keypad.field")
        self._pad.enter_key.setObjectName("keypad.enter")
        for key, name in _NAMES.items():
            self._pad.keys[key].setObjectName(name)
        self._pad.enter_key.setVisible(has_tick)
        lying = self._pad.layout()
        if isinstance(lying, QBoxLayout):
            lying.setDirection(QBoxLayout.Direction.TopToBottom)
            lying.setStretch(0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pad)
        self.setFocusProxy(self._pad)
        self._pad.accepted.connect(self._answer)
        self._pad.changed.connect(self._change)
        self._pad.explained.connect(self.explained)

    def ask(self, start: int, *, least: int, most: int, unit: str | None = None) -> None:
        """A whole number within limits; the first digit replaces what is proposed. ``unit`` None: the pad's
        own."""
        limits = Limits(minimum=Decimal(least), maximum=Decimal(most))
        self._pad.set_model(
            KeyPadModel(limits, start=Decimal(start)), unit=self._unit if unit is None else unit
        )

    def value(self) -> Decimal | None:
        """The number if it may be taken."""
        return self._pad.model.value if self._pad.model.may_accept else None

    def shown(self) -> Decimal | None:
        return self._pad.model.value

    def objection(self) -> str:
        return self._pad.objection()

    def hears(self, event: QKeyEvent) -> bool:
        """Digits reach the number wherever the focus is; False if the key is none of the pad's."""
        is_digit = event.text().isdigit() and event.text().isascii()
        if not is_digit and event.key() not in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return False
        self._pad.keyPressEvent(event)
        return True

    def _answer(self, _value: object) -> None:
        self.wants_answer.emit()

    def _change(self, _text: str) -> None:
        self.changed.emit()
