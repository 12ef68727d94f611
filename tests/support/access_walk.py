"""What a screen owes a hand, a keyboard and a screen reader, as lint over what is shown: each fault in words.

Only what lies on top is walked: a sheet if one is open, else the lock, else the screen in its frame.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.banner import VerdictBanner
from momstation.ui.gap_taps import GapTaps
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.shown import Shown
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density

ROUNDING_MM = 0.3
"""So much is lost to whole pixels."""
FAR = 200
_TABS = Qt.FocusPolicy.TabFocus
_TILES = (ActionTile, ReasonTile)
_CODED = re.compile(r"[a-z_]+([._][a-z0-9_]+)+|<[^>]*>|[{}]")
_HAS_VALUE = (
    QAccessible.Role.EditableText,
    QAccessible.Role.Slider,
    QAccessible.Role.SpinBox,
    QAccessible.Role.ProgressBar,
)


def faults(window: QWidget, host: ThemeHost) -> list[str]:
    """Everything that is wrong with what is shown now; moves the focus round once."""
    root = top_of(window)
    return [
        *unnamed(root),
        *too_small(root, host),
        *too_close(root, host),
        *out_of_reach(root, window),
        *namesakes(root),
        *out_of_order(root),
    ]


def top_of(window: QWidget) -> QWidget:
    """What a person can act on: all of the window, or what covers it."""
    covers = [one for one in window.findChildren(Overlay) if one.isVisible() and not one.isHidden()]
    covers = [one for one in covers if one.layer in (Layer.SHEET, Layer.LOCK)]
    covers.sort(key=lambda one: (one.layer, window.children().index(one) if one in window.children() else 0))
    return covers[-1] if covers else window


def acting(root: QWidget) -> list[Tappable]:
    """What a tap does something to, scrolled away or not."""
    return [
        one for one in root.findChildren(Tappable) if one.isVisible() and one.isEnabled() and _is_open(one)
    ]


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab is to stop."""
    every = (one for one in root.findChildren(QWidget) if one.isVisible() and one.isEnabled())
    return [one for one in every if one.focusPolicy() & _TABS == _TABS]


def unnamed(root: QWidget) -> list[str]:
    """Whoever cannot see is told what it is, what it is called in words, and its value."""
    found = []
    shown = [one for one in root.findChildren(Shown) if one.isVisible() and one.text()]
    for widget in dict.fromkeys([*acting(root), *stops(root), *shown]):
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{called(widget)} has no name")
        elif name == widget.objectName() or _CODED.fullmatch(name.strip()):
            found.append(f"{called(widget)} is called {name}: not in words")
        if told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not _is_pad(widget):
            found.append(f"{called(widget)} has no role")
        if told.role() in _HAS_VALUE and not _value(told):
            found.append(f"{called(widget)} has a value that is not told")
    return found


def too_small(root: QWidget, host: ThemeHost) -> list[str]:
    """A glove needs 15 mm, 20 mm on what is tapped all day; a mouse at a desk 9 mm."""
    units = host.units
    found = []
    for one in acting(root):
        is_large = isinstance(one, _TILES)
        least = 9.0 if units.density is Density.DESK else 20.0 if is_large else 15.0
        side = min(one.width(), one.height()) / units.display.px_per_mm
        if side < least - ROUNDING_MM:
            found.append(f"{called(one)} is {side:.1f} mm small, not {least:.0f}")
    return found


