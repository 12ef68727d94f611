"""A wrapped text takes the height that its width asks for, in every kind of layout; no line of it is ever cut."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from momstation.ui.big_number import BigNumber
from momstation.ui.card import Card
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.lettering import Wish, lay
from momstation.ui.state_bar import StateBar
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role
from tests.screens.ui.conftest import Show

LONG = (
    "The record file was damaged or missing, and what was in it was put together anew from the second journal. "
    * 3
)
Place = Callable[[ThemeHost, Text], QWidget]


def in_column(_host: ThemeHost, text: Text) -> QWidget:
    return _with(QVBoxLayout(), text)


def in_row(host: ThemeHost, text: Text) -> QWidget:
    inside = _with(QHBoxLayout(), text)
    layout = inside.layout()
    assert isinstance(layout, QBoxLayout)
    layout.addWidget(Text(host, "14:05"))
    return inside


def in_grid(_host: ThemeHost, text: Text) -> QWidget:
    inside = QWidget()
    QGridLayout(inside).addWidget(text, 0, 0)
    return inside


def in_card(host: ThemeHost, text: Text) -> QWidget:
    card = Card(host)
    card.column().addWidget(text)
    return card


def in_area(host: ThemeHost, text: Text) -> QWidget:
    return KineticArea(host, in_column(host, text))


def _with(layout: QBoxLayout, text: Text) -> QWidget:
    inside = QWidget()
    inside.setLayout(layout)
    layout.addWidget(text, 1)
    return inside


@pytest.mark.parametrize("place", [in_column, in_row, in_grid, in_card, in_area])
@pytest.mark.parametrize("wide", [320, 640, 1280])
def test_it_is_as_high_as_its_lines(
    host: ThemeHost, show: Show, qapp: QApplication, place: Place, wide: int
) -> None:
    text = Text(host, LONG, wrap=True)
    clipped: list[str] = []
    host.clipped.connect(lambda _where, what: clipped.append(what))
    below = QWidget()
    window = show(place(host, text), below, size=(wide, 1000))
    assert not window.grab().isNull()
    assert text.height() >= text.heightForWidth(text.width())
    assert clipped == []


def test_a_longer_text_makes_room_for_itself_and_gives_it_back(
    host: ThemeHost, show: Show, qapp: QApplication
) -> None:
    text, below = Text(host, "Short.", wrap=True), Text(host, "below")
    window = show(text, below, size=(640, 800))
    column = window.layout()
    assert isinstance(column, QVBoxLayout)
    column.addStretch(1)
    qapp.processEvents()
    before = text.height()
    text.set_text(LONG)
    qapp.processEvents()
    assert text.height() >= text.heightForWidth(text.width()) > 2 * before
    assert below.y() >= text.geometry().bottom()
    text.set_text("Short.")
    qapp.processEvents()
    assert text.height() == before


def test_the_text_says_whether_its_height_depends_on_its_width_also_after_it_was_changed(
    host: ThemeHost,
) -> None:
    for wraps in (True, False):
        text = Text(host, "one", wrap=wraps)
        for said in ("one", LONG, ""):
            text.set_text(said)
            assert text.sizePolicy().hasHeightForWidth() is wraps
            assert text.hasHeightForWidth() is wraps


def test_a_word_that_is_wider_than_the_line_is_broken_in_a_long_text_and_never_in_a_title(
    host: ThemeHost,
) -> None:
    path = "/var/lib/momstation/P07/" + "quarantine/" * 30
    text = lay(host, f"It is kept in {path}.", Wish(Role.BODY, lines=99), 600)
    assert text.fits
    assert "".join(text.lines).replace(" ", "") == f"Itiskeptin{path}."
    assert not lay(host, path, Wish(Role.HEADING, lines=2), 600).fits


@pytest.mark.parametrize("words", ["السري", "في أي إلى تعطّل", "Åg Éj (Q)"])
@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("wrap", [False, True])
def test_the_highest_and_the_lowest_of_its_letters_is_painted(
    host: ThemeHost, words: str, weight: Weight, *, wrap: bool
) -> None:
    """The dots of a final ya hang lower than any Latin letter."""
    text = Text(host, words, weight=weight, wrap=wrap)
    text.resize(text.sizeHint())
    own = _ink(text.grab())
    text.resize(text.width(), text.height() + 100)
    assert own > 0.99 * _ink(text.grab()) > 0, "more is missing than the faint edge of a letter"


def _ink(shown: QPixmap) -> int:
    """How much of it is painted, however high it lies: the sum over all pixels of how far each is from the ground."""
    picture = shown.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = picture.pixelColor(0, 0).value()
    return sum(
        abs(picture.pixelColor(x, y).value() - ground)
        for x in range(picture.width())
        for y in range(picture.height())
    )


@pytest.mark.parametrize("words", ["Work by hand", "عمل يدوي"])
def test_words_in_the_place_of_a_number_and_of_a_state_are_whole(
    host: ThemeHost, show: Show, words: str
) -> None:
    number, bar = BigNumber(host), StateBar(host)
    number.set_number(words, "")
    bar.set_state("play_arrow-fill", words, "")
    show(number, bar)
    for shown in (number, bar):
        shown.resize(1000, shown.sizeHint().height())
        picture = shown.grab().toImage()
        for edge in (2, picture.height() - 3):  # within the frame of the bar
            inks = {picture.pixelColor(x, edge).rgb() for x in range(40, picture.width() - 40)}
            assert len(inks) == 1, f"{words} is cut at {edge} of {picture.height()}"
