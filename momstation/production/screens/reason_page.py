"""All the reasons that are not the most frequent, on one page by group, with a column of jumps where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScroller, QVBoxLayout, QWidget

from momstation.production.screens.reason_jumps import Jump, ReasonIndex, in_order
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.jump_column import JumpColumn, column_width, keys_that_fit
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.taking_away import empty
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tile_grid import TileGrid, TileView

_LEAST_TILE_MM = 28.0
"""Narrower, a long word is too small to read."""
_MOST_COLUMNS = 2
_SPACING = 8


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the page is laid out: tiles beside each other, and jumps in so many columns."""

    tiles: int
    columns: int
    jumps: tuple[Jump, ...] = ()

    def is_seen_at_once(self, screen: int) -> bool:
        return all(jump.count <= screen for jump in self.jumps)


def tile_views(tiles: Sequence[ReasonTile]) -> list[TileView]:
    return [TileView(one.reason, one.icon, one.text, one.share_text, one.is_suggested) for one in tiles]


class ReasonPage(QWidget):
    """Each tile is named ``<prefix>.<reason id>``, each jump ``<prefix>s.jump.<n>``. A jump only shows: it chooses
    no reason."""

    chosen = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, prefix: str, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._prefix = prefix
        self._tiles_beside = columns
        self._given: tuple[ReasonGroupView, ...] = ()
        self._groups: tuple[ReasonGroupView, ...] = ()
        self._index = ReasonIndex(())
        self._heads: list[Text | None] = []
        self._grids: list[TileGrid] = []
        self._plan = _Plan(columns, 1)
        self._jumped_to: tuple[int, int] | None = None
        self._inside = QWidget()
        self._page = QVBoxLayout(self._inside)
        self._page.setContentsMargins(0, 0, 0, 0)
        self.area = KineticArea(host, self._inside)
        self.column = JumpColumn(host)
        self.column.hide()
        self._halves = QHBoxLayout(self)
        self._halves.addWidget(self.column)
        self._halves.addWidget(self.area, 1)
        self.column.jumped.connect(self._jump)
        self.area.verticalScrollBar().valueChanged.connect(self._mark)
        self.area.verticalScrollBar().rangeChanged.connect(self._mark)
        host.changed.connect(self._lay_out)

    def set_groups(self, groups: Sequence[ReasonGroupView]) -> None:
        if tuple(groups) == self._given:
            return
        self._given = tuple(groups)
        self._groups = tuple(in_order(group) for group in groups if group.tiles)
        self._index = ReasonIndex(self._groups)
        empty(self._page)
        self._page.setSpacing(self.host.units.u(_SPACING))
        self._heads = [self._head(group) for group in self._groups]
        self._grids = [self._grid(group) for group in self._groups]
        for head, grid in zip(self._heads, self._grids, strict=True):
            if head is not None:
                self._page.addWidget(head)
            self._page.addWidget(grid)
        self._page.addStretch(1)
        self._jumped_to = None
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From among the reasons back to the jumps, which lie before all of them."""
        current = next((key for key in self.column.keys if key.is_current and key.isVisible()), None)
        if event.key() == Qt.Key.Key_Home and current is not None:
            current.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        super().keyPressEvent(event)

    def _head(self, group: ReasonGroupView) -> Text | None:
        return Text(self.host, group.title, weight=Weight.SEMIBOLD) if group.title else None

    def _grid(self, group: ReasonGroupView) -> TileGrid:
        grid = TileGrid(self.host, columns=self._plan.tiles)
        grid.chosen.connect(self.chosen)
        grid.explained.connect(self.explained)
        grid.set_tiles(tile_views(group.tiles))
        for tile in grid.tiles:
            tile.setObjectName(f"{self._prefix}.{tile.key}")
        return grid

    def _lay_out(self) -> None:
        """Once it is known how large it is; before, nobody sees it."""
        if not self.isVisible():
            return
        self.host.space(self._halves, margin=False)
        self._plan = self._planned()
        for grid in self._grids:
            grid.set_columns(self._plan.tiles)
        self.column.set_jumps([jump.view for jump in self._plan.jumps], columns=self._plan.columns)
        for place, key in enumerate(self.column.keys):
            key.setObjectName(f"{self._prefix}s.jump.{place}")
        self.column.setVisible(bool(self._plan.jumps))
        self._halves.activate()
        self._mark()

    def _planned(self) -> _Plan:
        """As few columns of jumps as show with each all that it jumps to; where not even two do, a jump leads to
        more than is seen at once."""
        plan = _Plan(self._tiles_beside, 1)
        if self._tall(plan.tiles) <= self.height():
            return plan
        for columns in range(1, _MOST_COLUMNS + 1):
            tried = self._with_jumps(columns)
            if columns > 1 and tried.tiles < min(2, self._tiles_beside):
                break
            plan = tried
            if plan.is_seen_at_once(self._rows() * plan.tiles):
                break
        return plan

    def _with_jumps(self, columns: int) -> _Plan:
        most = columns * keys_that_fit(self.host, self.height(), self._index.samples())
        tiles = self._tiles_beside
        while True:
            found = self._index.jumps(self._rows() * tiles, tiles, most)
            wide = column_width(self.host, [jump.view for jump in found], columns)
            fit = self._tiles_that_fit(self.width() - wide - self.host.units.gap)
            if fit >= tiles:
                return _Plan(tiles, columns, found if len(found) > 1 else ())
            tiles = fit

    def _tiles_that_fit(self, width: int) -> int:
        units = self.host.units
        return max(1, (width + units.gap) // (units.mm(_LEAST_TILE_MM) + units.gap))

    def _rows(self) -> int:
        """Seen at once."""
        units = self.host.units
        return max(1, (self.height() + units.gap) // (units.primary + units.gap))

    def _tall(self, tiles: int) -> int:
        units, spacing = self.host.units, self._page.spacing()
        total = 0
        for head, group in zip(self._heads, self._groups, strict=True):
            rows = -(-len(group.tiles) // tiles)
            total += rows * (units.primary + units.gap) - units.gap + spacing
            total += head.sizeHint().height() + spacing if head is not None else 0
        return total - spacing

    def _jump(self, which: int) -> None:
        """At once: what moves by itself cannot be hit."""
        jump, bar = self._plan.jumps[which], self.area.verticalScrollBar()
        if QScroller.hasScroller(self.area.viewport()):
            QScroller.scroller(self.area.viewport()).stop()
        bar.setValue(self._top_of(jump))
        self._jumped_to = (which, bar.value())
        self._mark()
        if self.host.is_by_keys:
            first = self._grids[jump.group].tiles[jump.first]
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _top_of(self, jump: Jump) -> int:
        head, tile = self._heads[jump.group], self._grids[jump.group].tiles[jump.first]
        top = head if head is not None and jump.first == 0 else tile
        return top.mapTo(self._inside, QPoint(0, 0)).y()

    def _mark(self) -> None:
        """The last one whose begin has come to the top, or where that is too near to the end to come there, the
        one that was jumped to."""
        value = self.area.verticalScrollBar().value()
        if self._jumped_to is not None and self._jumped_to[1] == value:
            self.column.set_current(self._jumped_to[0])
            return
        self._jumped_to = None
        reached = value + self.host.units.primary // 2
        past = [place for place, jump in enumerate(self._plan.jumps) if self._top_of(jump) <= reached]
        self.column.set_current(past[-1] if past else 0)
