"""A value by its limits, as a machine-independent rule and as the gauge shows and says it."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible, QColor, QImage

from momstation.ui.limit_gauge import GaugeTexts, LimitGauge
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.tolerance import Judgement, Tolerance
from tests.screens.ui.conftest import Show

BORE = Tolerance(Decimal("12.00"), Decimal("12.10"), Decimal("12.05"))
TEXTS = GaugeTexts("12.00", "12.05", "12.10", "mm")
values = st.decimals(-1000, 1000, places=3)


@pytest.mark.parametrize(
    ("value", "judged"),
    [
        (None, Judgement.OPEN),
        ("11.999", Judgement.BELOW),
        ("12.00", Judgement.OK),
        ("12.10", Judgement.OK),
        ("12.101", Judgement.ABOVE),
    ],
)
def test_the_limits_themselves_are_allowed(value: str | None, judged: Judgement) -> None:
    assert BORE.judge(None if value is None else Decimal(value)) is judged


@given(low=values, width=st.decimals(0, 100, places=3), value=values)
def test_a_value_lies_on_the_scale_on_the_side_of_its_limit(
    low: Decimal, width: Decimal, value: Decimal
) -> None:
    tolerance = Tolerance(low, low + width)
    at, first, last = tolerance.share(value), tolerance.share(low), tolerance.share(low + width)
    assert 0 < first <= last < 1
    judged = tolerance.judge(value)
    assert (at < first) == (judged is Judgement.BELOW) or at == first
    assert (at > last) == (judged is Judgement.ABOVE) or at == last


@given(value=values)
def test_without_limits_everything_is_allowed(value: Decimal) -> None:
    assert Tolerance().judge(value) is Judgement.OK
    assert 0 <= Tolerance().share(value) <= 1


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_what_is_outside_is_said_in_words_and_shown_in_the_alarm_colour(
    host: ThemeHost, show: Show, theme: str
) -> None:
    host.set_theme(theme)
    gauge = LimitGauge(host)
    gauge.set_tolerance(BORE, TEXTS)
    gauge.set_value(Decimal("12.05"), "12.05")
    show(gauge)
    alarm = host.theme.ink(Status.ALARM).fill
    assert not _has(gauge.grab().toImage(), alarm)
    gauge.set_value(Decimal("12.13"), "12.13")
    assert gauge.accessibleName() == "12.13 mm, NOK, too large, limits 12.00 to 12.10"
    assert _has(gauge.grab().toImage(), alarm)


def test_a_screen_reader_takes_the_gauge_for_a_picture_with_a_name(host: ThemeHost, show: Show) -> None:
    gauge = LimitGauge(host)
    show(gauge)
    seen = QAccessible.queryAccessibleInterface(gauge)
    assert seen.role() is QAccessible.Role.Graphic
    assert seen.text(QAccessible.Text.Name) == "open"


def test_the_pointer_goes_with_the_value(host: ThemeHost, show: Show) -> None:
    gauge = LimitGauge(host)
    gauge.set_tolerance(BORE, TEXTS)
    show(gauge)
    pictures = []
    for value in ("11.5", "12.01", "12.09", "20"):
        gauge.set_value(Decimal(value), value)
        pictures.append(gauge.grab().toImage())
    assert all(one != other for one, other in pairwise(pictures))


def _has(image: QImage, colour: QColor) -> bool:
    return any(
        image.pixelColor(x, y) == colour
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
