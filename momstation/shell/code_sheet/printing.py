"""Draws the pages of codes into a PDF: QR codes as areas, words in the bundled typeface."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

from momstation.core.errors import Refused
from momstation.core.i18n import SPEECH, _
from momstation.shell.code_sheet.pages import (
    CELL_MM,
    COLUMNS,
    FOOT_MM,
    HEADING_MM,
    MARGIN_MM,
    TALL_MM,
    WIDE_MM,
    Cell,
    Page,
)
from momstation.ui.fonts import FAMILY

DPI = 300
QR_MM = 30.0
QUIET_MODULES = 4
"""White around a QR code, as ISO/IEC 18004 asks."""
_MM_PER_INCH = 25.4
_WORDS = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    hint: str
    pages: Sequence[Page]


def write_pdf(sheet: Sheet, path: Path) -> None:
    """Raises Refused codes.not_written where the file cannot be."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(DPI)
    writer.setTitle(sheet.title)
    painter = QPainter()
    if not painter.begin(writer):
        raise Refused("codes.not_written", file=str(path))
    try:
        for page in sheet.pages:
            if page.number > 1:
                writer.newPage()
            _Paper(painter).draw(sheet, page)
    finally:
        painter.end()


class _Paper:
    """One page; millimetres from its top and from the side where reading begins."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._per_mm = DPI / _MM_PER_INCH
        self._is_mirrored = SPEECH.is_right_to_left

    def draw(self, sheet: Sheet, page: Page) -> None:
        inner = WIDE_MM - 2 * MARGIN_MM
        self._words(sheet.title, (MARGIN_MM, MARGIN_MM - 3, inner, 9), 6.0, is_bold=True)
        self._words(sheet.hint, (MARGIN_MM, MARGIN_MM + 6, inner, 11), 3.6)
        for heading in page.headings:
            self._line(heading.top_mm + 2)
            box = (MARGIN_MM, heading.top_mm + 3, inner, HEADING_MM - 4)
            self._words(heading.title, box, 5.0, is_bold=True)
        for cell in page.cells:
            self._cell(cell)
        foot = _("Page {number} of {count}").format(number=page.number, count=len(sheet.pages))
        self._words(foot, (MARGIN_MM, TALL_MM - FOOT_MM + 4, inner, 6), 3.2)

    def _cell(self, cell: Cell) -> None:
        wide = (WIDE_MM - 2 * MARGIN_MM) / COLUMNS
        left = MARGIN_MM + cell.column * wide
        self._qr(cell.code.text, left, cell.top_mm)
        beside = (left + QR_MM - 1, cell.top_mm + 4, wide - QR_MM, QR_MM - 6)
        self._words(cell.code.word, beside, 3.9, is_bold=True)
        below = (left + 3, cell.top_mm + QR_MM, wide - 5, CELL_MM - QR_MM - 4)
        self._words(cell.code.text, below, 2.6, is_code=True)

    def _qr(self, text: str, left_mm: float, top_mm: float) -> None:
        """Runs of dark modules as one area each, so that no hairline shows between them."""
        rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        module = QR_MM / (len(rows) + 2 * QUIET_MODULES)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for y, row in enumerate(rows):
            x = 0
            while x < len(row):
                run = len(row[x:]) - len(row[x:].lstrip(bytes([row[x]])))
                if row[x]:
                    at = (QUIET_MODULES + x, QUIET_MODULES + y)
                    self._area(left_mm, top_mm, at, run, module)
                x += run

    def _area(self, left_mm: float, top_mm: float, at: tuple[int, int], run: int, module: float) -> None:
        left = self._from_left(left_mm, QR_MM) + at[0] * module
        box = self._px(left, top_mm + at[1] * module, run * module, module)
        self._painter.fillRect(box, Qt.GlobalColor.black)

    def _words(
        self,
        text: str,
        box_mm: tuple[float, float, float, float],
        size_mm: float,
        *,
        is_bold: bool = False,
        is_code: bool = False,
    ) -> None:
        """As large as wished, or as large as fits its box."""
        left, top, wide, tall = box_mm
        box = self._px(self._from_left(left, wide), top, wide, tall)
        along = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft
        flags = along | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        how = flags | (Qt.TextFlag.TextWrapAnywhere if is_code else _WORDS)
        while True:
            self._painter.setFont(self._font(size_mm, is_bold=is_bold))
            needed = self._painter.boundingRect(box, how, text)
            if size_mm < 2.0 or (needed.height() <= box.height() and needed.width() <= box.width() + 1):
                break
            size_mm *= 0.92
        self._painter.setPen(Qt.GlobalColor.black)
        self._painter.drawText(box, how, text)

    def _font(self, size_mm: float, *, is_bold: bool) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(size_mm * self._per_mm)))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def _line(self, top_mm: float) -> None:
        box = self._px(MARGIN_MM, top_mm, WIDE_MM - 2 * MARGIN_MM, 0.3)
        self._painter.fillRect(box, Qt.GlobalColor.black)

    def _from_left(self, left_mm: float, wide_mm: float) -> float:
        return WIDE_MM - left_mm - wide_mm if self._is_mirrored else left_mm

    def _px(self, left: float, top: float, wide: float, tall: float) -> QRectF:
        per = self._per_mm
        return QRectF(left * per, top * per, wide * per, tall * per)
