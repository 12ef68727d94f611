"""Puts a real window on show in one state, and takes it away again without a trace."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from momstation.app.gallery.presenters import OPERATOR, TEAM_LEAD, Shown, services_of
from momstation.core.bus import Bus
from momstation.shell.window import StationWindow
from momstation.ui.banner import EdgeFlash
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density

TURNS = 24
"""Turns of the loop within which a window has loaded what it shows: each load is ready made."""
Size = tuple[int, int]


class NoSuchPart(Exception):
    """A state wants to press something that the window does not show."""


class Staged(Protocol):
    """A window that is shown until ``close``."""

    @property
    def widget(self) -> QWidget: ...

    async def close(self) -> None: ...


async def settle() -> None:
    """Let every started load come to its end; each turn of the loop is one of Qt's too."""
    for _turn in range(TURNS):
        await asyncio.sleep(0)


class StagedWindow:
    """A station's window over ready-made views."""

    def __init__(self, host: ThemeHost, shown: Shown, role: str, size: Size) -> None:
        self.bus = Bus()
        self.window = StationWindow(services_of(host, shown, role, self.bus))
        self.window.resize(*size)

    @property
    def widget(self) -> QWidget:
        return self.window

    async def open(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self.window.start()
        await self.window.ready()
        await settle()

    async def tap(self, name: str) -> None:
        """Press the shown part of that name."""
        found = [
            one
            for one in self.window.findChildren(QAbstractButton, name)
            if not one.visibleRegion().isEmpty()
        ]
        if not found:
            raise NoSuchPart(name)
        found[0].click()
        await settle()

    async def close(self) -> None:
        await self.window.stop()
        away(self.window)


class StagedWidget:
    """A window of its own that needs no services, such as the start screen."""

    def __init__(self, widget: QWidget, size: Size) -> None:
        self._widget = widget
        widget.resize(*size)
        widget.show()

    @property
    def widget(self) -> QWidget:
        return self._widget

    async def close(self) -> None:
        away(self._widget)


def away(widget: QWidget) -> None:
    """Closed and destroyed now, before the next one is built."""
    widget.hide()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def hush(window: QWidget) -> None:
    """End what only flashes, so that two pictures of one state are equal."""
    for flash in window.findChildren(EdgeFlash):
        flash.hide()


Prepare = Callable[[Shown], None]
Act = Callable[[StagedWindow], Awaitable[None]]
OpenStaged = Callable[[ThemeHost, Size], Awaitable[Staged]]


@dataclass(frozen=True)
class ScreenState:
    """A screen in one of its states; ``is_main`` are those that a change of the look is judged by first."""

    screen: str
    state: str
    open: OpenStaged = field(repr=False)
    density: Density = Density.TOUCH
    is_main: bool = False

    @property
    def name(self) -> str:
        return f"{self.screen}-{self.state}"


def window_state(
    screen: str,
    state: str,
    prepare: Prepare | None = None,
    act: Act | None = None,
    *,
    role: str = OPERATOR,
    is_main: bool = False,
) -> ScreenState:
    """A state of the station's window: what it shows, then what is pressed."""

    async def open_it(host: ThemeHost, size: Size) -> Staged:
        shown = Shown()
        if prepare is not None:
            prepare(shown)
        staged = StagedWindow(host, shown, role, size)
        await staged.open()
        if act is not None:
            await act(staged)
            await settle()
        return staged

    density = Density.DESK if role == TEAM_LEAD else Density.TOUCH
    return ScreenState(screen, state, open_it, density, is_main)
