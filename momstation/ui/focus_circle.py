"""Keeps the keyboard's focus going round inside what covers the window, so that nothing behind it is pressed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops here now."""
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isVisible() and widget.isEnabled()


def inside(root: QWidget) -> list[QWidget]:
    """Everything below ``root`` at which Tab stops."""
    return [widget for widget in root.findChildren(QWidget) if takes_focus(widget)]


def step_inside(root: QWidget, forward: bool) -> bool:
    """Move the focus to the next of ``root``'s own; False when there is none."""
    start = QApplication.focusWidget() or root
    widget = _step(start, forward)
    while widget is not None and widget is not start:
        if root.isAncestorOf(widget) and takes_focus(widget):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            widget.setFocus(reason)
            return True
        widget = _step(widget, forward)
    return False


def _step(widget: QWidget, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()
