"""What a screen reader and a finger find in a window, read from the accessibility tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget


@dataclass(frozen=True)
class Seen:
    """One node of the tree; the rect is in window pixels."""

    name: str
    description: str
    role: QAccessible.Role
    rect: QRect
    widget: QWidget | None
    is_focusable: bool


def tree(window: QWidget) -> list[Seen]:
    """Every visible node below the window."""
    root = QAccessible.queryAccessibleInterface(window)
    origin = window.mapToGlobal(QPoint(0, 0))
    return [_seen(node, origin) for node in _walk(root) if not node.state().invisible]


def tappable(window: QWidget) -> list[Seen]:
    """The buttons that a finger reaches, not covered by a sheet."""
    return [node for node in tree(window) if _is_button(node) and _reaches(window, node)]


def _is_button(node: Seen) -> bool:
    return node.role == QAccessible.Role.Button and isinstance(node.widget, QAbstractButton)


def _reaches(window: QWidget, node: Seen) -> bool:
    assert node.widget is not None
    return node.widget.isEnabled() and window.childAt(node.rect.center()) is node.widget


def _walk(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for index in range(node.childCount()):
        child = node.child(index)
        if child is not None and child.isValid():
            yield child
            yield from _walk(child)


def _seen(node: QAccessibleInterface, origin: QPoint) -> Seen:
    thing = node.object()
    return Seen(
        node.text(QAccessible.Text.Name),
        node.text(QAccessible.Text.Description),
        node.role(),
        node.rect().translated(-origin),
        thing if isinstance(thing, QWidget) else None,
        bool(node.state().focusable),
    )
