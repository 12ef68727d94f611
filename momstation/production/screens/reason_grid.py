"""Reasons to tap: the station's own most frequent first, all others one tap further."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from momstation.production.screens.reason_page import ReasonPage, tile_views
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.theme import ThemeHost
from momstation.ui.tile_grid import TileGrid


class ReasonGrid(QStackedWidget):
    """Page one holds the top reasons, page two all others by group. ``chosen`` carries the reason's id.

    Each tile is named ``<prefix>.<reason id>``.
    """

    chosen = Signal(str)
    explained = Signal(str)

    def __init__(
        self, host: ThemeHost, prefix: str, *, columns: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._top = TileGrid(host, columns=columns)
        self._others = ReasonPage(host, prefix, columns)
        for page in (self._top, self._others):
            page.chosen.connect(self.chosen)
            page.explained.connect(self.explained)
            self.addWidget(page)

    @property
    def is_showing_all(self) -> bool:
        return self.currentIndex() == 1

    @property
    def area(self) -> KineticArea:
        """What a finger throws, and Page Up and Page Down move."""
        return self._others.area

    def show_all(self, is_all: bool) -> None:
        """Whoever turns the page begins at its top."""
        if not is_all:
            self.area.verticalScrollBar().setValue(0)
        self.setCurrentIndex(1 if is_all else 0)

    def set_reasons(self, top: Sequence[ReasonTile], groups: Sequence[ReasonGroupView]) -> None:
        self._top.set_tiles(tile_views(top))
        for tile in self._top.tiles:
            tile.setObjectName(f"{self._prefix}.{tile.key}")
        self._others.set_groups(groups)
