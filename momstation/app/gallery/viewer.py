"""The gallery as a window: one page or screen at a time, and switches for everything that changes how it looks."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from qasync import QEventLoop

from momstation.app.gallery.looks import SCALES, Look, dress, speak
from momstation.app.gallery.stage import ScreenState, Staged, StagedWidget, settle
from momstation.app.gallery.states import states
from momstation.core.i18n import LONG, SHIPPED
from momstation.core.tasks import spawn
from momstation.ui.collector import Collector
from momstation.ui.gallery_page import Page
from momstation.ui.gallery_pages import PAGES
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES
from momstation.ui.units import Density

Shown = Page | ScreenState
_OWN = "own"
"""Each page at the density that it is made for."""
_DENSITIES = {_OWN: None, "touch": Density.TOUCH, "desk": Density.DESK}


def show(look: Look) -> int:
    """Until the window is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("momstation gallery")
    host = ThemeHost(look.theme, look.units(Density.TOUCH), parent=app)
    host.apply(app)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)

    async def run() -> None:
        viewer = Viewer(app, host, look)
        Collector(app).start()
        viewer.resize(1700, 950)
        viewer.show()
        await viewer.closed.wait()
        await viewer.clear()

    with loop:
        loop.run_until_complete(run())
    return 0


class Viewer(QWidget):
    """The switches are Qt's own: they belong to whoever designs, and stand beside what is shown."""

    def __init__(self, app: QApplication, host: ThemeHost, look: Look) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self.setWindowTitle("momstation gallery")
        self.closed = asyncio.Event()
        self._app, self._host, self._look = app, host, look
        self._shown: tuple[Shown, ...] = (*PAGES, *states())
        self._staged: Staged | None = None
        self._turn = asyncio.Lock()
        self._opening: set[asyncio.Task[None]] = set()
        self.names = QListWidget()
        self.theme = _switch("theme", THEMES, look.theme)
        self.language = _switch("language", (*SHIPPED, LONG), look.language)
        self.density = _switch("density", tuple(_DENSITIES), _OWN)
        self.scale = _switch("scale", tuple(map(str, SCALES)), str(look.text_scale))
        self.place = QScrollArea()
        self._lay_out()
        self._connect()
        self.names.setCurrentRow(0)

    async def clear(self) -> None:
        """Take away what is shown."""
        if self._staged is not None:
            staged, self._staged = self._staged, None
            self.place.takeWidget()
            await staged.close()

    async def settled(self) -> None:
        """Once what was last chosen is on show."""
        while self._opening:
            await asyncio.gather(*self._opening)
        await settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.set()
        event.accept()

    def look(self) -> Look:
        """As the switches stand."""
        scale = int(self.scale.currentText())
        language = self.language.currentText()
        return replace(self._look, theme=self.theme.currentText(), language=language, text_scale=scale)

    async def open(self, what: Shown) -> None:
        """Another page; the words and the direction are those of the moment in which it is made."""
        async with self._turn:
            await self.clear()
            look, density = self.look(), self._density(what)
            before = self._app.layoutDirection()
            speak(self._app, look)
            wanted = self._app.layoutDirection()
            dress(self._host, look, density)
            size = look.size or (what.size if isinstance(what, Page) else look.size_of(density))
            self._staged = await self._stage(what, size)
            shown = self._staged.widget
            shown.setLayoutDirection(wanted)
            self._app.setLayoutDirection(before)  # the switches stay where they are
            self.place.setWidget(shown)
            await settle()

    async def _stage(self, what: Shown, size: tuple[int, int]) -> Staged:
        if isinstance(what, Page):
            return StagedWidget(what.make(self._host), size)
        return await what.open(self._host, size)

    def _density(self, what: Shown) -> Density:
        return _DENSITIES[self.density.currentText()] or what.density

    def _again(self, *_changed: object) -> None:
        row = self.names.currentRow()
        if row >= 0:
            task = spawn(self.open(self._shown[row]), name="show a page of the gallery")
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    def _change_theme(self, name: str) -> None:
        self._host.set_theme(name)

    def _lay_out(self) -> None:
        self.names.addItems([_title(what) for what in self._shown])
        self.names.setAccessibleName("Pages")
        form = QFormLayout()
        for label, box in (
            ("Theme", self.theme),
            ("Language", self.language),
            ("Density", self.density),
            ("Text scale", self.scale),
        ):
            form.addRow(label, box)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addWidget(self.names, 1)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.addLayout(side)
        row.addWidget(self.place, 1)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.names.setFixedWidth(320)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._again)
        self.theme.currentTextChanged.connect(self._change_theme)
        for box in (self.language, self.density, self.scale):
            box.currentTextChanged.connect(self._again)


def _switch(name: str, values: Sequence[str], now: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"gallery.{name}")
    box.setAccessibleName(name)
    box.addItems(list(values))
    box.setCurrentText(now)
    return box


def _title(what: Shown) -> str:
    return f"Part: {what.name}" if isinstance(what, Page) else f"Screen: {what.screen}, {what.state}"
