"""A bank card tells how large a pixel is, by finger, by key and by button, and the answer is kept."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from momstation.ui.button import Button
from momstation.ui.calibration import CARD_MM, REMEMBERED, Calibration, remembered_display
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, PANEL_10, Units
from tests.screens.ui.conftest import Show


@pytest.fixture
def kept() -> dict[str, str]:
    return {}


@pytest.fixture
def calibration(host: ThemeHost, show: Show, kept: dict[str, str]) -> Calibration:
    made = Calibration(host, kept.__setitem__)
    show(made)
    made.start()
    return made


def press(calibration: Calibration, name: str) -> None:
    button = calibration.findChild(Button, f"calibration.{name}")
    assert button is not None
    button.click()


def test_it_begins_with_what_holds_now(calibration: Calibration) -> None:
    assert calibration.px_per_mm == pytest.approx(PANEL_10.px_per_mm, abs=0.5 / CARD_MM)


def test_keys_and_buttons_move_the_edge_by_a_pixel_or_by_ten(calibration: Calibration) -> None:
    wide = calibration.card.wide
    QTest.keyClick(calibration.card, Qt.Key.Key_Right)
    QTest.keyClick(calibration.card, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert calibration.card.wide == wide + 11
    for name, by in (("narrower", -1), ("much_narrower", -10), ("wider", 1), ("much_wider", 10)):
        before = calibration.card.wide
        press(calibration, name)
        assert calibration.card.wide == before + by


def test_a_finger_drags_the_edge_to_where_it_is(calibration: Calibration, host: ThemeHost) -> None:
    card, middle = calibration.card, calibration.card.height() // 2
    edge = host.units.mm(8)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(edge + 400, middle))
    QTest.mouseMove(card, QPoint(edge + 420, middle))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(edge + 420, middle))
    assert card.wide == 420


def test_the_answer_is_kept_and_told_and_read_back(calibration: Calibration, kept: dict[str, str]) -> None:
    told: list[float] = []
    calibration.calibrated.connect(told.append)
    other = PANEL_10.px_per_mm / 1.3
    calibration.card.set_wide(round(CARD_MM * other))
    press(calibration, "done")
    display = remembered_display(kept[REMEMBERED])
    assert display is not None
    assert display.px_per_mm == pytest.approx(told[0], abs=1e-4)
    assert display.px_per_mm == pytest.approx(other, abs=0.5 / CARD_MM)
    assert Units(display).target == pytest.approx(15 * other, abs=1)


def test_leaving_changes_nothing(calibration: Calibration, kept: dict[str, str]) -> None:
    left: list[None] = []
    calibration.cancelled.connect(lambda: left.append(None))
    press(calibration, "much_wider")
    press(calibration, "cancel")
    assert (left, kept) == ([None], {})


def test_no_panel_is_made_absurd(calibration: Calibration) -> None:
    calibration.card.set_wide(1)
    assert calibration.px_per_mm >= 1.5
    calibration.card.set_wide(100_000)
    assert calibration.card.wide < calibration.card.width()


@pytest.mark.parametrize("text", [None, "", "wide", "0", "-3", "nan", "inf", "1000"])
def test_what_no_panel_can_be_is_forgotten(text: str | None) -> None:
    assert remembered_display(text) is None


def test_every_button_is_named_and_large_enough(calibration: Calibration, host: ThemeHost) -> None:
    buttons = calibration.findChildren(Button)
    assert len(buttons) == 6
    assert all(button.accessibleName() for button in buttons)
    assert min(min(button.width(), button.height()) for button in buttons) >= host.units.target
    assert calibration.findChild(QWidget, "calibration.card") is calibration.card


def test_a_slip_of_the_finger_leads_nowhere_far_and_twice_leads_further(calibration: Calibration) -> None:
    calibration.card.set_wide(1)
    once = calibration.px_per_mm
    assert PANEL_10.px_per_mm / 1.51 < once < PANEL_10.px_per_mm
    calibration.card.begin(calibration.card.wide)
    calibration.card.set_wide(round(CARD_MM * DESKTOP_24.px_per_mm))
    assert calibration.px_per_mm == pytest.approx(DESKTOP_24.px_per_mm, abs=0.5 / CARD_MM)
