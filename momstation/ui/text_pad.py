"""The pad of letters: gloves, a hardware keyboard and a scan all write into the same field, which lies above it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import N_, _
from momstation.ui.drawing import Align, Drawing
from momstation.ui.gap_taps import GapTaps
from momstation.ui.keypad import PadKey
from momstation.ui.lettering import Wish
from momstation.ui.pad_group import PadGroup
from momstation.ui.status import Status
from momstation.ui.text import Text
from momstation.ui.text_pad_field import TextPadField
from momstation.ui.text_pad_layouts import MOST_KEYS
from momstation.ui.text_pad_model import Act, Shift, TextPadModel
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_ROWS = 3
_WORD = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)
_SPOKEN: Mapping[str, str] = {
    ".": N_("Full stop"),
    ",": N_("Comma"),
    "،": N_("Comma"),
    "-": N_("Hyphen"),
    "'": N_("Apostrophe"),
    "_": N_("Underscore"),
    "/": N_("Slash"),
    ":": N_("Colon"),
    ";": N_("Semicolon"),
    "؛": N_("Semicolon"),
    "?": N_("Question mark"),
    "؟": N_("Question mark"),
    "!": N_("Exclamation mark"),
    "(": N_("Opening bracket"),
    ")": N_("Closing bracket"),
    '"': N_("Quotation mark"),
}
_MARK_UNDER = "\u0640"
"""A vowel sign is shown on a stroke, since it has no place of its own."""


class LetterKey(PadKey):
    """A key whose word may be longer than a letter, and that can be held down: shift."""

    def __init__(self, host: ThemeHost, label: str, *, icon: str = "", spoken: str = "") -> None:
        super().__init__(host, label, icon=icon, spoken=spoken)
        self._is_on = False
        self._is_word = len(label) > 1
        self.setMinimumSize(0, 0)

    def set_on(self, is_on: bool) -> None:
        self._is_on = is_on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_word and not self._is_on:
            super().paintEvent(event)
            return
        theme, edge = self.host.theme, max(2, self.host.units.u(2))
        ground: QColor = theme.accent_soft if self._is_on else theme.raised
        with Drawing(self, self.host) as d:
            d.box(d.rect, self.fill(ground), theme.accent if self._is_on else theme.outline, edge)
            if self._icon:
                over = max(0.0, (d.rect.height() - self.host.units.mm(10)) / 2)
                d.icon(d.rect.adjusted(0, over, 0, -over), self._icon, theme.text)
            else:
                pad = self.host.units.u(6)
                d.text(d.rect.adjusted(pad, 0, -pad, 0), self._label, _WORD, theme.text, Align.CENTRE)


class TextPad(PadGroup):
    """``accepted`` carries the text without what stands before and after it; an empty one is an answer too."""

    accepted = Signal(str)
    changed = Signal(str)
    cancelled = Signal()

    def __init__(
        self, host: ThemeHost, model: TextPadModel, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.host = host
        self.model = model
        self.field = TextPadField(host, hint)
        self.field.setObjectName("textpad.field")
        self._room = Text(host, "", role=Role.CAPTION, tone=Status.WARNING)
        self.letters: list[list[LetterKey]] = [[] for _row in range(_ROWS)]
        self.acts: dict[Act, LetterKey] = {}
        self._signs: list[tuple[LetterKey, str]] = []
        self.done_key = LetterKey(host, "", icon="check", spoken=_("Done"))
        self.done_key.be_primary()
        self.done_key.setObjectName("textpad.done")
        self._keys = QWidget(self)
        self._rows = [QHBoxLayout() for _row in range(_ROWS + 1)]
        self._column = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._build()
        self.setAccessibleName(_("Letters"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        host.changed.connect(self._respace)
        self._respace()
        self.refresh()

    def set_model(self, model: TextPadModel, *, hint: str = "") -> None:
        """Ask for another text on the same pad."""
        self.model = model
        self.field.set_hint(hint)
        self.refresh()

    def take(self, text: str) -> None:
        """A text from a scan, at the end of what is typed."""
        self.model.write(text)
        self._changed()

    def press(self, act: Act) -> None:
        self.model.press(act)
        self._changed()

    def accept(self) -> None:
        self.accepted.emit(self.model.value)

    def refresh(self) -> None:
        """Repaint from the model; a row has as many keys as its layout has letters."""
        model = self.model
        self.field.show_text(model.text, has_focus=self.hasFocus())
        full = _("No more than {count} letters fit.").format(count=model.most) if model.is_full else ""
        self._room.set_text(full)
        for keys, row in zip(self.letters, model.rows, strict=True):
            for column, key in enumerate(keys):
                key.setVisible(column < len(row))
                if column < len(row):
                    key.set_label(_shown(row[column]), _(_SPOKEN.get(row[column], row[column])))
        shift = self.acts[Act.SHIFT]
        shift.setVisible(not model.is_symbols)
        shift.set_on(model.shift is not Shift.OFF)
        shift.set_label("", _shift_said(model.shift))
        self.acts[Act.SYMBOLS].set_label(
            _("ABC") if model.is_symbols else "123",
            _("Letters") if model.is_symbols else _("Digits and signs"),
        )
        self._dress_signs()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        match event.key():
            case Qt.Key.Key_Backspace:
                self.press(Act.BACKSPACE)
            case Qt.Key.Key_Delete:
                self.press(Act.CLEAR)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accept()
            case Qt.Key.Key_Escape:
                self.cancelled.emit()
                event.ignore()
            case _ if typed and typed.isprintable():
                self.take(typed)
            case _:
                super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that a keyboard composes from several keys."""
        if event.commitString():
            self.take(event.commitString())
        event.accept()

    def _build(self) -> None:
        """Keys lie as on the keyboards that people know, also in right-to-left languages."""
        self._keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._keys.setLayout(self._column)
        GapTaps(self.host, self._keys)
        last = self._rows[_ROWS - 1]
        self._put(Act.SHIFT, LetterKey(self.host, "", icon="keyboard_arrow_up", spoken=_("Shift")), last, 1)
        for row in range(_ROWS):
            for column in range(MOST_KEYS - (2 if row == _ROWS - 1 else 0)):
                self._put_letter(row, column)
        self._put(
            Act.BACKSPACE,
            LetterKey(self.host, "", icon="backspace", spoken=_("Delete last letter")),
            last,
            1,
        )
        self._put_foot(self._rows[_ROWS])
        for layout in self._rows:
            self._column.addLayout(layout, 1)
        self._outer.addWidget(self.field)
        self._outer.addWidget(self._room)
        self._outer.addWidget(self._keys, 1)

    def _put_foot(self, foot: QHBoxLayout) -> None:
        self._put(Act.SYMBOLS, LetterKey(self.host, "123"), foot, 3)
        self._put(Act.SCRIPT, LetterKey(self.host, _("Script")), foot, 3)
        self._put_sign(",", foot)
        self._put(Act.SPACE, LetterKey(self.host, _("Space")), foot, 7)
        self._put_sign(".", foot)
        self._put(Act.CLEAR, LetterKey(self.host, _("Clear")), foot, 3)
        self.done_key.triggered.connect(self.accept)
        foot.addWidget(self.done_key, 3)

    def _put(self, act: Act, key: LetterKey, layout: QHBoxLayout, stretch: int) -> None:
        key.setObjectName(f"textpad.{act.value}")
        key.triggered.connect(lambda: self.press(act))
        layout.addWidget(key, stretch)
        self.acts[act] = key

    def _put_letter(self, row: int, column: int) -> None:
        key = LetterKey(self.host, "")
        key.setObjectName(f"textpad.{row}.{column}")
        key.triggered.connect(lambda: self._tap(row, column))
        self._rows[row].addWidget(key, 1)
        self.letters[row].append(key)

    def _put_sign(self, sign: str, foot: QHBoxLayout) -> None:
        key = LetterKey(self.host, sign)
        key.setObjectName("textpad.comma" if sign == "," else "textpad.stop")
        key.triggered.connect(lambda: self.take(self._sign(sign)))
        foot.addWidget(key, 2)
        self._signs.append((key, sign))

    def _sign(self, sign: str) -> str:
        return self.model.layout.comma if sign == "," else self.model.layout.stop

    def _dress_signs(self) -> None:
        for key, sign in self._signs:
            shown = self._sign(sign)
            key.set_label(shown, _(_SPOKEN.get(shown, shown)))
        script = self.acts[Act.SCRIPT]
        script.setVisible(self.model.has_other_script)
        script.set_label("ABC" if not self.model.layout.is_latin else "ابج", _("Other letters"))

    def _tap(self, row: int, column: int) -> None:
        self.model.tap(row, column)
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit(self.model.text)

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
        self.host.space(self._outer, margin=False)
        for layout in self._rows:
            self.host.space(layout, margin=False)
            layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._keys.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


def _shown(letter: str) -> str:
    return _MARK_UNDER + letter if "\u064b" <= letter <= "\u0652" else letter


def _shift_said(shift: Shift) -> str:
    if shift is Shift.LOCKED:
        return _("Shift, stays on")
    return _("Shift, on") if shift is Shift.ONCE else _("Shift")
