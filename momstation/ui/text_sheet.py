"""Asks for a text without taking the whole window: the pad of letters as a sheet at its foot."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import SPEECH
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.text_pad import TextPad
from momstation.ui.text_pad_layouts import layout_for
from momstation.ui.text_pad_model import MOST_LETTERS, TextPadModel
from momstation.ui.theme import ThemeHost


class TextSheet(Sheet):
    """``answered`` carries the text, empty if nothing is wanted; ``typed`` each change. Closing it answers nothing."""

    answered = Signal(str)
    typed = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, "", kind=SheetKind.BOTTOM)
        self.setObjectName("sheet.text")
        self.close_button.setObjectName("sheet.close")
        self.pad = TextPad(host, TextPadModel())
        self.body.addWidget(self.pad, 1)
        self.pad.accepted.connect(self._answer)
        self.pad.changed.connect(self.typed)

    def ask(self, title: str, *, text: str = "", hint: str = "", most: int = MOST_LETTERS) -> None:
        """In the letters of the language that the station speaks now."""
        self.set_title(title)
        model = TextPadModel(layout_for(SPEECH.language), text=text, most=most)
        self.pad.set_model(model, hint=hint)
        self.open()
        self.pad.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A keyboard reaches the text wherever the focus is inside the sheet."""
        if event.text() and event.text().isprintable():
            self.pad.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _answer(self, text: str) -> None:
        self.close_sheet()
        self.answered.emit(text)
