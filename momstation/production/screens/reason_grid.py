"""Reasons to tap: the station's own most frequent first, all others one tap further."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.taking_away import empty
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tile_grid import TileGrid, TileView


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
        self.host = host
        self._prefix = prefix
        self._columns = columns
        self._groups: tuple[ReasonGroupView, ...] = ()
        self._top = self._grid()
        self._others = QWidget()
        self._column = QVBoxLayout(self._others)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.addWidget(self._top)
        self.addWidget(KineticArea(host, self._others))

    @property
    def is_showing_all(self) -> bool:
        return self.currentIndex() == 1

    def show_all(self, is_all: bool) -> None:
        self.setCurrentIndex(1 if is_all else 0)

    def set_reasons(self, top: Sequence[ReasonTile], groups: Sequence[ReasonGroupView]) -> None:
        self._fill(self._top, top)
        if tuple(groups) != self._groups:
            self._groups = tuple(groups)
            self._rebuild()

    def _rebuild(self) -> None:
        empty(self._column)
        self._column.setSpacing(self.host.units.u(8))
        for group in self._groups:
            if group.title:
                self._column.addWidget(Text(self.host, group.title, weight=Weight.SEMIBOLD))
            grid = self._grid()
            self._fill(grid, group.tiles)
            self._column.addWidget(grid)
        self._column.addStretch(1)

    def _grid(self) -> TileGrid:
        grid = TileGrid(self.host, columns=self._columns)
        grid.chosen.connect(self.chosen)
        grid.explained.connect(self.explained)
        return grid

    def _fill(self, grid: TileGrid, tiles: Sequence[ReasonTile]) -> None:
        grid.set_tiles(
            [TileView(one.reason, one.icon, one.text, one.share_text, one.is_suggested) for one in tiles]
        )
        for tile in grid.tiles:
            tile.setObjectName(f"{self._prefix}.{tile.key}")
