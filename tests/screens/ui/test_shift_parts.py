"""The letters of the shift and the last cycles: told without colour, and large enough."""

import pytest
from PySide6.QtGui import QAccessible

from momstation.ui.cycle_spark import MOST_CYCLES, CycleSpark
from momstation.ui.sqdcp_letter import SqdcpLetter
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show


@pytest.mark.parametrize("status", list(Status))
def test_a_letter_tells_its_standing_by_word_and_shape(host: ThemeHost, show: Show, status: Status) -> None:
    letter, plain = SqdcpLetter(host, "D", "Delivery"), SqdcpLetter(host, "D", "Delivery")
    letter.set_state(status, "18 behind")
    show(letter, plain)
    seen = QAccessible.queryAccessibleInterface(letter)
    assert seen.role() is QAccessible.Role.Button
    assert seen.text(QAccessible.Text.Name) == "Delivery"
    assert seen.text(QAccessible.Text.Description) == "18 behind"
    assert letter.grab().toImage() != plain.grab().toImage()
    assert min(letter.width(), letter.height()) >= host.units.target


def test_a_letter_is_pressed_and_says_why_it_may_not(host: ThemeHost, show: Show) -> None:
    letter = SqdcpLetter(host, "Q", "Quality")
    show(letter)
    pressed: list[str] = []
    letter.triggered.connect(lambda: pressed.append("pressed"))
    letter.explained.connect(pressed.append)
    letter.click()
    letter.set_refusal("Only a team lead may.")
    letter.click()
    assert pressed == ["pressed", "Only a team lead may."]


def test_slow_cycles_stand_out_by_shape(host: ThemeHost, show: Show) -> None:
    spark = CycleSpark(host)
    show(spark)
    spark.set_cycles([4.3, 4.2, 5.9, 4.3], ideal=4.0, slow=6.5, now="4.3 s", ideal_text="ideal 4.0 s")
    steady = spark.grab().toImage()
    spark.set_cycles([4.3, 4.2, 5.9, 4.3], ideal=4.0, slow=5.5, now="4.3 s", ideal_text="ideal 4.0 s")
    assert spark.grab().toImage() != steady
    assert spark.accessibleName() == "4.3 s, ideal 4.0 s"


@pytest.mark.parametrize("cycles", [[], [4.2], [4.2] * 5, [0.0, 0.0], [4.0 + n for n in range(500)]])
def test_any_number_of_cycles_is_drawn(host: ThemeHost, show: Show, cycles: list[float]) -> None:
    clipped: list[tuple[str, str]] = []
    host.clipped.connect(lambda where, text: clipped.append((where, text)))
    spark = CycleSpark(host)
    show(spark)
    spark.set_cycles(cycles, ideal=4.0, now="4.2 s", ideal_text="ideal 4.0 s")
    first = spark.grab().toImage()
    spark.set_cycles(cycles[-MOST_CYCLES:], ideal=4.0, now="4.2 s", ideal_text="ideal 4.0 s")
    assert spark.grab().toImage() == first
    assert clipped == []
