"""The column of jumps beside a long page: large enough for a glove, one of them marked, and never out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.ui.jump_column import (
    JumpColumn,
    JumpKey,
    JumpView,
    in_its_direction,
    key_width,
    keys_that_fit,
)
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, Density, Units
from tests.screens.ui.conftest import Show

LETTERS = [JumpView(each) for each in ("A–B", "C", "D–F", "G–M", "N–O", "P–R", "S–W", "X–Z")]
GROUPS = [JumpView("A–M", "Not planned"), JumpView("N–Z", "Not planned"), JumpView("Changeover")]


def shown(host: ThemeHost, show: Show, views: list[JumpView], *, columns: int = 1) -> JumpColumn:
    column = JumpColumn(host)
    column.set_jumps(views, columns=columns)
    show(column)
    return column


def place(key: JumpKey, column: JumpColumn) -> QPoint:
    return key.mapTo(column, QPoint(0, 0))


@pytest.mark.parametrize("density", list(Density))
@pytest.mark.parametrize("views", [LETTERS, GROUPS])
def test_each_is_as_large_as_its_hand_and_keeps_its_distance(
    host: ThemeHost, show: Show, density: Density, views: list[JumpView]
) -> None:
    if density is Density.DESK:
        host.set_units(Units(DESKTOP_24, density))
    units = host.units
    column = shown(host, show, views, columns=2)
    boxes = [QRect(place(key, column), key.size()) for key in column.keys]
    assert min(min(box.width(), box.height()) for box in boxes) >= units.target
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert not box.adjusted(0, 0, units.gap - 1, units.gap - 1).intersects(other)
    assert not column.is_cut


def test_a_tap_tells_which(host: ThemeHost, show: Show) -> None:
    column = shown(host, show, LETTERS)
    told: list[int] = []
    column.jumped.connect(told.append)
    for which in (3, 0):
        QTest.mouseClick(column.keys[which], Qt.MouseButton.LeftButton)
    QTest.keyClick(column.keys[5], Qt.Key.Key_Return)
    assert told == [3, 0, 5]


def test_one_is_marked_and_says_so(host: ThemeHost, show: Show) -> None:
    column = shown(host, show, GROUPS)
    before = column.grab().toImage()
    column.set_current(1)
    assert [key.is_current for key in column.keys] == [False, True, False]
    assert "shown now" in column.keys[1].accessibleDescription()
    assert column.keys[1].accessibleName() == "Not planned, N–Z"
    assert column.grab().toImage() != before
    column.set_current(2)
    assert [key.is_current for key in column.keys] == [False, False, True]
    assert column.keys[1].accessibleDescription() == ""


def test_the_mark_can_be_seen_without_colours(host: ThemeHost, show: Show) -> None:
    """The bar at the side of the page is dark where there was nothing, in shades of grey too."""
    column = shown(host, show, GROUPS)
    key = column.keys[0]
    spot = QPoint(key.width() - host.units.u(6), key.height() // 2)
    light = [key.grab().toImage().pixelColor(spot).lightnessF()]
    column.set_current(0)
    light.append(key.grab().toImage().pixelColor(spot).lightnessF())
    assert abs(light[0] - light[1]) > 0.3


def test_keys_that_say_the_same_stay_where_they_are(host: ThemeHost, show: Show) -> None:
    column = shown(host, show, LETTERS)
    before = column.keys
    column.set_jumps(list(LETTERS))
    assert column.keys == before
    column.set_jumps(GROUPS)
    assert len(column.keys) == len(GROUPS)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_two_columns_are_read_one_after_the_other_from_where_the_reader_begins(
    host: ThemeHost, show: Show, direction: Qt.LayoutDirection
) -> None:
    column = JumpColumn(host)
    column.setLayoutDirection(direction)
    column.set_jumps(LETTERS, columns=2)
    show(column)
    first, below, beside = (place(column.keys[which], column) for which in (0, 1, 4))
    assert first.x() == below.x() and first.y() < below.y()
    assert (beside.x() > first.x()) is (direction is Qt.LayoutDirection.LeftToRight)
    assert beside.y() == first.y()


def test_more_than_fit_are_thrown_and_the_marked_one_is_seen(host: ThemeHost, show: Show) -> None:
    column = shown(host, show, [JumpView(str(each)) for each in range(40)])
    assert column.is_cut
    port = column.viewport()
    for which in (39, 0, 25):
        column.set_current(which)
        QApplication.processEvents()
        box = column.keys[which].visibleRegion().boundingRect()
        assert box.size() == column.keys[which].size(), "all of it"
    assert all(key.width() <= port.width() for key in column.keys), "the mark at the side covers none"


def test_what_is_marked_before_anybody_looks_is_seen_too(host: ThemeHost, show: Show) -> None:
    column = JumpColumn(host)
    column.set_jumps([JumpView(str(each)) for each in range(40)])
    column.set_current(30)
    show(column)
    QApplication.processEvents()
    assert column.keys[30].visibleRegion().boundingRect().size() == column.keys[30].size()


def test_as_many_fit_as_were_promised(host: ThemeHost, show: Show) -> None:
    window = show(QWidget())
    most = keys_that_fit(host, window.height() - 2 * host.units.margin, LETTERS)
    for count, is_cut in ((most, False), (most + 1, True)):
        assert shown(host, show, [JumpView(str(each)) for each in range(count)]).is_cut is is_cut


@pytest.mark.parametrize("scale", [100, 125])
@pytest.mark.parametrize("word", ["Changeover", "Werkzeugwechsel", "تبديل"])
def test_no_word_is_cut(host: ThemeHost, show: Show, scale: int, word: str) -> None:
    host.set_text_scale(scale)
    cut: list[str] = []
    host.clipped.connect(lambda _where, text: cut.append(text))
    shown(host, show, [JumpView("Ma–Me", word), JumpView(word)]).grab()
    assert cut == []
    assert key_width(host, [JumpView("A")]) == host.units.target, "and short ones take no more than a finger"


@pytest.mark.parametrize(
    ("label", "is_turned"),
    [("A–Br", False), ("M9–M10", False), ("ا–ب", True), ("6–14", True), ("تبديل", True)],
)
def test_letters_keep_the_order_of_their_own_language(label: str, is_turned: bool) -> None:
    assert (in_its_direction(label) == label) is is_turned
