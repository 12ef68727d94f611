"""What the sheets of production share: one command at a time, closed only after it is recorded."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from momstation.core.part import Command
from momstation.core.tasks import spawn
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.theme import ThemeHost

Book = Callable[[Command], Awaitable[bool]]
"""Sends a command, shows the verdict, and says whether it was recorded."""


class BookingSheet(Sheet):
    """A full sheet whose taps become commands through ``book``."""

    recorded = Signal()
    """What was tapped is durable; the sheet closes next."""

    def __init__(self, host: ThemeHost, window: QWidget, name: str, title: str, book: Book) -> None:
        super().__init__(host, window, title, kind=SheetKind.FULL)
        self.setObjectName(f"sheet.{name}")
        self.close_button.setObjectName("sheet.close")
        self._name = name
        self._book = book
        self._is_booking = False
        self.refused = ""
        """The id of the command that was last sent from here and not recorded."""

    @property
    def is_booking(self) -> bool:
        return self._is_booking

    def send(self, command: Command) -> None:
        """A second tap while the first is on its way is no second entry."""
        if self._is_booking:
            return
        self._is_booking = True
        spawn(self._send(command), name=f"book from {self._name}")

    async def _send(self, command: Command) -> None:
        try:
            is_recorded = await self._book(command)
        finally:
            self._is_booking = False
        self.refused = "" if is_recorded else command.command_id
        if is_recorded:
            self.recorded.emit()
            self.close_sheet()
