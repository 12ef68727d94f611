"""The list of calculations for a quality engineer: made from the declarations, so it cannot go stale."""

import json
from collections.abc import Iterator
from dataclasses import MISSING
from fractions import Fraction

from momstation.kpi.declare import Calculation, RecordOf, inputs_of, results_of, rules_of
from momstation.kpi.kinds import Kind, ListOf, MapTo, Number
from momstation.kpi.writing import Json

INTRODUCTION = (
    "momstation compute NAME < inputs.json reads one JSON object and writes the result as JSON.",
    "Numbers are taken exactly as written. Undefined is null. Points in time are ISO 8601 time stamps with",
    "an offset, or numbers of seconds on a line of your own; one kind throughout an input.",
    "Refused input: exit 2 and one sentence on the error output.",
)


def list_text(calculations: tuple[Calculation, ...]) -> str:
    """The list for people."""
    blocks = ["\n".join(INTRODUCTION)]
    blocks.extend("\n".join(_block(each)) for each in calculations)
    return "\n\n".join(blocks) + "\n"


def list_data(calculations: tuple[Calculation, ...]) -> list[Json]:
    """The list for programs."""
    return [
        {
            "name": each.name,
            "title": each.title,
            "inputs": _input_data(each.inputs),
            "rules": [rule.meaning() for rule in rules_of(each.inputs)],
            "outputs": _output_data(each.outputs),
            "conventions": list(each.conventions),
            "source": each.source,
            "example": json.loads(json.dumps(each.example)),
        }
        for each in calculations
    ]


def _block(each: Calculation) -> Iterator[str]:
    yield f"{each.name}: {each.title}"
    yield "  inputs:"
    yield from _input_lines(each.inputs, "    ")
    yield "  outputs:"
    yield from _output_lines(each.outputs, "    ")
    yield "  conventions:"
    yield from (f"    {line}" for line in each.conventions)
    yield f"  source: {each.source}"
    yield f"  example: {json.dumps(each.example)}"


def _input_lines(record: type, indent: str) -> Iterator[str]:
    for name, (attribute, form) in inputs_of(record).items():
        need = "required" if attribute.default is MISSING else "optional"
        yield f"{indent}{name} ({need}): {form.meaning}. Accepted: {form.kind.accepted()}."
        inner = _inner(form.kind)
        if inner is not None:
            yield from _input_lines(inner, indent + "  ")
    for rule in rules_of(record):
        yield f"{indent}rule: {rule.meaning()}"


def _output_lines(record: type, indent: str) -> Iterator[str]:
    for name, (_, form) in results_of(record).items():
        yield f"{indent}{name} [{form.unit}]: {form.meaning}"
        if form.of is not None:
            yield from _output_lines(form.of, indent + "  ")


def _inner(kind: Kind) -> type | None:
    if isinstance(kind, ListOf):
        return _inner(kind.kind)
    return kind.record if isinstance(kind, RecordOf) else None


def _unit(kind: Kind) -> str | None:
    if isinstance(kind, Number):
        return kind.unit
    if isinstance(kind, ListOf | MapTo):
        return _unit(kind.kind)
    unit: str | None = getattr(kind, "UNIT", None)
    return unit


def _input_data(record: type) -> list[Json]:
    entries: list[Json] = []
    for name, (attribute, form) in inputs_of(record).items():
        entry: dict[str, Json] = {
            "name": name,
            "meaning": form.meaning,
            "accepted": form.kind.accepted(),
            "unit": _unit(form.kind),
            "required": attribute.default is MISSING,
            "default": _default(attribute.default),
        }
        inner = _inner(form.kind)
        if inner is not None:
            entry["members"] = _input_data(inner)
            entry["rules"] = [rule.meaning() for rule in rules_of(inner)]
        entries.append(entry)
    return entries


def _default(value: object) -> Json:
    match value:
        case str() | None:
            return value
        case bool() | int():
            return value
        case Fraction():
            return float(value)
    return [] if value == () else None


def _output_data(record: type) -> list[Json]:
    entries: list[Json] = []
    for name, (_, form) in results_of(record).items():
        entry: dict[str, Json] = {"name": name, "meaning": form.meaning, "unit": form.unit}
        if form.of is not None:
            entry["members"] = _output_data(form.of)
        entries.append(entry)
    return entries
