"""Gives the gap between two targets to the nearer one: a glove never taps in vain."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost

_KINDS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)


class GapTaps(QObject):
    """Watches one container; a press on its bare ground goes to the nearest tile within one gap."""

    def __init__(self, host: ThemeHost, container: QWidget) -> None:
        super().__init__(container)
        self._host = host
        self._container = container
        self._targets: dict[int, Tappable] = {}
        """By the number of the device: each finger has its own."""
        self._is_handing = False
        container.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._container or event.type() not in _KINDS:
            return False
        if not isinstance(event, QMouseEvent) or self._is_handing:
            return False  # what a tile ignores comes back to its container
        device = event.device().systemId()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._aim(device, self.nearest(event.position()))
        target = self._targets.get(device)
        if target is None or not isValid(target):
            return False
        self._hand_on(target, event)
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._targets.pop(device, None)
        return True

    def _aim(self, device: int, target: Tappable | None) -> None:
        self._targets.pop(device, None)
        if target is not None:
            self._targets[device] = target

    def nearest(self, spot: QPointF) -> Tappable | None:
        """The visible tile whose edge is nearest, if it is no farther than one gap."""
        tiles = [
            tile for tile in self._container.findChildren(Tappable) if tile.isVisible() and tile.isEnabled()
        ]
        reach = self._host.units.gap
        near = [(self._distance(tile, spot), index) for index, tile in enumerate(tiles)]
        within = [pair for pair in near if pair[0] <= reach]
        return tiles[min(within)[1]] if within else None

    def _distance(self, tile: Tappable, spot: QPointF) -> float:
        box = self._box(tile)
        across = max(box.left() - spot.x(), spot.x() - box.right(), 0.0)
        along = max(box.top() - spot.y(), spot.y() - box.bottom(), 0.0)
        return max(across, along)

    def _box(self, tile: Tappable) -> QRectF:
        return QRectF(QPointF(tile.mapTo(self._container, tile.rect().topLeft())), QRectF(tile.rect()).size())

    def _hand_on(self, tile: Tappable, event: QMouseEvent) -> None:
        """The same event, at the nearest point inside the tile; farther away it stays outside."""
        box, spot = self._box(tile), event.position()
        if self._distance(tile, spot) <= self._host.units.gap:
            spot = QPointF(
                min(max(spot.x(), box.left() + 1), box.right() - 2),
                min(max(spot.y(), box.top() + 1), box.bottom() - 2),
            )
        copy = QMouseEvent(
            event.type(),
            spot - box.topLeft(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        copy.setTimestamp(event.timestamp())
        self._is_handing = True
        try:
            QApplication.sendEvent(tile, copy)
        finally:
            self._is_handing = False
