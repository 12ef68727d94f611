"""A list to be read offers nothing to press, is told to who cannot see, and is leafed through by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from momstation.ui.fact_list import FactList
from momstation.ui.fact_row import FactRow
from momstation.ui.row_view import RowView
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show


def rows(count: int) -> list[RowView]:
    return [RowView(str(n), f"Record {n}", "A. Meyer", "14:02", icon="history") for n in range(count)]


def test_nothing_in_it_can_be_pressed_or_takes_the_focus(host: ThemeHost, show: Show) -> None:
    made = FactList(host)
    made.set_rows(rows(3))
    show(made)
    assert made.findChildren(Tappable) == []
    assert {row.focusPolicy() for row in made.rows} == {Qt.FocusPolicy.NoFocus}


def test_each_row_is_told_as_text(host: ThemeHost, show: Show) -> None:
    made = FactList(host)
    made.set_rows(rows(1))
    show(made)
    told = QAccessible.queryAccessibleInterface(made.rows[0])
    assert told.role() is QAccessible.Role.StaticText
    assert told.text(QAccessible.Text.Name) == "Record 0"
    assert told.text(QAccessible.Text.Description) == "A. Meyer, 14:02"


def test_other_rows_take_the_place_of_the_old_ones(host: ThemeHost, show: Show) -> None:
    made = FactList(host)
    show(made)
    for count in (4, 2, 0, 3):
        made.set_rows(rows(count))
        assert [row.view.title for row in made.rows] == [f"Record {n}" for n in range(count)]
        QApplication.processEvents()
        kept = [row for row in made.findChildren(FactRow) if not row.isHidden()]
        assert len(kept) == count


def test_it_is_leafed_through_by_keys(host: ThemeHost, show: Show) -> None:
    made = FactList(host)
    made.set_rows(rows(60))
    show(made)
    assert made.page(Qt.Key.Key_PageDown) and made.verticalScrollBar().value() > 0
    assert made.page(Qt.Key.Key_PageUp) and made.verticalScrollBar().value() == 0
