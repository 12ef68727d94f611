"""The inspector's grid: any order of values, choices and corrections ends as a plain table would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from momstation.ui.measure_grid import MeasureGrid
from momstation.ui.measure_model import Cell, Feature, Measured, MeasureModel, Order, WrongKind
from momstation.ui.theme import ThemeHost
from momstation.ui.tolerance import Judgement, Tolerance
from tests.screens.ui.conftest import Show

BORE = Feature("bore", "①", "Ø12", Tolerance(Decimal("12.0"), Decimal("12.1")))
BURR = Feature("burr", "②", "Burr", is_attribute=True)
FEATURES = (BORE, BURR)
SAMPLES = 3
cells = st.builds(Cell, st.integers(0, 1), st.integers(0, SAMPLES - 1))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.sampled_from([Decimal("12.05"), Decimal(13), True, False])),
        st.tuples(st.just("select"), cells),
        st.tuples(st.just("clear"), cells),
    ),
    max_size=30,
)


@dataclass
class Plain:
    """The same grid as one would keep it on paper."""

    order: Order
    values: dict[Cell, Measured] = field(default_factory=dict)
    at: Cell | None = field(default_factory=lambda: Cell(0, 0))

    def all_cells(self) -> list[Cell]:
        found = [Cell(f, s) for f in range(2) for s in range(SAMPLES)]
        return (
            found if self.order is Order.FEATURE else sorted(found, key=lambda one: (one.sample, one.feature))
        )

    def take(self, value: Measured) -> None:
        if self.at is None or isinstance(value, bool) is not FEATURES[self.at.feature].is_attribute:
            return
        self.values[self.at] = value
        order = self.all_cells()
        after = order.index(self.at) + 1
        free = [one for one in order[after:] + order[:after] if one not in self.values]
        self.at = free[0] if free else None


@given(steps=steps, order=st.sampled_from(Order))
def test_any_sequence_equals_the_paper_form(steps: list[tuple[str, object]], order: Order) -> None:
    model, plain = MeasureModel(FEATURES, SAMPLES, order), Plain(order)
    for what, value in steps:
        if what == "take":
            assert isinstance(value, Decimal | bool)
            plain.take(value)
            try:
                model.take(value)
            except WrongKind:
                assert model.current is not None
        else:
            assert isinstance(value, Cell)
            plain.at = value
            if what == "clear":
                plain.values.pop(value, None)
                model.clear(value)
            else:
                model.select(value)
        assert model.current == plain.at
        assert {
            one: model.value(one) for one in plain.all_cells() if model.value(one) is not None
        } == plain.values
        assert model.is_full == (len(plain.values) == 2 * SAMPLES)


def test_one_bad_sample_fails_the_feature_at_once_and_only_all_good_ones_pass_it() -> None:
    model = MeasureModel([BORE], SAMPLES)
    assert model.verdict(0) is Judgement.OPEN
    model.take(Decimal("12.05"))
    assert model.outcome() is Judgement.OPEN
    model.take(Decimal("12.2"))
    assert model.verdict(0) is Judgement.NOK
    assert [model.judge(Cell(0, sample)).is_nok for sample in range(SAMPLES)] == [False, True, False]
    model.select(Cell(0, 1))
    model.take(Decimal("12.1"))
    model.take(Decimal("12.0"))
    assert model.outcome() is Judgement.OK


def test_a_gauge_pressed_once_too_often_changes_nothing() -> None:
    model = MeasureModel([BORE], 1)
    model.take(Decimal("12.05"))
    assert model.take(Decimal(99)) is None
    assert model.value(Cell(0, 0)) == Decimal("12.05")


def test_a_grid_needs_a_feature_and_a_sample() -> None:
    for features, samples in (((), 1), ((BORE,), 0)):
        with pytest.raises(ValueError, match="needs a feature"):
            MeasureModel(features, samples)
    with pytest.raises(IndexError):
        MeasureModel([BORE], 1).select(Cell(0, 1))


@pytest.fixture
def grid(host: ThemeHost, show: Show) -> MeasureGrid:
    made = MeasureGrid(host, MeasureModel(FEATURES, SAMPLES))
    show(made)
    return made


def test_gauge_and_pad_fill_the_framed_cell_and_the_frame_goes_on(grid: MeasureGrid) -> None:
    filled: list[tuple[str, int, object]] = []
    grid.filled.connect(lambda *told: filled.append(told))
    grid.take(Decimal("12.05"))
    assert filled == [("bore", 1, Decimal("12.05"))]
    assert grid.measures.current == Cell(0, 1)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 2)


def test_a_tap_chooses_the_cell_that_is_filled_next(grid: MeasureGrid) -> None:
    chosen: list[tuple[str, int]] = []
    grid.cell_chosen.connect(lambda *told: chosen.append(told))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=_middle(grid, 1, 2))
    assert chosen == [("burr", 2)]
    assert grid.measures.current == Cell(1, 1)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=_middle(grid, 0, 0))
    assert grid.measures.current == Cell(1, 1), "a feature's name is no cell"


def test_the_keyboard_reaches_every_cell_and_empties_it(grid: MeasureGrid) -> None:
    grid.take(Decimal("12.05"))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Left)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert grid.measures.value(Cell(0, 0)) is None
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert grid.measures.current == Cell(1, 0)


def test_the_end_is_told_once(grid: MeasureGrid) -> None:
    ends: list[None] = []
    grid.finished.connect(lambda: ends.append(None))
    values: list[Decimal | bool] = [*[Decimal("12.05")] * SAMPLES, *[True] * SAMPLES]
    for value in values:
        assert ends == []
        grid.take(value)
    assert ends == [None]
    assert grid.take(True) is None
    assert ends == [None]


def test_what_a_cell_means_is_said_in_words(grid: MeasureGrid, show: Show) -> None:
    grid.take(Decimal("12.5"))
    texts = grid.model()
    verdict = texts.index(0, SAMPLES + 1)
    assert verdict.data(Qt.ItemDataRole.DisplayRole) == "NOK"
    assert texts.index(0, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "NOK, too large"
    seen = QAccessible.queryAccessibleInterface(grid)
    assert seen.text(QAccessible.Text.Name) == "Measured values"
    assert seen.role() is QAccessible.Role.Table


def test_each_row_is_as_tall_as_a_glove(grid: MeasureGrid, host: ThemeHost) -> None:
    assert min(grid.rowHeight(row) for row in range(2)) >= host.units.target


def _middle(grid: MeasureGrid, row: int, column: int) -> QPoint:
    place: Callable[..., QPoint] = grid.visualRect(grid.model().index(row, column)).center
    return place()
