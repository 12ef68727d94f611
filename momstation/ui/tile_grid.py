"""A grid of reasons that fills its room, so that six tiles are as large as the panel allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from momstation.ui.gap_taps import GapTaps
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.taking_away import take_away
from momstation.ui.theme import ThemeHost


@dataclass(frozen=True)
class TileView:
    """What one tile shows; ``refusal`` says why it cannot be chosen now."""

    key: str
    icon: str
    label: str
    hint: str = ""
    is_suggested: bool = False
    refusal: str = ""


class TileGrid(QWidget):
    """Tiles in reading order; ``chosen`` carries the key of the tapped one."""

    chosen = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, *, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._columns = columns
        self._shown: tuple[TileView, ...] = ()
        self._tiles: list[ReasonTile] = []
        self._layout = QGridLayout(self)
        host.space(self._layout, margin=False)
        GapTaps(host, self)
        host.changed.connect(self._respace)

    @property
    def columns(self) -> int:
        return self._columns

    @property
    def tiles(self) -> tuple[ReasonTile, ...]:
        return tuple(self._tiles)

    def set_tiles(self, views: Sequence[TileView]) -> None:
        """Unchanged tiles stay the same widgets: a button never moves under the finger."""
        if tuple(views) == self._shown:
            return
        self._clear()
        self._shown = tuple(views)
        for view in views:
            self._tiles.append(self._tile(view))
        self._place()

    def set_columns(self, columns: int) -> None:
        """The same tiles in more or fewer columns."""
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._layout.setColumnStretch(column, 0)
        for tile in self._tiles:
            self._layout.removeWidget(tile)
        self._columns = columns
        self._place()

    def _place(self) -> None:
        for index, tile in enumerate(self._tiles):
            self._layout.addWidget(tile, index // self._columns, index % self._columns)
        for column in range(self._columns):
            self._layout.setColumnStretch(column, 1)

    def _tile(self, view: TileView) -> ReasonTile:
        tile = ReasonTile(
            self.host, view.icon, view.label, key=view.key, hint=view.hint, suggested=view.is_suggested
        )
        tile.set_refusal(view.refusal)
        tile.chosen.connect(self.chosen)
        tile.explained.connect(self.explained)
        return tile

    def _clear(self) -> None:
        for tile in self._tiles:
            self._layout.removeWidget(tile)
            take_away(tile)
        self._tiles = []

    def _respace(self) -> None:
        self.host.space(self._layout, margin=False)
