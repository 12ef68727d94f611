"""Time stamps and numbers are read exactly as they are written, and nothing else is read."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.kpi.exact import moment, ratio
from momstation.kpi.kinds import NumberText, exact_number
from momstation.kpi.time_kinds import stamp_seconds

offsets = st.integers(-18 * 60, 18 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
stamps = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=offsets)  # noqa: DTZ001 -- hypothesis adds the zone


@given(stamps)
def test_a_time_stamp_is_the_moment_that_it_names(stamp: datetime) -> None:
    assert stamp_seconds(stamp.isoformat()) == moment(stamp)
    assert stamp_seconds(stamp.astimezone(UTC).isoformat().replace("+00:00", "Z")) == moment(stamp)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-28",
        "2026-03-28T22:00:00",
        "2026-03-28 22:00:00Z",
        "20260328T220000Z",
        "2026-W13-6T22:00:00Z",
        "2026-03-28T22:00:60Z",
        "2026-13-01T00:00:00Z",
        "2026-03-28T22:00:00z",
        "2026-03-28T22:00:00+01",
        "2026-03-28T22:00:00+01:60",
        "2026-03-28T22:00:00+18:01",
        "2026-03-28T22:00:00-18:01",
        "2026-03-28T22:00:00Z ",
        "2026-03-28T22:00:00Z\n",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-03-28T22:00:00Z",
    ],
)
def test_what_is_not_quite_a_time_stamp_is_none(text: str) -> None:
    assert stamp_seconds(text) is None


def test_decimals_of_a_second_and_left_out_seconds() -> None:
    assert stamp_seconds("1970-01-01T00:00:00.000000001Z") == Fraction(1, 10**9)
    assert stamp_seconds("1970-01-01T01:00+01:00") == 0


@given(st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-12))
def test_a_number_is_exactly_its_text(value: float) -> None:
    read = exact_number(NumberText(repr(value)))
    assert read is not None
    assert float(read) == value


@pytest.mark.parametrize(
    "raw", [3, 0.5, True, "3", None, NumberText("NaN"), NumberText("1e16"), NumberText("1e-31")]
)
def test_what_is_no_written_number_of_sane_size_is_none(raw: object) -> None:
    assert exact_number(raw) is None


def test_a_ratio_is_unknown_without_part_or_whole() -> None:
    assert (ratio(1, 0), ratio(None, 2), ratio(1, None), ratio(0, 2)) == (None, None, None, Fraction(0))
