"""Lays sections of codes on A4 pages: three to a row, a heading never alone at the foot of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from momstation.shell.code_sheet.content import PrintedCode, Section

WIDE_MM, TALL_MM = 210.0, 297.0
MARGIN_MM = 14.0
TOP_MM = 34.0
"""Below the page's title."""
FOOT_MM = 16.0
COLUMNS = 3
CELL_MM = 40.0
HEADING_MM = 13.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One code; ``column`` counts from where reading begins."""

    column: int
    top_mm: float
    code: PrintedCode


@dataclass(frozen=True, slots=True)
class Heading:
    top_mm: float
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    headings: tuple[Heading, ...]
    cells: tuple[Cell, ...]


def paged(sections: Sequence[Section]) -> list[Page]:
    """A section that goes on overleaf has its heading there again."""
    pages = [_Open(1)]
    for section in sections:
        rows = [section.codes[at : at + COLUMNS] for at in range(0, len(section.codes), COLUMNS)]
        is_headed = False
        for row in rows:
            needed = CELL_MM + (0.0 if is_headed else HEADING_MM)
            if pages[-1].top_mm + needed > TALL_MM - FOOT_MM:
                pages.append(_Open(len(pages) + 1))
                is_headed = False
            if not is_headed:
                pages[-1].head(section.title)
                is_headed = True
            pages[-1].put(row)
    return [page.closed() for page in pages]


class _Open:
    def __init__(self, number: int) -> None:
        self._number = number
        self.top_mm = TOP_MM
        self._headings: list[Heading] = []
        self._cells: list[Cell] = []

    def head(self, title: str) -> None:
        self._headings.append(Heading(self.top_mm, title))
        self.top_mm += HEADING_MM

    def put(self, row: Sequence[PrintedCode]) -> None:
        self._cells += [Cell(column, self.top_mm, code) for column, code in enumerate(row)]
        self.top_mm += CELL_MM

    def closed(self) -> Page:
        return Page(self._number, tuple(self._headings), tuple(self._cells))
