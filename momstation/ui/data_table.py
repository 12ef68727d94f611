"""A plain table in the kit's type and sizes, for what must be compared line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from momstation.ui.drawing import Align
from momstation.ui.flick import let_fingers_throw
from momstation.ui.shapes import draw_shape
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_STRETCH = QHeaderView.ResizeMode.Stretch
_SNUG = QHeaderView.ResizeMode.ResizeToContents
_SIDES = {
    Align.START: Qt.AlignmentFlag.AlignLeading,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.END: Qt.AlignmentFlag.AlignTrailing,
}


@dataclass(frozen=True)
class Column:
    """A heading and where its cells stand; numbers stand at the end."""

    key: str
    title: str
    align: Align = Align.START
    is_wide: bool = False


@dataclass(frozen=True)
class Row:
    """One line; its status shows as a shape before the first cell, and its word is the first cell's tip."""

    key: str
    cells: tuple[str, ...]
    status: Status = Status.NORMAL


class TableModel(QAbstractTableModel):
    """Rows as given; it sorts nothing, because the presenter did."""

    def __init__(self, host: ThemeHost, columns: Sequence[Column]) -> None:
        super().__init__()
        self._host = host
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def key(self, row: int) -> str:
        return self._rows[row].key

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"  {column.title}  "
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter
        is_first = index.column() == 0 and row.status is not Status.NORMAL
        if role == Qt.ItemDataRole.DecorationRole and is_first:
            return self._mark(row.status)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and is_first:
            return row.status.word()
        return None

    def _mark(self, status: Status) -> QPixmap:
        side = self._host.units.font_px(Role.BODY)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(painter, status, QRectF(0, 0, side, side), self._host.theme.ink(status))
        painter.end()
        return picture


class RoomyCells(QStyledItemDelegate):
    """Cells with air at both sides."""

    def __init__(self, host: ThemeHost, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = host

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * self._host.units.u(14), hint.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        air = self._host.units.u(14)
        option.rect = option.rect.adjusted(air, 0, -air, 0)
        super().paint(painter, option, index)


class DataTable(QTableView):
    """``chosen`` carries the key of the row that was tapped, or entered with the keyboard."""

    chosen = Signal(str)

    def __init__(self, host: ThemeHost, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._columns = tuple(columns)
        self._model = TableModel(host, columns)
        self.setModel(self._model)
        self.setItemDelegate(RoomyCells(host, self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        let_fingers_throw(self.viewport())
        self.clicked.connect(self._choose)
        host.changed.connect(self._restyle)
        self._restyle()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Keeps the selection on the same key."""
        selected = self.selected_key()
        self._model.set_rows(rows)
        for number, row in enumerate(rows):
            if row.key == selected:
                self.selectRow(number)

    def selected_key(self) -> str:
        index = self.currentIndex()
        return self._model.key(index.row()) if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.key(index.row()))

    def _restyle(self) -> None:
        units, header = self.host.units, self.horizontalHeader()
        self.setFont(self.host.font(Role.BODY))
        header.setFont(self.host.font(Role.CAPTION, Weight.SEMIBOLD))
        header.setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(units.target)
        for number, column in enumerate(self._columns):
            header.setSectionResizeMode(number, _STRETCH if column.is_wide else _SNUG)
        self._model.layoutChanged.emit()
