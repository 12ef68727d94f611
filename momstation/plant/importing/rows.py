"""Makes a definition of each row, and goes on after a fault so that a person repairs the file once."""

import difflib
from dataclasses import dataclass
from typing import Any

import msgspec

from momstation.core.i18n import _
from momstation.plant.importing.cells import CellError, columns_of, may_be_none, read_cell
from momstation.plant.importing.faults import Faults
from momstation.plant.importing.tables import Row
from momstation.plant.nouns import ENTITIES, Noun, Person

PIN = "pin"


@dataclass(frozen=True, slots=True)
class Read:
    """A definition and where it stands. ``pin`` as it stands there; None when the row speaks of none."""

    row: Row
    noun: Noun
    pin: object = None


def read_nouns(rows: list[Row], faults: Faults) -> list[Read]:
    """The definitions of the rows that are right in themselves."""
    _report_unknown_columns(rows, faults)
    found = [_read(row, faults) for row in rows]
    return [one for one in found if one is not None]


def _columns(entity: str) -> dict[str, Any]:
    columns = columns_of(ENTITIES[entity])
    return columns | {PIN: str} if ENTITIES[entity] is Person else columns


def _report_unknown_columns(rows: list[Row], faults: Faults) -> None:
    told: set[tuple[str, str]] = set()
    for row in rows:
        known = _columns(row.entity)
        for name in row.cells:
            if name in known or (row.file, name) in told:
                continue
            told.add((row.file, name))
            near = difflib.get_close_matches(name, known, n=1)
            remedy = _("Did you mean {name}?") if near else _("Known are: {names}.")
            words = remedy.format(name=near[0] if near else "", names=", ".join(known))
            line = 1 if row.file.lower().endswith(".csv") else row.line
            faults.add(row.file, _("there is no such column."), words, row=line, column=name)


def _read(row: Row, faults: Faults) -> Read | None:
    kind, columns = ENTITIES[row.entity], _columns(row.entity)
    before = len(faults.found)
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        value = row.cells.get(field.encode_name, "")
        if value == "" or value == []:
            if field.required:
                faults.add(
                    row.file, _("is missing."), _("Every row needs it."), row=row.line, column=field.name
                )
            continue
        _read_into(values, row, field.name, columns[field.name], value, faults)
    if len(faults.found) > before:
        return None
    noun = kind(**values)  # type: ignore[arg-type]  # each value was read by the type of its field
    return Read(row, noun, row.cells.get(PIN))


def _read_into(
    values: dict[str, object], row: Row, name: str, annotation: Any, value: object, faults: Faults
) -> None:
    try:
        values[name] = read_cell(annotation, value)
    except CellError as fault:
        remedy = fault.remedy
        if may_be_none(annotation):
            remedy = _("{remedy} It may be left out.").format(remedy=remedy)
        faults.add(row.file, fault.problem, remedy, row=row.line, column=name, value=value)
