"""Keeps the keyboard's focus going round inside what covers the window, so that nothing behind it is pressed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from momstation.ui.reading_order import in_reading_order


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops here now."""
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isVisible() and widget.isEnabled()


def inside(root: QWidget) -> list[QWidget]:
    """Everything below ``root`` at which Tab stops, as the eye comes to it."""
    stops = [widget for widget in root.findChildren(QWidget) if takes_focus(widget)]
    return in_reading_order(root, stops)


def step_inside(root: QWidget, forward: bool) -> bool:
    """Move the focus to the next of ``root``'s own; False when there is none.

    Not by way of the window's whole chain: for each of Qt's own parts that is met there the binding keeps a shell.
    """
    own = inside(root)
    now = QApplication.focusWidget()
    at = next((index for index, widget in enumerate(own) if widget is now), -1 if forward else len(own))
    others = [*own[at + 1 :], *own[: max(at, 0)]] if forward else [*own[:at][::-1], *own[at + 1 :][::-1]]
    if not others:
        return False
    others[0].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _scroll_to(others[0], root)
    return True


def _scroll_to(widget: QWidget, root: QWidget) -> None:
    """Qt scrolls to what gets the focus only when it had it inside the same area before."""
    above = widget.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 0)
        above = above.parentWidget()
