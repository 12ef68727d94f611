"""The inspector's grid on the screen: one line per feature, one column per sample, the verdict at the end."""

from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from momstation.core.i18n import _
from momstation.core.numbers import number
from momstation.ui.bidi import isolated
from momstation.ui.flick import let_fingers_throw
from momstation.ui.measure_model import Cell, Feature, Measured, MeasureModel
from momstation.ui.shapes import draw_shape
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tolerance import Judgement
from momstation.ui.units import Role

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAME_COLUMN = 0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_NAME_SIDE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GridTexts(QAbstractTableModel):
    """What each cell shows and says; the truth is the ``MeasureModel``'s."""

    def __init__(self, measures: MeasureModel) -> None:
        super().__init__()
        self.measures = measures

    def renew(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.measures.features)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.measures.samples + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == _NAME_COLUMN:
            return _("Feature")
        if section > self.measures.samples:
            return _("Verdict")
        return _("Sample {number}").format(number=section)

    def data(self, index: Index, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NAME_SIDE if index.column() == _NAME_COLUMN else _CENTRE
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.judgement(index).word() if index.column() != _NAME_COLUMN else ""
        return None

    def cell(self, index: Index) -> Cell | None:
        """None for the name and the verdict."""
        sample = index.column() - 1
        return Cell(index.row(), sample) if 0 <= sample < self.measures.samples else None

    def judgement(self, index: Index) -> Judgement:
        cell = self.cell(index)
        if cell is not None:
            return self.measures.judge(cell)
        return self.measures.verdict(index.row()) if index.column() else Judgement.OPEN

    def _text(self, index: Index) -> str:
        feature = self.measures.features[index.row()]
        if index.column() == _NAME_COLUMN:
            return f"{feature.balloon}  {feature.name}".strip()
        cell = self.cell(index)
        if cell is None:
            verdict = self.measures.verdict(index.row())
            return "" if verdict is Judgement.OPEN else verdict.word()
        return _shown(feature, self.measures.value(cell))


class GridCells(QStyledItemDelegate):
    """Paints shape and word beside the number, and a frame round the cell that is filled next."""

    def __init__(self, host: ThemeHost, texts: GridTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = host
        self._texts = texts

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        wide = hint.width() + 2 * self._host.units.u(14) + self._host.units.mm(6)
        return QSize(wide, self._host.units.target)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, units = self._host.theme, self._host.units
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        is_nok = self._texts.judgement(index).is_nok
        is_name = index.column() == _NAME_COLUMN
        ink = theme.ink(Status.ALARM)
        painter.save()
        painter.fillRect(option.rect, theme.surface if is_name else theme.raised)
        if is_nok:
            painter.fillRect(box, ink.soft)
        if not is_name:
            painter.setPen(QPen(ink.edge if is_nok else theme.divider, 2 if is_nok else 1))
            painter.drawRect(box)
        cell = self._texts.cell(index)
        if cell is not None and cell == self._texts.measures.current:
            thick = max(3.0, units.u(4))
            painter.setPen(QPen(theme.focus, thick))
            painter.drawRect(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))
        self._write(painter, QRectF(option.rect), index, option.widget.isRightToLeft())
        painter.restore()

    def _write(self, painter: QPainter, box: QRectF, index: Index, is_mirrored: bool) -> None:
        theme, units = self._host.theme, self._host.units
        is_name = index.column() == _NAME_COLUMN
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        is_verdict = self._texts.cell(index) is None and not is_name
        weight = Weight.SEMIBOLD if is_verdict else Weight.REGULAR
        metrics = self._host.metrics(Role.BODY, weight)
        is_nok = self._texts.judgement(index).is_nok
        side = units.mm(4.5) if is_nok else 0
        lead = side + units.u(8) if side else 0
        fits = metrics.horizontalAdvance(text) + lead + 2 * units.u(14) <= box.width()
        air = units.u(14) if fits else units.u(5)
        room = box.width() - 2 * air - lead
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
        if shown != text:
            self._host.clipped.emit("MeasureGrid", text)
        wide = lead + metrics.horizontalAdvance(shown)
        left = box.left() + air if is_name and not is_mirrored else box.center().x() - wide / 2
        if is_name and is_mirrored:
            left = box.right() - air - wide
        if side:
            spot = left if not is_mirrored else left + wide - side
            draw_shape(
                painter,
                Status.ALARM,
                QRectF(spot, box.center().y() - side / 2, side, side),
                theme.ink(Status.ALARM),
            )
        painter.setFont(self._host.font(Role.BODY, weight))
        painter.setPen(theme.text)
        painter.setLayoutDirection(
            Qt.LayoutDirection.LayoutDirectionAuto
        )  # "±0.3" of a Latin name stays in place
        start = left + (0 if is_mirrored else lead)
        words = QRectF(start, box.top(), wide - lead + 2, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, isolated(shown) if _is_mixed(shown) else shown)


def _is_mixed(text: str) -> bool:
    """Whether it reads from right to left, so that the numbers in it need their own direction."""
    return any(bidirectional(sign) in ("R", "AL") for sign in text)


class MeasureGrid(QTableView):
    """``take`` is what a gauge, a number pad and a keyboard all call; a tap chooses the cell that is filled next.

    ``filled`` carries feature key, sample (from 1) and the value; ``finished`` comes with the last empty cell.
    """

    filled = Signal(str, int, object)
    finished = Signal()
    cell_chosen = Signal(str, int)

    def __init__(self, host: ThemeHost, measures: MeasureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.measures = measures
        self._texts = GridTexts(measures)
        self.setModel(self._texts)
        self.setItemDelegate(GridCells(host, self._texts, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setAccessibleName(_("Measured values"))
        let_fingers_throw(self.viewport())
        self.clicked.connect(self._choose)
        host.changed.connect(self._restyle)
        self._restyle()
        self._follow()

    def take(self, value: Measured) -> Cell | None:
        """Fill the framed cell and move the frame on; raises WrongKind."""
        cell = self.measures.take(value)
        if cell is None:
            return None
        self._texts.renew()
        self._follow()
        self.filled.emit(self.measures.features[cell.feature].key, cell.sample + 1, value)
        if self.measures.is_full and self.measures.current is None:
            self.finished.emit()
        return cell

    def framed_box(self) -> QRect | None:
        """Where the cell that is filled next lies in the viewport; None once all are filled."""
        cell = self.measures.current
        return None if cell is None else self.visualRect(self._texts.index(cell.feature, cell.sample + 1))

    def unit_wanted(self) -> str:
        """The unit of the framed cell's feature, or empty."""
        cell = self.measures.current
        return "" if cell is None else self.measures.features[cell.feature].unit

    def clear_cell(self) -> None:
        """Empty the cell on which the keyboard stands."""
        cell = self._texts.cell(self.currentIndex())
        if cell is not None:
            self.measures.clear(cell)
            self._texts.renew()
            self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._choose(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cell()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        units = self.host.units
        tall = self.horizontalHeader().sizeHint().height() + units.target * self._texts.rowCount()
        return QSize(units.mm(120), tall + 2)

    def _choose(self, index: QModelIndex) -> None:
        cell = self._texts.cell(index)
        if cell is None:
            return
        self.measures.select(cell)
        self._texts.renew()
        self._follow()
        self.cell_chosen.emit(self.measures.features[cell.feature].key, cell.sample + 1)

    def _follow(self) -> None:
        """The keyboard stands on the framed cell, which is in sight."""
        cell = self.measures.current
        if cell is None:
            return
        index = self._texts.index(cell.feature, cell.sample + 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _restyle(self) -> None:
        header = self.horizontalHeader()
        self.setFont(self.host.font(Role.BODY))
        header.setFont(self.host.font(Role.CAPTION, Weight.SEMIBOLD))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumHeight(self.host.units.font_px(Role.CAPTION) + self.host.units.u(28))
        self.verticalHeader().setDefaultSectionSize(self.host.units.target)
        last = self._texts.columnCount() - 1
        for column in range(last + 1):
            is_wide = column in (_NAME_COLUMN, last)
            snug = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, snug if is_wide else QHeaderView.ResizeMode.Stretch)
        self._texts.layoutChanged.emit()


def _shown(feature: Feature, value: Measured | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return (Judgement.OK if value else Judgement.NOK).word()
    return number(value, feature.decimals)
