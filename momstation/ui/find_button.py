"""Finds one among many by a few letters: asks for them, says what is looked for, and one tap shows all again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.theme import ThemeHost

LONGEST = 12


class FindButton(Button):
    """``wanted``: somebody wants to give the words, for ``set_words``. ``changed`` carries what is looked for."""

    wanted = Signal()
    changed = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, "", icon="search", spoken=_("Find"), parent=parent)
        self.words = ""
        self.triggered.connect(self._tapped)

    def set_words(self, words: str) -> None:
        """Empty: everything is shown."""
        if words == self.words:
            return
        self.words = words
        self.set_icon("close" if words else "search")
        self.set_label(words if len(words) <= LONGEST else words[: LONGEST - 1] + "…")
        self.setAccessibleName(_("Show all again") if words else _("Find"))
        self.set_detail(words)
        self.changed.emit(words)

    def _tapped(self) -> None:
        if self.words:
            self.set_words("")
        else:
            self.wanted.emit()


def matches(words: str, *texts: str) -> bool:
    """Each word stands somewhere in the texts, whatever its capitals."""
    said = " ".join(texts).casefold()
    return all(word in said for word in words.casefold().split())
