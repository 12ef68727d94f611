"""Writes every page and every screen state as a picture, and an index that names them for programs."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from momstation.app.gallery.looks import Look, dress, speak
from momstation.app.gallery.stage import ScreenState, StagedWidget, hush, settle
from momstation.ui.gallery_page import Page
from momstation.ui.theme import ThemeHost

INDEX = "index.json"
PAGE, SCREEN = "page", "screen"


@dataclass(frozen=True)
class Picture:
    """A line of the index. ``size`` is in logical pixels, ``ratio`` how many of the file's are one of them."""

    file: str
    kind: str
    name: str
    state: str
    theme: str
    language: str
    text_scale: int
    size: tuple[int, int]
    ratio: float
    direction: str
    clipped: tuple[str, ...]


Drawn = tuple[Picture, QImage]


class Painter:
    """Draws pages and screens with one theme host; what does not fit is noted with the picture."""

    def __init__(self, app: QApplication, host: ThemeHost) -> None:
        self._app = app
        self._host = host
        self._clipped: list[str] = []
        host.clipped.connect(self._note_clipped)

    async def pages(self, pages: Sequence[Page], looks: Sequence[Look]) -> AsyncIterator[Drawn]:
        """Looks that differ only in their theme share one window: a switch of light is part of what is shown."""
        for page in pages:
            for group in _by_window(looks):
                async for drawn in self._page(page, group):
                    yield drawn

    async def screens(self, states: Sequence[ScreenState], looks: Sequence[Look]) -> AsyncIterator[Drawn]:
        for state in states:
            for group in _by_window(looks):
                async for drawn in self._screen(state, group):
                    yield drawn

    async def _page(self, page: Page, group: Sequence[Look]) -> AsyncIterator[Drawn]:
        direction = speak(self._app, group[0])
        dress(self._host, group[0], page.density)
        staged = StagedWidget(page.make(self._host), group[0].size or page.size)
        await settle()
        if page.afterwards is not None:
            staged.widget.activateWindow()
            await settle()
            page.afterwards(staged.widget)
        for look in group:
            yield await self._grab(staged.widget, look, page, _Named(PAGE, page.name, page.name), direction)
        await staged.close()

    async def _screen(self, state: ScreenState, group: Sequence[Look]) -> AsyncIterator[Drawn]:
        direction = speak(self._app, group[0])
        dress(self._host, group[0], state.density)
        staged = await state.open(self._host, group[0].size_of(state.density))
        for look in group:
            yield await self._grab(
                staged.widget, look, state, _Named(SCREEN, state.screen, state.state), direction
            )
        await staged.close()

    async def _grab(
        self, widget: QWidget, look: Look, what: Page | ScreenState, named: "_Named", direction: str
    ) -> Drawn:
        dress(self._host, look, what.density)
        await settle()
        hush(widget)
        self._clipped.clear()
        image = widget.grab().toImage()
        ratio = image.devicePixelRatio()
        size = (round(image.width() / ratio), round(image.height() / ratio))
        file = f"{look.language}/{look.theme}/{named.kind}-{what.name}.png"
        picture = Picture(
            file, named.kind, named.name, named.state, look.theme, look.language, look.text_scale, size, ratio,
            direction, tuple(dict.fromkeys(self._clipped)),
        )  # fmt: skip
        return picture, image

    def _note_clipped(self, component: str, text: str) -> None:
        self._clipped.append(f"{component}: {text}")


@dataclass(frozen=True)
class _Named:
    kind: str
    name: str
    state: str


async def write_all(
    painter: Painter,
    pages: Sequence[Page],
    states: Sequence[ScreenState],
    looks: Sequence[Look],
    folder: Path,
) -> list[Picture]:
    """Every page and state in every look into ``folder``, with its index; raises OSError."""
    written: list[Picture] = []
    for drawn in (painter.pages(pages, looks), painter.screens(states, looks)):
        async for picture, image in drawn:
            path = folder / picture.file
            path.parent.mkdir(parents=True, exist_ok=True)
            if not image.save(str(path)):
                raise OSError(f"{path} could not be written")
            written.append(picture)
    index = {"version": 1, "pictures": [asdict(picture) for picture in written]}
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (folder / INDEX).write_text(text + "\n", encoding="utf-8")
    return written


def _by_window(looks: Sequence[Look]) -> list[list[Look]]:
    groups: dict[Look, list[Look]] = {}
    for look in looks:
        groups.setdefault(replace(look, theme=""), []).append(look)
    return list(groups.values())
