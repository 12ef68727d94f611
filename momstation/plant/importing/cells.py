"""Turns what stands in a cell into the value that a definition needs, or says what may stand there."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from momstation.core.i18n import _
from momstation.plant.nouns import Break, Noun

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_BREAK = re.compile(r"([0-9:]+)\s*[-–]\s*([0-9:]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class CellError(Exception):
    """``problem`` and ``remedy`` are sentences."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def columns_of(noun: type[Noun]) -> dict[str, Any]:
    """Each column that rows of this noun may have, with its type."""
    return get_type_hints(noun)


def read_cell(annotation: Any, value: object) -> object:
    """The value of a cell that is not empty. Raises CellError."""
    kind = _without_none(annotation)
    if get_origin(kind) is tuple:
        return tuple(read_cell(get_args(kind)[0], one) for one in _parts(get_args(kind)[0], value))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice(kind, value)
    return _READERS[kind](value)


def may_be_none(annotation: Any) -> bool:
    return get_origin(annotation) is UnionType and type(None) in get_args(annotation)


def _without_none(annotation: Any) -> Any:
    if not may_be_none(annotation):
        return annotation
    return next(one for one in get_args(annotation) if one is not type(None))


def _parts(kind: Any, value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [value]
    if kind is Break:
        return [one.strip() for one in re.split(r"[;,]|\s(?=[0-9]+:[0-9]+\s*[-–])", value) if one.strip()]
    return list(re.split(r"[;,\s]+", value.strip()))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise CellError(_("is not text."), _("Put it in quotation marks."))
    if _CONTROL.search(value):
        raise CellError(_("holds a character that cannot be printed."), _("Type it anew."))
    return value.strip()


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    raise CellError(_("is not a whole number."), _("Write digits only, such as 600."))


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(format(Decimal(value.strip()).normalize(), "f"))
    raise CellError(_("is not a number."), _("Write it with a point and without a unit, such as 4.5."))


def _moment(value: object) -> datetime:
    remedy = _("Write date, time and offset, such as 2026-11-23T14:00+01:00.")
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise CellError(_("is not a date with a time."), remedy) from None
    if moment.tzinfo is None:
        raise CellError(_("does not say in which time zone it is meant."), remedy)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise CellError(_("is not a date that can be."), remedy) from None


def _time(value: object) -> time:
    remedy = _("Write hours and minutes, such as 06:00.")
    try:
        found = value if isinstance(value, time) else time.fromisoformat(str(value).strip())
    except ValueError:
        raise CellError(_("is not a time of the day."), remedy) from None
    if found.tzinfo is not None:
        raise CellError(_("holds an offset, but the shift's time zone counts."), remedy)
    return found


def _break(value: object) -> Break:
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        return Break(start=_time(value["start"]), end=_time(value["end"]))
    span = _BREAK.fullmatch(value.strip()) if isinstance(value, str) else None
    if span is None:
        raise CellError(_("is not a break."), _("Write start and end, such as 09:00-09:15."))
    return Break(start=_time(span.group(1)), end=_time(span.group(2)))


def _choice(kind: type[StrEnum], value: object) -> StrEnum:
    by_name = {choice.value.lower(): choice for choice in kind}
    found = by_name.get(str(value).strip().lower())
    if found is not None:
        return found
    near = difflib.get_close_matches(str(value).lower(), by_name, n=1)
    choices = ", ".join(choice.value for choice in kind)
    remedy = (
        _("Did you mean {name}?").format(name=by_name[near[0]].value) if near else _("Write one of them.")
    )
    raise CellError(_("is none of {choices}.").format(choices=choices), remedy)


_READERS: Mapping[Any, Callable[[object], object]] = MappingProxyType(
    {str: _text, int: _whole, Decimal: _number, datetime: _moment, time: _time, Break: _break}
)
