"""Whatever a machine sends becomes a usable value or a reason, never an exception and never a zero."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from asyncua import ua

from momstation.devices.opcua_values import Decoded, decode, usable_time
from momstation.plant.readings import Quality
from momstation.plant.signals import SignalType

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def data(value: object, kind: str, status: int = 0, source: datetime | None = NOON) -> Any:
    variant = ua.Variant(value, getattr(ua.VariantType, kind))
    return ua.DataValue(Value=variant, StatusCode=ua.StatusCode(ua.UInt32(status)), SourceTimestamp=source)


def heard(value: object, kind: str, expected: SignalType, status: int = 0) -> Decoded:
    return decode(data(value, kind, status), expected)


@pytest.mark.parametrize(
    ("value", "kind", "expected", "used"),
    [
        (7, "UInt16", SignalType.WHOLE, 7),
        (2**64 - 1, "UInt64", SignalType.WHOLE, 2**64 - 1),
        (-1, "SByte", SignalType.NUMBER, -1),
        (0.1, "Double", SignalType.NUMBER, "0.1"),
        (1e-7, "Double", SignalType.NUMBER, "1E-7"),
        (-0.0, "Double", SignalType.NUMBER, "-0.0"),
        (True, "Boolean", SignalType.BOOL, True),
        ("Execute", "String", SignalType.TEXT, "Execute"),
        (ua.LocalizedText("Läuft"), "LocalizedText", SignalType.TEXT, "Läuft"),
    ],
)
def test_a_fitting_value_is_used(value: object, kind: str, expected: SignalType, used: object) -> None:
    result = heard(value, kind, expected)
    assert (result.value, result.quality, result.reason) == (used, Quality.GOOD, "")
    assert type(result.value) is type(used)


@pytest.mark.parametrize(
    ("value", "kind", "expected", "found"),
    [
        (1.0, "Double", SignalType.WHOLE, "Double"),
        (True, "Boolean", SignalType.WHOLE, "Boolean"),
        (1, "Int32", SignalType.BOOL, "Int32"),
        ([1, 2], "UInt32", SignalType.WHOLE, "array of UInt32"),
        ([], "UInt32", SignalType.WHOLE, "array of UInt32"),
        ("7", "String", SignalType.WHOLE, "String"),
        (b"7", "ByteString", SignalType.TEXT, "ByteString"),
        (NOON, "DateTime", SignalType.TEXT, "DateTime"),
    ],
)
def test_a_wrong_type_is_not_used_and_named(
    value: object, kind: str, expected: SignalType, found: str
) -> None:
    result = heard(value, kind, expected)
    assert (result.value, result.quality, result.found) == (None, Quality.CHANGED, found)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("kind", ["Float", "Double"])
def test_what_is_not_a_number_is_no_value(value: float, kind: str) -> None:
    result = heard(value, kind, SignalType.NUMBER)
    assert (result.value, result.quality, result.reason) == (None, Quality.BAD, "not_a_number")


@pytest.mark.parametrize(
    ("status", "quality", "reason"),
    [
        (ua.StatusCodes.BadSensorFailure, Quality.BAD, "BadSensorFailure"),
        (ua.StatusCodes.UncertainLastUsableValue, Quality.UNCERTAIN, "UncertainLastUsableValue"),
        (0x40930480, Quality.UNCERTAIN, "UncertainSensorNotAccurate"),
        (0xFFFFFFFF, Quality.BAD, None),
    ],
)
def test_a_status_that_is_not_good_leaves_no_value(status: int, quality: Quality, reason: str | None) -> None:
    result = heard(5, "UInt32", SignalType.WHOLE, status)
    assert (result.value, result.quality) == (None, quality)
    assert result.reason == "status"
    assert reason is None or result.status == reason


def test_lost_values_are_marked() -> None:
    assert heard(5, "UInt32", SignalType.WHOLE, 0x00000480).is_overflow
    assert heard(5, "UInt32", SignalType.WHOLE, 0x00000480).value == 5
    assert not heard(5, "UInt32", SignalType.WHOLE).is_overflow


@pytest.mark.parametrize("empty", [ua.DataValue(), ua.DataValue(Value=ua.Variant(None, ua.VariantType.Null))])
def test_no_value_at_all_is_no_value(empty: Any) -> None:
    result = decode(empty, SignalType.WHOLE)
    assert (result.value, result.quality, result.reason) == (None, Quality.BAD, "no_value")


def test_an_endless_text_is_no_value() -> None:
    assert heard("x" * 5000, "String", SignalType.TEXT).reason == "text_too_long"


def test_the_year_1601_means_no_time() -> None:
    assert usable_time(datetime(1601, 1, 1, tzinfo=UTC)) is None
    assert usable_time(datetime(1601, 1, 1)) is None  # noqa: DTZ001 — the library gives naive times
    assert usable_time(None) is None
    assert usable_time(NOON) == NOON
    result = decode(data(5, "UInt32", source=datetime(1601, 1, 1, tzinfo=UTC)), SignalType.WHOLE)
    assert (result.value, result.quality, result.reason) == (5, Quality.GOOD, "no_source_time")
