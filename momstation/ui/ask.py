"""A question that is awaited without a modal loop: meanwhile the station goes on hearing and painting."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost
from momstation.ui.tile_grid import TileGrid, TileView


@dataclass(frozen=True)
class Choice:
    """One answer."""

    key: str
    label: str
    icon: str = ""
    hint: str = ""


class _Answer(QObject):
    """Carries the tap to the waiting coroutine, once."""

    def __init__(self, waiting: asyncio.Future[str | None], parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = waiting

    def give(self, key: str) -> None:
        self._settle(key)

    def give_none(self) -> None:
        self._settle(None)

    def _settle(self, key: str | None) -> None:
        if not self._waiting.done():
            self._waiting.set_result(key)


async def ask(
    host: ThemeHost, window: QWidget, question: str, choices: Sequence[Choice], *, detail: str = ""
) -> str | None:
    """Show the choices in a sheet; returns the chosen key, or None when the person closed it."""
    sheet = Sheet(host, window, question, kind=SheetKind.BOTTOM)
    grid = TileGrid(host, columns=min(3, len(choices)))
    grid.set_tiles([TileView(choice.key, choice.icon, choice.label, choice.hint) for choice in choices])
    if detail:
        sheet.body.addWidget(Text(host, detail, wrap=True))
    sheet.body.addWidget(grid, 1)
    waiting: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
    answer = _Answer(waiting, sheet)
    grid.chosen.connect(answer.give)
    sheet.dismissed.connect(answer.give_none)
    sheet.open()
    try:
        return await waiting
    finally:
        sheet.close_sheet()
        sheet.deleteLater()
