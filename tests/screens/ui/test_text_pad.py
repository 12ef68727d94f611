"""Gloves, a hardware keyboard and a scan write into one field that the keys never cover."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from momstation.ui.tappable import Tappable
from momstation.ui.text_pad_layouts import LAYOUTS, layout_for
from momstation.ui.text_pad_model import Act, TextPadModel
from momstation.ui.text_sheet import TextSheet
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density, Display, Units

PANELS = [(1280, 800, 10.1), (1366, 768, 15.6), (1920, 1080, 21.5)]


@pytest.fixture
def sheet(qapp: QApplication, host: ThemeHost) -> Iterator[TextSheet]:
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    sheet = TextSheet(host, window)
    sheet.ask("Note", hint="Optional")
    qapp.processEvents()
    yield sheet
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def box(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def keys(sheet: TextSheet) -> list[Tappable]:
    return [key for key in sheet.findChildren(Tappable) if key.isVisible()]


def ask_in(sheet: TextSheet, language: str) -> None:
    sheet.pad.set_model(TextPadModel(layout_for(language)))
    QApplication.processEvents()


def tap(sheet: TextSheet, *names: str) -> None:
    for name in names:
        key = next(key for key in keys(sheet) if key.objectName() == f"textpad.{name}")
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("language", list(LAYOUTS))
@pytest.mark.parametrize(("wide", "tall", "inches"), PANELS)
def test_keys_fit_a_glove_and_stand_apart_on_every_panel(
    sheet: TextSheet, host: ThemeHost, language: str, wide: int, tall: int, inches: float
) -> None:
    units = Units(Display.from_diagonal(inches, wide, tall))
    host.set_units(units)
    sheet.window().resize(wide, tall)
    clipped: list[tuple[str, str]] = []
    host.clipped.connect(lambda where, text: clipped.append((where, text)))
    for act in (None, Act.SHIFT, Act.SYMBOLS):
        ask_in(sheet, language)
        if act is not None:
            sheet.pad.press(act)
        QApplication.processEvents()
        sheet.window().grab()
        boxes = [box(key) for key in keys(sheet) if key.objectName().startswith("textpad")]
        assert len(boxes) > 25
        for key in boxes:
            assert min(key.width(), key.height()) >= units.mm(15), (language, act)
            grown = key.adjusted(-units.gap + 1, -units.gap + 1, units.gap - 1, units.gap - 1)
            assert not any(grown.intersects(other) for other in boxes if other != key), (language, act)
    assert clipped == []


@pytest.mark.parametrize(("wide", "tall", "inches"), PANELS)
def test_nothing_covers_the_field(
    sheet: TextSheet, host: ThemeHost, wide: int, tall: int, inches: float
) -> None:
    host.set_units(Units(Display.from_diagonal(inches, wide, tall), text_scale=125))
    sheet.window().resize(wide, tall)
    QApplication.processEvents()
    field = sheet.pad.field
    assert field.visibleRegion().boundingRect() == field.rect()
    assert sheet.window().rect().contains(box(field))
    assert not any(box(field).intersects(box(key)) for key in keys(sheet))


def test_at_the_desk_the_keys_are_smaller_and_never_below_nine_millimetres(
    sheet: TextSheet, host: ThemeHost
) -> None:
    units = Units(Display.from_diagonal(24, 1920, 1080), Density.DESK)
    host.set_units(units)
    QApplication.processEvents()
    assert min(min(key.width(), key.height()) for key in keys(sheet)) >= units.mm(9)


def test_taps_and_hardware_keys_reach_the_same_field(sheet: TextSheet) -> None:
    tap(sheet, "shift", "0.0", "0.6", "space", "symbols", "0.3", "0.6")
    tapped = sheet.pad.field.typed
    QTest.keyClick(sheet.pad, Qt.Key.Key_Delete)
    assert sheet.pad.field.typed == ""
    QTest.keyClicks(sheet.pad, "Qu 47")
    assert sheet.pad.field.typed == tapped == "Qu 47"
    assert sheet.pad.field.accessibleName() == "Qu 47"


def test_a_keyboard_reaches_the_text_wherever_the_focus_is(sheet: TextSheet) -> None:
    sheet.close_button.setFocus()
    QTest.keyClicks(sheet.close_button, "ab")
    assert sheet.pad.field.typed == "ab"


def test_composed_letters_and_a_scan_reach_the_same_field(sheet: TextSheet) -> None:
    composed = QInputMethodEvent("", [])
    composed.setCommitString("é")
    QApplication.sendEvent(sheet.pad, composed)
    sheet.pad.take(" LOT-7\r\n")
    assert sheet.pad.field.typed == "é LOT-7  "
    tap(sheet, "backspace", "backspace")
    assert sheet.pad.field.typed == "é LOT-7"


def test_done_answers_with_the_bare_text_and_closing_answers_nothing(sheet: TextSheet) -> None:
    answers: list[str] = []
    sheet.answered.connect(answers.append)
    QTest.keyClicks(sheet.pad, "  looked at  ")
    tap(sheet, "done")
    assert answers == ["looked at"] and not sheet.is_open
    sheet.ask("Note")
    QTest.keyClicks(sheet.pad, "never")
    QTest.keyClick(sheet.pad, Qt.Key.Key_Escape)
    assert answers == ["looked at"] and not sheet.is_open
    sheet.ask("Note")
    QTest.keyClick(sheet.pad, Qt.Key.Key_Return)
    assert answers == ["looked at", ""], "text is never demanded"


def test_a_full_field_says_so(sheet: TextSheet) -> None:
    sheet.pad.set_model(TextPadModel(most=3))
    QTest.keyClicks(sheet.pad, "abcd")
    said = [child.accessibleName() for child in sheet.pad.findChildren(QWidget)]
    assert "No more than 3 letters fit." in said


def test_every_key_is_spoken(sheet: TextSheet) -> None:
    for language in LAYOUTS:
        for act in (None, Act.SYMBOLS):
            ask_in(sheet, language)
            if act is not None:
                sheet.pad.press(act)
            spoken = [key.accessibleName() for key in keys(sheet)]
            assert all(spoken)
            assert len(set(spoken)) == len(spoken), (language, act)


def test_a_long_text_shows_its_end(sheet: TextSheet) -> None:
    sheet.pad.take("word " * 39 + "end")
    lines = sheet.pad.field.shown_lines()
    assert len(lines) <= 2 and lines[-1].endswith("end")


def test_a_code_in_an_arabic_text_is_not_turned_round(sheet: TextSheet) -> None:
    ask_in(sheet, "ar")
    sheet.pad.take("تم 4711-20")
    assert "\u20684711-20\u2069" in sheet.pad.field.shown_lines()[0]
    assert sheet.pad.model.text == "تم 4711-20"


def test_letters_lie_the_same_way_in_right_to_left_languages(sheet: TextSheet) -> None:
    sheet.window().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    ask_in(sheet, "ar")
    first, *_, last = sheet.pad.letters[0]
    assert box(first).x() < box(last).x()


def test_a_tap_between_two_keys_goes_to_the_nearer(sheet: TextSheet) -> None:
    key = sheet.pad.letters[0][0]
    ground = key.parentWidget()
    assert ground is not None
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=key.geometry().topRight() + QPoint(3, 20))
    assert sheet.pad.field.typed == "q"
