"""From a result's record to plain JSON values: no NaN, an unknown figure is null, times end in Z."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction

from momstation.kpi.declare import results_of

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def write_results(result: object) -> dict[str, Json]:
    """The declared results of a record by their outside names, in the order of the declaration."""
    return {
        name: _plain(getattr(result, attribute.name), form.unit)
        for name, (attribute, form) in results_of(type(result)).items()
    }


def _plain(value: object, unit: str) -> Json:
    match value:
        case None | bool() | str():
            return value.value if isinstance(value, StrEnum) else value
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case int() | Fraction():
            return _number(value, unit)
        case float():
            return value
        case Mapping():
            return {str(name): _plain(item, unit) for name, item in value.items()}
        case tuple():
            return [_plain(item, unit) for item in value]
    if is_dataclass(value):
        return write_results(value)
    raise TypeError(f"{type(value).__name__} has no written form")


def _number(value: int | Fraction, unit: str) -> int | float:
    if unit == "ratio" or value.denominator != 1:
        return float(value)
    return int(value)
