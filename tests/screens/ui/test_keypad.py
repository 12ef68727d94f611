"""Gloves, hardware keys and a gauge write into the same field, which says what it will take."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import Key, KeyPadModel, Limits
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show

DIAMETER = Limits(2, Decimal("12.00"), Decimal("12.10"), is_signed=True)


@pytest.fixture
def pad(host: ThemeHost, show: Show) -> KeyPad:
    pad = KeyPad(host, KeyPadModel(DIAMETER), unit="mm", point=",")
    show(pad)
    pad.setFocus()
    return pad


def tap(pad: KeyPad, *keys: Key) -> None:
    for key in keys:
        QTest.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)


def test_taps_and_hardware_keys_give_the_same(pad: KeyPad) -> None:
    tap(pad, Key.D1, Key.D2, Key.POINT, Key.D0, Key.D6)
    tapped = (pad.model.text, pad.field.accessibleName())
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    QTest.keyClicks(pad, "12,06")
    assert (pad.model.text, pad.field.accessibleName()) == tapped == ("12.06", tapped[1])
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    QTest.keyClicks(pad, "12.06")
    assert pad.model.text == "12.06"


def test_the_field_shows_the_decimal_point_of_the_language(pad: KeyPad) -> None:
    QTest.keyClicks(pad, "12.06")
    assert pad.field.accessibleName() == "12,06 mm, From 12,00 to 12,10 mm"
    assert pad.keys[Key.POINT].accessibleName() == "Decimal point"


def test_a_number_within_is_accepted_by_tap_and_by_enter(pad: KeyPad) -> None:
    taken: list[object] = []
    pad.accepted.connect(taken.append)
    QTest.keyClicks(pad, "12.06")
    QTest.mouseClick(pad.enter_key, Qt.MouseButton.LeftButton)
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert taken == [Decimal("12.06"), Decimal("12.06")]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a number first."),
        ("11.99", "Too small: at least 12,00."),
        ("12.31", "Too large: at most 12,10."),
    ],
)
def test_a_number_outside_is_refused_in_words(pad: KeyPad, typed: str, says: str) -> None:
    taken: list[object] = []
    reasons: list[str] = []
    pad.accepted.connect(taken.append)
    pad.explained.connect(reasons.append)
    QTest.keyClicks(pad, typed)
    QTest.mouseClick(pad.enter_key, Qt.MouseButton.LeftButton)
    QTest.keyClick(pad, Qt.Key.Key_Enter)
    assert (taken, reasons) == ([], [says, says])
    if typed:
        assert says in pad.field.accessibleName()


def test_being_outside_changes_the_field_by_more_than_colour(pad: KeyPad) -> None:
    QTest.keyClicks(pad, "12.05")
    assert "Too" not in pad.field.accessibleName()
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "9")
    within = pad.field.grab().toImage()
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "19")
    assert "Too large" in pad.field.accessibleName()
    assert pad.field.grab().toImage() != within


def test_a_gauge_writes_into_the_same_field(pad: KeyPad) -> None:
    changes: list[str] = []
    pad.changed.connect(changes.append)
    pad.take(Decimal("12.07"))
    assert (changes, pad.model.value) == (["12.07"], Decimal("12.07"))
    QTest.keyClicks(pad, "1")
    assert pad.model.text == "1"


def test_escape_cancels_and_leaves_the_number(pad: KeyPad) -> None:
    heard: list[bool] = []
    pad.cancelled.connect(lambda: heard.append(True))
    QTest.keyClicks(pad, "12")
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert heard == [True] and pad.model.text == "12"


def test_only_the_keys_that_the_number_needs_are_offered(host: ThemeHost, show: Show) -> None:
    pad = KeyPad(host, KeyPadModel(Limits(maximum=Decimal(9))), unit="pcs")
    show(pad)
    offered = {key for key, widget in pad.keys.items() if widget.isVisible()}
    assert offered == set(Key) - {Key.POINT, Key.SIGN}
    pad.set_model(KeyPadModel(DIAMETER), unit="mm", note="From the gauge")
    assert pad.keys[Key.POINT].isVisible() and pad.keys[Key.SIGN].isVisible()
    assert "From the gauge" in pad.field.accessibleName()


def test_a_pad_without_enter_leaves_no_hole(host: ThemeHost, show: Show) -> None:
    pad = KeyPad(host, KeyPadModel(), has_enter=False)
    window = show(pad)
    assert not pad.enter_key.isVisible()
    foot = max(key.geometry().bottom() for key in pad.keys.values())
    assert pad.keys[Key.CLEAR].geometry().bottom() == foot
    assert pad.keys[Key.BACKSPACE].height() > pad.keys[Key.D9].height() * 1.8
    assert window.isVisible()


def test_an_upright_pad_has_its_number_above_its_keys(host: ThemeHost, show: Show) -> None:
    pad = KeyPad(host, KeyPadModel(), is_upright=True)
    window = show(pad, size=(500, 800))
    assert (
        pad.field.mapTo(window, pad.field.rect().bottomLeft()).y()
        < pad.keys[Key.D7].mapTo(window, QPoint(0, 0)).y()
    )


def test_digits_lie_the_same_way_in_right_to_left_languages(pad: KeyPad) -> None:
    pad.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert pad.keys[Key.D7].x() < pad.keys[Key.D9].x()
    assert pad.keys[Key.D7].y() < pad.keys[Key.D1].y()


def test_keys_fit_a_glove_also_in_the_smallest_sheet(host: ThemeHost, show: Show) -> None:
    pad = KeyPad(host, KeyPadModel(DIAMETER))
    show(pad, size=(1280, 500))
    for widget in (*pad.keys.values(), pad.enter_key):
        if widget.isVisible():
            assert min(widget.width(), widget.height()) >= host.units.target
