"""Takes widgets away whose time is over: out of sight at once, out of the world when nobody speaks to them any more."""

from PySide6.QtWidgets import QLayout, QWidget


def take_away(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


def empty(layout: QLayout) -> None:
    """All widgets that the layout holds go; those of layouts inside it stay."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            take_away(widget)
