"""Draws the bundled icons in any theme colour, sharp at any pixel ratio, each size rendered once."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_KEPT = 512
_POINTS_WITH_TEXT = frozenset(
    {"arrow_back", "arrow_forward", "chevron_left", "chevron_right", "undo", "logout", "backspace"}
)


class IconMissingError(Exception):
    """A screen asked for an icon that is not bundled."""


class IconStore:
    """Icons by name, recoloured; one per theme host."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, int, float, bool], QPixmap] = {}

    def pixmap(
        self, name: str, px: int, colour: QColor, ratio: float = 1.0, mirrored: bool = False
    ) -> QPixmap:
        """A square pixmap of ``px`` logical pixels; raises IconMissingError."""
        flip = mirrored and name in _POINTS_WITH_TEXT
        key = (name, px, colour.rgba(), ratio, flip)
        found = self._pixmaps.get(key)
        if found is None:
            if len(self._pixmaps) >= _KEPT:
                self._pixmaps.clear()
            found = self._pixmaps[key] = self._render(name, px, colour, ratio, flip)
        return found

    def _render(self, name: str, px: int, colour: QColor, ratio: float, flip: bool) -> QPixmap:
        device = max(1, round(px * ratio))
        picture = QPixmap(device, device)
        picture.fill(Qt.GlobalColor.transparent)
        svg = self._source(name).replace("<svg ", f'<svg fill="{colour.name()}" ', 1)
        painter = QPainter(picture)
        if flip:
            painter.translate(device, 0)
            painter.scale(-1, 1)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, device, device))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _source(self, name: str) -> str:
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            if not path.is_file():
                raise IconMissingError(name)
            self._sources[name] = path.read_text(encoding="utf-8")
        return self._sources[name]
