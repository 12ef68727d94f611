"""Reads the files of a folder into rows of cells, without yet asking what they mean."""

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from momstation.core.i18n import _
from momstation.plant.importing.faults import Faults
from momstation.plant.nouns import ENTITIES
from momstation.settings.lines import lines_of_keys

_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_FILES = {
    "equipment": "equipment",
    "materials": "material",
    "work_masters": "work_master",
    "job_orders": "job_order",
    "reasons": "reason",
    "persons": "person",
    "shifts": "shift",
    "permissions": "permission",
}
"""Which entity the rows of a CSV file are; ``job_orders-week48.csv`` counts as ``job_orders``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One definition as it stands in a file. Cells of a CSV file are text; of TOML what TOML says."""

    file: str
    line: int
    entity: str
    cells: dict[str, object]


def read_rows(folder: Path, faults: Faults) -> list[Row]:
    """The rows of every CSV and TOML file in ``folder``, file by file in the order of names."""
    if not folder.is_dir():
        faults.add(
            str(folder), _("there is no such folder."), _("Name the folder that holds the plant data.")
        )
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".csv", ".toml"))
    if not files:
        remedy = _("It must hold files such as equipment.toml, materials.csv, job_orders.csv.")
        faults.add(str(folder), _("the folder holds no plant data."), remedy)
    return [row for path in files for row in _rows_of(path, faults)]


def _rows_of(path: Path, faults: Faults) -> list[Row]:
    before = len(faults.found)
    text = _text(path, faults)
    if text is None:
        return []
    is_csv = path.suffix.lower() == ".csv"
    rows = list(_csv_rows(path.name, text, faults) if is_csv else _toml_rows(path.name, text, faults))
    if not rows and len(faults.found) == before:
        faults.add(path.name, _("the file holds no rows."), _("Fill it, or remove it from the folder."))
    return rows


def _text(path: Path, faults: Faults) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        problem = _("the file cannot be read ({why}).").format(why=trouble.strerror)
        faults.add(path.name, problem, _("Give yourself the right to read it."))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw[: trouble.start].count(b"\n") + 1
        remedy = _("Save the file again in UTF-8; in a spreadsheet: CSV UTF-8.")
        faults.add(path.name, _("this row is not UTF-8 text."), remedy, row=line)
        return None


def _csv_rows(file: str, text: str, faults: Faults) -> Iterator[Row]:
    entity = _entity_of_file(file, faults)
    if entity is None:
        return
    lines = _csv_lines(file, text, faults)
    first = next(lines, None)
    if first is None:
        return
    header = [name.strip() for name in first[1]]
    if not _is_header_right(file, header, faults):
        return
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problem = _("the row has {found} cells, the first row names {due}.")
            remedy = _("Count the separators; put a text that holds one in quotation marks.")
            faults.add(file, problem.format(found=len(cells), due=len(header)), remedy, row=line)
            continue
        yield Row(file, line, entity, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})


def _csv_lines(file: str, text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """The number of each line's first row, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as trouble:
            problem = _("the row cannot be read ({why}).").format(why=trouble)
            faults.add(file, problem, _("Look for a quotation mark that is not closed."), row=line)
            return
        if cells is None:
            return
        yield line, cells


def _delimiter(text: str) -> str:
    """Spreadsheets write commas, semicolons or tabs, depending on the country."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _is_header_right(file: str, header: list[str], faults: Faults) -> bool:
    before = len(faults.found)
    for name in sorted({name for name in header if header.count(name) > 1 and name}):
        faults.add(file, _("this column stands twice."), _("Remove one."), row=1, column=name)
    if "" in header:
        faults.add(file, _("a column has no name."), _("The first row names every column."), row=1)
    return len(faults.found) == before


def _entity_of_file(file: str, faults: Faults) -> str | None:
    name = file.lower().removesuffix(".csv").partition("-")[0]
    if name in _FILES:
        return _FILES[name]
    near = difflib.get_close_matches(name, _FILES, n=1)
    known = ", ".join(f"{one}.csv" for one in _FILES)
    remedy = _("Did you mean {name}.csv?").format(name=near[0]) if near else _("Known are: {names}.")
    faults.add(file, _("nobody knows what the rows of this file are."), remedy.format(names=known))
    return None


def _toml_rows(file: str, text: str, faults: Faults) -> Iterator[Row]:
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as trouble:
        at = _AT_LINE.search(str(trouble))
        line = int(at.group(1)) if at and at.group(1) else len(text.splitlines())
        problem = _("the file is not valid TOML ({why}).").format(why=_AT_LINE.sub("", str(trouble)))
        faults.add(file, problem, _("Text stands in quotation marks."), row=line)
        return
    line_of = lines_of_keys(text)
    for entity, found in tables.items():
        yield from _toml_table(file, entity, found, line_of(entity), line_of, faults)


def _toml_table(
    file: str, entity: str, found: object, line: int, line_of: Callable[[str], int], faults: Faults
) -> Iterator[Row]:
    if entity not in ENTITIES:
        near = difflib.get_close_matches(entity, ENTITIES, n=1)
        meant = near[0] if near else ", ".join(ENTITIES)
        remedy = _("Write [[{name}]].").format(name=meant)
        faults.add(file, _("there is no such table."), remedy, row=line, value=entity)
        return
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        remedy = _("Write [[{name}]] above each.").format(name=entity)
        faults.add(file, _("this is not a list of tables."), remedy, row=line, value=entity)
        return
    for at, cells in enumerate(found):
        yield Row(file, line_of(f"{entity}[{at}]"), entity, cells)
