"""The bar that never moves: the same tiles in the same places, whatever the screen above them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.production.views import Action
from momstation.ui.action_tile import ActionTile, tile_height
from momstation.ui.taking_away import take_away
from momstation.ui.theme import ThemeHost

PRIMARY = "tile.primary"


class ActionBar(QWidget):
    """``acted`` carries the Action of the tapped tile, ``refused`` that of an unavailable one; ``explained``
    says why a card may not be tapped."""

    acted = Signal(object)
    refused = Signal(object)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self.host = host
        self._actions: list[Action] = []
        self._tiles: list[ActionTile] = []
        self._row = QHBoxLayout(self)
        host.changed.connect(self._respace)
        self._respace()
        self.setFixedHeight(tile_height(host.units))

    @property
    def tiles(self) -> tuple[ActionTile, ...]:
        return tuple(self._tiles)

    def set_actions(self, tiles: Sequence[Action], primary: Action) -> None:
        """Tiles stay the same widgets; only what they say changes."""
        wanted = [*tiles, primary]
        if len(wanted) != len(self._tiles):
            self._build(wanted)
        before, self._actions = self._actions, wanted
        for index, action in enumerate(wanted):
            if index >= len(before) or before[index] != action:
                name = PRIMARY if index == len(wanted) - 1 else f"tile.{action.key.value}"
                _dress(self._tiles[index], action, name)

    def press(self, index: int) -> bool:
        """The tile at this place from the keyboard; False if there is none."""
        if index >= len(self._tiles):
            return False
        self._tiles[index].click()
        return True

    def press_primary(self) -> None:
        if self._tiles:
            self._tiles[-1].click()

    def _build(self, actions: Sequence[Action]) -> None:
        for tile in self._tiles:
            self._row.removeWidget(tile)
            take_away(tile)
        self._tiles = [self._tile(index, len(actions)) for index in range(len(actions))]
        self._actions = []

    def _tile(self, index: int, count: int) -> ActionTile:
        tile = ActionTile(self.host, "", "", primary=index == count - 1)
        tile.triggered.connect(lambda: self.acted.emit(self._actions[index]))
        tile.explained.connect(lambda _reason: self.refused.emit(self._actions[index]))
        self._row.addWidget(tile, 1)
        return tile

    def _respace(self) -> None:
        self.host.space(self._row, margin=False)
        self.setFixedHeight(tile_height(self.host.units))


def _dress(tile: ActionTile, action: Action, name: str) -> None:
    """A tile that says the same as before is left alone: it need not be painted again."""
    tile.setObjectName(name)
    tile.set_icon(action.icon)
    tile.set_label(action.label)
    tile.set_badge(action.badge, action.badge_status)
    tile.set_refusal(action.refusal)
