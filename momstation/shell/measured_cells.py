"""Brings a gauge's value into the inspector's grid that is on the screen, so that no hand leaves gauge and piece."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.shell.verdict import Verdict
from momstation.ui.measure_grid import MeasureGrid
from momstation.ui.measure_model import WrongKind


def open_grid(window: QWidget) -> MeasureGrid | None:
    """The grid whose framed cell a person sees; what a sheet asks for over it comes first."""
    return next((grid for grid in window.findChildren(MeasureGrid) if _is_seen(grid, window)), None)


def fill(grid: MeasureGrid, value: Decimal, said: str) -> Verdict:
    """Into the framed cell, and the frame goes on. A value outside its limits is kept, and said to be outside."""
    if grid.measures.current is None:
        title = _("{value} was not entered.").format(value=said)
        return Verdict(False, title, _("Every cell is filled. Tap the one that you measure again."))
    try:
        cell = grid.take(value)
    except WrongKind:
        title = _("{value} was not entered.").format(value=said)
        return Verdict(False, title, _("The framed cell is judged by eye. Tap the cell that you measure."))
    assert cell is not None, "a cell was framed"
    feature = grid.measures.features[cell.feature].name
    judged = grid.measures.judge(cell).word()
    where = _("{feature}, sample {number}: {verdict}")
    text = where.format(feature=feature, number=cell.sample + 1, verdict=judged)
    return Verdict(True, _("Entered: {value}").format(value=said), text, books=False)


def _is_seen(grid: MeasureGrid, window: QWidget) -> bool:
    """All cells may be filled: then it is the middle of the grid that a finger must reach."""
    if not grid.isVisible():
        return False
    inside = grid.viewport()
    spot = (grid.framed_box() or inside.rect()).center()
    return window.childAt(inside.mapTo(window, spot)) is inside
