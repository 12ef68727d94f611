"""What a gauge's line says, and that nothing else is ever taken for a value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.devices.gauge_lines import Format, Measured, measured

PLAIN, DIGIMATIC = Format.PLAIN, Format.DIGIMATIC


@pytest.mark.parametrize(
    ("line", "value", "unit"),
    [
        ("12.06", "12.06", ""),
        ("  +12,060 mm ", "12.060", "mm"),
        ("-0.005mm", "-0.005", "mm"),
        ("-  3.5", "-3.5", ""),
        ("S S     12.06 g", "12.06", "g"),
        ("24 pcs", "24", ""),
        (".5", "0.5", ""),
        ("-0.00", "0.00", ""),
    ],
)
def test_a_plain_line_is_its_number_and_its_unit(line: str, value: str, unit: str) -> None:
    found = measured(line, PLAIN)
    assert found == Measured(Decimal(value), unit)
    assert str(found.value) == str(Decimal(value)), "no digit that the gauge sent is dropped"


@pytest.mark.parametrize(
    ("line", "value"), [("01A+00012.06", "12.06"), ("02A-00000.005", "-0.005"), ("01A+00000012", "12")]
)
def test_a_digimatic_line_is_the_value_behind_its_channel(line: str, value: str) -> None:
    assert measured(line, DIGIMATIC) == Measured(Decimal(value))


@pytest.mark.parametrize(
    ("line", "written_as", "trouble"),
    [
        ("S D     12.06 g", PLAIN, "gauge_moving"),
        ("911", DIGIMATIC, "gauge_error"),
        ("12.06", DIGIMATIC, "gauge_garbled"),
        ("01A+00012.06", PLAIN, "gauge_garbled"),
        ("1,234.5", PLAIN, "gauge_garbled"),
        ("12.06.1", PLAIN, "gauge_garbled"),
        ("1e5", PLAIN, "gauge_garbled"),
        ("NaN", PLAIN, "gauge_garbled"),
        ("", PLAIN, "gauge_garbled"),
        ("1" * 16, PLAIN, "gauge_garbled"),
        ("\u0664\u0665", PLAIN, "gauge_garbled"),
        ("1" * 100, DIGIMATIC, "gauge_garbled"),
    ],
)
def test_what_is_no_value_says_why(line: str, written_as: Format, trouble: str) -> None:
    assert measured(line, written_as) == Measured(None, trouble=trouble)


@given(st.text(max_size=80), st.sampled_from(Format))
def test_any_line_is_a_finite_value_or_a_trouble(line: str, written_as: Format) -> None:
    found = measured(line, written_as)
    assert (found.value is None) == bool(found.trouble)
    assert found.value is None or found.value.is_finite()


@given(st.decimals(min_value=-99999, max_value=99999, places=3))
def test_each_value_comes_back_in_both_ways_of_writing(value: Decimal) -> None:
    assert measured(f"{value:+.3f} mm", PLAIN).value == value
    assert measured(f"01A{value:+010.3f}", DIGIMATIC).value == value
