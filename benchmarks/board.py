"""What a full repaint of a team lead's board costs: forty stations, 1920 by 1080, as the raster engine paints it.

A row keeps the picture of itself until something of it changes, so there are two figures: nothing changed, as while a
finger throws the list or a sheet goes away, and every row did, as when the light changes.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from benchmarks.living import alone, spread
from momstation.app.gallery import sample_team
from momstation.app.gallery.presenters import TEAM_LEAD, Shown
from momstation.app.gallery.stage import StagedWindow
from momstation.shell.board_screen import BoardScreen
from momstation.shell.board_view import BoardScreenView
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, Density, Units

STATIONS = 40
_PANEL = (1920, 1080)
_TIMES = 60
WANTED = {"board_repaint_ms p10": 12, "board_repaint_all_changed_ms p10": 16}


def measure() -> dict[str, Any]:
    return {**alone("benchmarks.board", "--one"), "wanted": WANTED}


def forty_stations(more: int = 0) -> BoardScreenView:
    """Every state that a board knows, again and again, each with its people and its shift; ``more`` parts made."""
    board = sample_team.board()
    lines = board.lines
    many = []
    for number in range(STATIONS):
        line = lines[number % len(lines)]
        name = f"{line.row.name} {number + 1}"
        count = f"{line.row.good + more} / {line.row.target}"
        row = replace(line.row, station=f"S{number:02d}", name=name, progress_text=count)
        many.append(replace(line, row=row))
    return replace(board, lines=tuple(many))


def painted(act: Callable[[StagedWindow], dict[str, Any]]) -> dict[str, Any]:
    """What ``act`` finds at a shown board."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    host = ThemeHost("light", Units(DESKTOP_24, Density.DESK, 100, _PANEL), parent=app)
    host.apply(app)

    async def whole() -> dict[str, Any]:
        staged = StagedWindow(host, Shown(board=forty_stations()), TEAM_LEAD, _PANEL)
        await staged.open()
        try:
            return act(staged)
        finally:
            await staged.close()

    with loop:
        done: dict[str, Any] = loop.run_until_complete(whole())
    return done


def repaints(staged: StagedWindow) -> dict[str, Any]:
    """The first, in which fonts are loaded and texts are measured, is not counted."""
    board = staged.window.findChild(BoardScreen)
    assert board is not None
    picture = QImage(staged.window.size(), QImage.Format.Format_RGB32)
    first, other = forty_stations(), forty_stations(more=1)
    figures: dict[str, list[float]] = {"board_repaint_ms": [], "board_repaint_all_changed_ms": []}
    for view in (first, other):
        board.set_view(view)
        staged.window.render(picture)
    for _turn in range(_TIMES):
        for view in (first, other):
            board.set_view(view)
            figures["board_repaint_all_changed_ms"].append(_painted_ms(staged, picture))
            figures["board_repaint_ms"].append(_painted_ms(staged, picture))
    return {name: _low(taken) for name, taken in figures.items()}


def _painted_ms(staged: StagedWindow, picture: QImage) -> float:
    begun = time.perf_counter()
    staged.window.render(picture)
    return (time.perf_counter() - begun) * 1000


def _low(taken: list[float]) -> dict[str, Any]:
    return {"p10": round(sorted(taken)[len(taken) // 10], 2), **spread(taken)}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(painted(repaints)))
    else:
        print(json.dumps(measure(), indent=2))
