"""Says what is wrong in a folder of plant data: file, row, column, value, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from momstation.core.errors import Refused
from momstation.core.i18n import _


@dataclass(frozen=True, slots=True)
class Fault:
    """``row`` is the line in the file, counted from 1; 0 when the whole file is meant."""

    file: str
    row: int
    column: str
    value: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(_("row {row}").format(row=self.row))
        if self.column:
            place.append(_("column {column}").format(column=self.column))
        found = f' "{self.value}"' if self.value else ""
        return f"{', '.join(place)}:{found} {self.problem} {self.remedy}".rstrip()


class ImportRefused(Refused):
    """Nothing was imported; ``faults`` holds everything that was found, in the order of files and rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.row)))
        super().__init__("plant.import_refused", count=len(faults), faults="\n".join(map(str, self.faults)))

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class Faults:
    """Collects while the import goes on looking."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(
        self, file: str, problem: str, remedy: str = "", row: int = 0, column: str = "", value: object = ""
    ) -> None:
        text = str(value)
        self.found.append(Fault(file, row, column, text[:60] + "…" * (len(text) > 60), problem, remedy))
