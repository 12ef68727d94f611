"""Where a palm may rest on a window and what the other hand can tap, for tests."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from momstation.ui.finger_mouse import tile_at
from momstation.ui.station_row import StationRow
from momstation.ui.tappable import Tappable
from tests.support.window_hands import WindowHands

PALM, EDGE, TIP = 5, 6, 1
"""The numbers of a palm, of its edge that counts as another finger, and of the finger that taps."""
STEP = 12


def place_of(one: WindowHands, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(one.window, QPoint()), widget.size())


def reached(one: WindowHands) -> list[Tappable]:
    """What a finger on its middle presses now."""
    return [
        tile
        for tile in one.window.findChildren(Tappable)
        if tile.isVisible() and tile.isEnabled() and one.window.childAt(middle(one, tile)) is tile
    ]


def middle(one: WindowHands, tile: Tappable) -> QPoint:
    return tile.mapTo(one.window, tile.visibleRegion().boundingRect().center())


def bare(one: WindowHands) -> Iterator[QPoint]:
    """Spots of glass that lie farther from anything that can be pressed than a gap."""
    gap = 2 * one.window.services.host.units.gap
    near = [place_of(one, tile).adjusted(-gap, -gap, gap, gap) for tile in reached(one)]
    for x in range(STEP, one.window.width(), STEP):
        for y in range(STEP, one.window.height(), STEP):
            spot = QPoint(x, y)
            hit = one.window.childAt(spot) or one.window
            if tile_at(hit) is None and not any(place.contains(spot) for place in near):
                yield spot


def counted(one: WindowHands) -> Counter[str]:
    """Each tile counts what it was asked for, and nothing else happens."""
    asked: Counter[str] = Counter()
    for number, tile in enumerate(one.window.findChildren(Tappable)):
        name = f"{number} {tile.objectName() or type(tile).__name__}"
        tile.setProperty("counted", name)
        parts = (tile.part_chosen,) if isinstance(tile, StationRow) else ()
        for signal in (tile.triggered, tile.explained, *parts):
            signal.connect(_nothing)
            signal.disconnect()  # with nothing connected this would be an error
            signal.connect(lambda *_said, name=name: asked.update([name]))
    return asked


def _nothing(*_said: object) -> None:
    """Stands where what a press does was connected."""
