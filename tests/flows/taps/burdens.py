"""Watches a task for what it must not ask of anybody: letters, and a press that only says "yes, I am sure"."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from momstation.ui.sheet import Sheet
from momstation.ui.text_pad import TextPad

ENTRIES = frozenset({"sheet.quantity", "sheet.scrap", "sheet.stop_reason", "sheet.keys"})
"""Where something is entered or read. Any other sheet that comes up in the midst of a task is a question."""


class Burdens(QObject):
    """An event filter on the application. ``found`` names each burden once, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, None] = {}

    @property
    def found(self) -> tuple[str, ...]:
        return tuple(self._found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.text().isalpha():
                self._found[f"types the letter {event.text()}"] = None
        elif kind == QEvent.Type.Show and isinstance(watched, TextPad):
            self._found["is asked for a text"] = None
        elif kind == QEvent.Type.Show and isinstance(watched, Sheet) and watched.objectName() not in ENTRIES:
            self._found[f"is asked: {watched.accessibleName()}"] = None
        return False
