"""What can be wrong with a machine's values: kept apart, so that the machine itself stays honest."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asyncua import ua

_NUMBERS = {"nan": math.nan, "inf": math.inf}


@dataclass(slots=True)
class Faults:
    """Standing faults by ``CODE.role``: status codes, replaced values, clocks that are off."""

    status: dict[str, str] = field(default_factory=dict)
    instead: dict[str, ua.Variant] = field(default_factory=dict)
    clock: dict[str, str] = field(default_factory=dict)

    def clear(self) -> None:
        self.status.clear()
        self.instead.clear()
        self.clock.clear()

    def apply(self, key: str, machine: str, value: ua.Variant, now: datetime) -> ua.DataValue:
        """The data value as the server shall publish it."""
        code = getattr(ua.StatusCodes, self.status.get(key, "Good"))
        return ua.DataValue(
            Value=self.instead.get(key, value),
            StatusCode=ua.StatusCode(code),
            SourceTimestamp=_shifted(self.clock.get(machine), now),
            ServerTimestamp=now,
        )


def _shifted(how: str | None, now: datetime) -> datetime:
    if how is None:
        return now
    if how == "1601":
        return datetime(1601, 1, 1, tzinfo=UTC)
    return now + timedelta(seconds=float(how))


def variant_of(kind: str, value: object) -> ua.Variant:
    """A value of any OPC UA type: ``("Double", "nan")``, ``("UInt32", [1, 2])``, ``("String", "x")``."""
    variant_type = getattr(ua.VariantType, kind)
    if isinstance(value, str) and value in _NUMBERS:
        value = _NUMBERS[value]
    return ua.Variant(value, variant_type)
