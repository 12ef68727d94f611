"""From an OPC UA data value to a value that the station may use, or to the reason why it may not."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from asyncua import ua

from momstation.plant.readings import Quality
from momstation.plant.signals import SignalType

_STATUS = 0xFFFF0000
"""The low half of a status code holds flags; with them the library loses the code's name."""
_OVERFLOW = 0x0480
"""InfoType DataValue with the Overflow bit (OPC 10000-4, 7.39.1)."""
_NO_TIME = datetime(1601, 1, 2, tzinfo=UTC)
"""An OPC UA time of zero is the first of January 1601 and means: none given."""
_LONGEST_TEXT = 4096

WHOLE = frozenset(
    {
        ua.VariantType.SByte,
        ua.VariantType.Byte,
        ua.VariantType.Int16,
        ua.VariantType.UInt16,
        ua.VariantType.Int32,
        ua.VariantType.UInt32,
        ua.VariantType.Int64,
        ua.VariantType.UInt64,
    }
)
NUMBER = WHOLE | {ua.VariantType.Float, ua.VariantType.Double}
FITS = {
    SignalType.BOOL: frozenset({ua.VariantType.Boolean}),
    SignalType.WHOLE: WHOLE,
    SignalType.NUMBER: NUMBER,
    SignalType.TEXT: frozenset({ua.VariantType.String, ua.VariantType.LocalizedText}),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """``reason`` is the key of a sentence, ``status`` the machine's own word if that is the reason.

    ``found`` is set with quality CHANGED: what stands there instead of the expected type.
    """

    value: int | str | bool | None
    quality: Quality
    reason: str
    source_time: datetime | None
    server_time: datetime | None
    is_overflow: bool
    found: str = ""
    status: str = ""


def decode(data: ua.DataValue, expected: SignalType) -> Decoded:
    """Never raises for anything that a machine can send."""
    code = int(data.StatusCode.value) if data.StatusCode is not None else 0
    status = status_name(code) if code >> 30 else ""
    value, quality, reason, found = _judge(data.Value, code, expected)
    source = usable_time(data.SourceTimestamp)
    if quality is Quality.GOOD and source is None:
        reason = "no_source_time"
    return Decoded(
        value=value,
        quality=quality,
        reason=reason,
        source_time=source,
        server_time=usable_time(data.ServerTimestamp),
        is_overflow=code & _OVERFLOW == _OVERFLOW,
        found=found,
        status=status,
    )


def _judge(
    variant: ua.Variant | None, code: int, expected: SignalType
) -> tuple[int | str | bool | None, Quality, str, str]:
    severity = code >> 30
    if severity >= 2:
        return None, Quality.BAD, "status", ""
    if severity == 1:
        return None, Quality.UNCERTAIN, "status", ""
    if variant is None or variant.Value is None:
        return None, Quality.BAD, "no_value", ""
    found = describe(variant)
    if isinstance(variant.Value, list) or variant.is_array or variant.VariantType not in FITS[expected]:
        return None, Quality.CHANGED, "type_wrong", found
    return *_plain(variant.Value), ""


def _plain(value: object) -> tuple[int | str | bool | None, Quality, str]:
    """Fractions become decimal text: what is recorded never depends on a binary rounding."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None, Quality.BAD, "not_a_number"
        return str(Decimal(repr(value))), Quality.GOOD, ""
    if isinstance(value, bool | int):
        return value, Quality.GOOD, ""
    text = (value.Text or "") if isinstance(value, ua.LocalizedText) else str(value)
    if len(text) > _LONGEST_TEXT:
        return None, Quality.BAD, "text_too_long"
    return text, Quality.GOOD, ""


def status_name(code: int) -> str:
    """The status code's name without its flags, such as ``BadSensorFailure``."""
    return str(ua.StatusCode(ua.UInt32(code & _STATUS)).name)


def describe(variant: ua.Variant) -> str:
    name = getattr(variant.VariantType, "name", str(variant.VariantType))
    if isinstance(variant.Value, list) or variant.is_array:
        return f"array of {name}"
    return name


def usable_time(time: datetime | None) -> datetime | None:
    """Aware UTC, or None for a machine whose clock was never set."""
    if time is None:
        return None
    aware = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return None if aware < _NO_TIME else aware