def too_close(root: QWidget, host: ThemeHost) -> list[str]:
    """Neighbours keep a gap, or something gives each press in the gap to the nearer one; none lies over another."""
    least = (1.5 if host.units.density is Density.DESK else 3.0) - ROUNDING_MM
    boxes = [(one, visible(one, root)) for one in acting(root)]
    boxes = [(one, box) for one, box in boxes if not box.isEmpty()]
    found = []
    for (one, here), (other, there) in combinations(boxes, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        apart = _apart(here, there) / host.units.display.px_per_mm
        if here.intersects(there):
            found.append(f"{called(one)} and {called(other)} overlap")
        elif apart < least and not _shares_its_gaps(one, other):
            found.append(f"{called(one)} and {called(other)} are {apart:.1f} mm apart")
    return found


def out_of_reach(root: QWidget, window: QWidget) -> list[str]:
    """All of it lies in the window or can be scrolled to. Nothing lies over its middle but a verdict, which one tap
    anywhere on it takes away."""
    found = []
    for one in acting(root):
        box, seen = placed(one, window), visible(one, window)
        if scrolls(one) is None and not window.rect().contains(box):
            found.append(f"{called(one)} is not all in the window")
        if seen.isEmpty():
            continue
        hit = window.childAt(seen.center())
        if isinstance(hit, VerdictBanner):
            continue
        if hit is not None and hit is not one and not one.isAncestorOf(hit):
            found.append(f"{called(hit)} lies over {called(one)}")
    return found


def namesakes(root: QWidget) -> list[str]:
    """Two things beside each other are told apart by their names."""
    found = []
    for one, other in combinations(acting(root), 2):
        if one.parentWidget() is other.parentWidget() and _told(one) == _told(other):
            found.append(f"{called(one)} and {called(other)} are both called {one.accessibleName()}")
    return found


def out_of_order(root: QWidget) -> list[str]:
    """Tab visits every stop, down and in the direction of reading; a column may be read before the next."""
    wanted = stops(root)
    places = {one: (placed(one, root), visible(one, root)) for one in wanted}
    is_mirrored = root.layoutDirection() is Qt.LayoutDirection.RightToLeft
    order = round_of_tab(root, len(wanted))
    found = [f"Tab never comes to {called(one)}" for one in wanted if one not in order]
    order = [one for one in order if one in places]
    for one, after in combinations(order, 2):
        if _layer(one) is not _layer(after):
            continue
        here, there = (places[each][0 if scrolls(one) is scrolls(after) else 1] for each in (one, after))
        if not here.isEmpty() and not there.isEmpty() and _comes_before(there, here, is_mirrored):
            found.append(f"Tab comes to {called(one)} before {called(after)}")
    return found


def round_of_tab(root: QWidget, count: int) -> list[QWidget]:
    """Where the focus goes, from the first stop until it comes round."""
    first = _first(root)
    if first is None:
        return []
    first.setFocus(Qt.FocusReason.TabFocusReason)
    order: list[QWidget] = []
    for _step in range(min(FAR, 2 * count + 4)):
        now = QApplication.focusWidget()
        if now is None or now in order:
            break
        order.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return order


def visible(widget: QWidget, root: QWidget) -> QRect:
    """The part of it that is not scrolled away, in the root's place."""
    area = scrolls(widget)
    box = placed(widget, root)
    if area is None:
        return box
    port = area.viewport()
    return box.intersected(QRect(port.mapTo(root, QPoint()), port.size()))


def placed(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size())


def scrolls(widget: QWidget) -> QAbstractScrollArea | None:
    """What it scrolls in."""
    for above in _above(widget):
        if isinstance(above, QAbstractScrollArea):
            return above
    return None


def called(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} “{widget.accessibleName()}”"


def _first(root: QWidget) -> QWidget | None:
    """Where a key comes to that is pressed while nothing has the focus."""
    now = QApplication.focusWidget()
    if now is not None:
        now.clearFocus()
    root.focusNextPrevChild(True)
    return QApplication.focusWidget()


def _comes_before(one: QRect, other: QRect, is_mirrored: bool) -> bool:
    """Whether the eye is at one before it is at the other: higher in the same column, or earlier in the line."""
    slack = min(one.height(), other.height()) // 2
    ahead = other.left() - one.right() if not is_mirrored else one.left() - other.right()
    is_level = one.top() + slack < other.bottom() and other.top() + slack < one.bottom()
    if is_level:
        return ahead >= 0
    is_same_column = one.left() < other.right() and other.left() < one.right()
    return one.bottom() <= other.top() + slack and (is_same_column or ahead > 0)


def _apart(one: QRect, other: QRect) -> int:
    across = max(one.left() - other.right(), other.left() - one.right(), 0)
    along = max(one.top() - other.bottom(), other.top() - one.bottom(), 0)
    return max(across, along)


def _shares_its_gaps(one: QWidget, other: QWidget) -> bool:
    return any(
        above.isAncestorOf(other) and any(isinstance(child, GapTaps) for child in above.children())
        for above in _above(one)
    )


def _above(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def _is_open(widget: QWidget) -> bool:
    """Not in a page of the frame that is turned over, which keeps no room."""
    return widget.width() > 0 and widget.height() > 0


def _layer(widget: QWidget) -> QWidget | None:
    """What lies over the screen is a line of its own."""
    return next((above for above in _above(widget) if isinstance(above, Overlay)), None)


def _told(widget: QWidget) -> tuple[str, str]:
    return widget.accessibleName(), widget.accessibleDescription()


def _is_pad(widget: QWidget) -> bool:
    """A pad is one stop with keys inside; its field tells what was typed."""
    return any(isinstance(child, Tappable) for child in widget.findChildren(Tappable))


def _value(told: QAccessibleInterface) -> str:
    text: Sequence[str] = (told.text(QAccessible.Text.Value), told.text(QAccessible.Text.Name))
    return next((part for part in text if part.strip()), "")
