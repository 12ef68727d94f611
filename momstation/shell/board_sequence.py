"""The orders of each machine in the order in which they come; a drag, a tap or two keys change it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.model.commands import SequenceOrders
from momstation.production.model.sequencing import moved
from momstation.production.views import SequenceRow, SequenceView
from momstation.shell import keys
from momstation.ui.button import Button
from momstation.ui.drawing import Drawing
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight

CREEP_MS = 30
CREEP_MM = 2.0
"""So far a list moves on each time, below an order that is held at its edge."""


class Handle(Button):
    """A tap changes places with the order before (the first one with the next), a drag moves to where it is let go,
    Alt with an arrow one place. Where the person may not, all of it is asked for all the same: the refusal says who
    may, and waits for that badge."""

    dragged = Signal(QPointF)
    dropped = Signal(QPointF)
    stepped = Signal(int)
    moved = Signal(int)
    held = Signal(bool)

    def __init__(self, host: ThemeHost) -> None:
        super().__init__(host, "", icon="keyboard_arrow_up")
        self._from: QPointF | None = None
        self._is_dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from, self._is_dragging = event.globalPosition(), False
        self.held.emit(True)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or not self.isEnabled():
            super().mouseMoveEvent(event)
            return
        way = event.globalPosition() - self._from
        if self._is_dragging or abs(way.y()) > self.host.units.target / 3:
            self._is_dragging = True
            self.cancel_press()
            self.dragged.emit(way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, self._from = self._from, None
        self.held.emit(False)
        if self._is_dragging and start is not None:
            self._is_dragging = False
            self.dropped.emit(event.globalPosition() - start)
        super().mouseReleaseEvent(event)

    def let_go(self) -> None:
        """Whoever holds it holds it in vain."""
        if self._from is not None:
            self._from, self._is_dragging = None, False
            self.cancel_press()
            self.held.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = keys.lead_step(event.key())
        if not step:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink, icon = self.draw_ground(d), self._icon_px()
            left = (d.rect.width() - icon) / 2
            d.icon(QRectF(left, d.rect.height() / 2 - icon * 0.85, icon, icon), "keyboard_arrow_up", ink)
            d.icon(QRectF(left, d.rect.height() / 2 - icon * 0.15, icon, icon), "keyboard_arrow_down", ink)
            if self.shows_ring():
                d.focus(d.rect)


class OrderInSequence(QWidget):
    """An order that runs has no handle: it comes first until it is done."""

    def __init__(self, host: ThemeHost) -> None:
        super().__init__()
        self.host = host
        self.unit, self.order, self.place = "", "", 0
        self.row = ListRow(host, RowView("", ""))
        self.handle = Handle(host)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.row, 1)
        self._line.addWidget(self.handle)
        host.changed.connect(self._respace)
        self._respace()

    def set_row(self, unit: str, shown: SequenceRow, place: int, refusal: str) -> None:
        self.unit, self.order, self.place = unit, shown.order, place
        icon = "play_arrow-fill" if shown.is_running else "assignment"
        self.row.set_view(RowView(shown.order, shown.title, shown.detail, shown.right, icon=icon))
        self.row.setObjectName(f"planned.{shown.order}")
        self.handle.setObjectName(f"move.{shown.order}")
        self.handle.setAccessibleName(_("Move order {order}").format(order=shown.order))
        self.handle.set_refusal(refusal)
        self.handle.setVisible(not shown.is_running)

    def _respace(self) -> None:
        self.host.space(self._line, margin=False)


class BoardSequence(QWidget):
    """``commanded`` carries a SequenceOrders; ``opened`` the machine whose shift is wanted."""

    commanded = Signal(object)
    opened = Signal(str)

    def __init__(self, host: ThemeHost) -> None:
        super().__init__()
        self.host = host
        self._views: tuple[SequenceView, ...] = ()
        self._titles: list[Text] = []
        self._rows: list[OrderInSequence] = []
        self._is_dragging = False
        self._lifted_from = self._scrolled_from = self._way = 0
        self._held: OrderInSequence | None = None
        self._creeping = QTimer(self)
        self._creeping.setInterval(CREEP_MS)
        self._creeping.timeout.connect(self._creep)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._area = KineticArea(host, self._inside)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area, 1)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def rows(self) -> tuple[OrderInSequence, ...]:
        return tuple(self._rows)

    @property
    def handles(self) -> tuple[Handle, ...]:
        return tuple(row.handle for row in self._rows if not row.handle.isHidden())

    def set_sequences(self, views: Sequence[SequenceView]) -> None:
        """What a finger has taken hold of stays under it: the news come when it lets go."""
        self._views = tuple(views)
        if not self._is_dragging:
            self._show()

    def let_go(self) -> None:
        """What somebody holds goes back to where it was; the finger that lifts later asks for nothing."""
        for row in self._rows:
            row.handle.let_go()
        if self._is_dragging:
            self._end_drag()
            self._show()
            self._settle_rows()

    def show_first(self) -> bool:
        """The focus to the first order that can come earlier; False without one."""
        later = [row for row in self._rows if not row.handle.isHidden() and self._earliest(row) < row.place]
        if not later:
            return False
        self._area.ensureWidgetVisible(later[0])
        later[0].handle.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _show(self) -> None:
        focused = next((row.order for row in self._rows if row.handle.hasFocus()), None)
        count = sum(len(view.rows) for view in self._views)
        while len(self._rows) > count:
            _drop(self._rows.pop())
        while len(self._rows) < count:
            self._rows.append(self._row())
        while len(self._titles) > len(self._views):
            _drop(self._titles.pop())
        while len(self._titles) < len(self._views):
            self._titles.append(Text(self.host, "", weight=Weight.SEMIBOLD, elide=True))
        self._fill()
        self._refocus(focused)

    def _fill(self) -> None:
        while self._list.count():
            self._list.takeAt(0)
        rows = iter(self._rows)
        for title, view in zip(self._titles, self._views, strict=True):
            title.set_text(_("Orders for {station}").format(station=view.title))
            self._list.addWidget(title)
            for place, shown in enumerate(view.rows):
                row = next(rows)
                row.set_row(view.work_unit, shown, place, view.refusal)
                self._list.addWidget(row)
        self._list.addStretch(1)

    def _refocus(self, order: str | None) -> None:
        """The focus goes with the order that was moved."""
        for row in self._rows:
            if order is not None and row.order == order and not row.handle.isHidden():
                row.handle.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row(self) -> OrderInSequence:
        row = OrderInSequence(self.host)
        row.row.triggered.connect(lambda: self.opened.emit(row.unit))
        row.handle.triggered.connect(lambda: self._swap(row))
        row.handle.explained.connect(lambda _reason: self._swap(row))
        row.handle.moved.connect(lambda step: self._move(row, row.place + step))
        row.handle.stepped.connect(lambda step: self._step(row, step))
        row.handle.held.connect(self._area.set_held)
        row.handle.dragged.connect(lambda way: self._drag(row, way))
        row.handle.dropped.connect(lambda way: self._drop_at(row, way))
        return row

    def _swap(self, row: OrderInSequence) -> None:
        is_first = row.place <= self._earliest(row)
        self._move(row, row.place + 1 if is_first else row.place - 1)

    def _move(self, row: OrderInSequence, to: int) -> None:
        view = next((one for one in self._views if one.work_unit == row.unit), None)
        if view is None:
            return
        orders = tuple(one.order for one in view.rows)
        wanted = moved(orders, row.order, max(to, self._earliest(row)))
        if wanted != orders:
            self.commanded.emit(SequenceOrders(work_unit=row.unit, orders=wanted))

    def _earliest(self, row: OrderInSequence) -> int:
        """What runs stays in front."""
        view = next((one for one in self._views if one.work_unit == row.unit), None)
        return 0 if view is None else sum(one.is_running for one in view.rows)

    def _step(self, row: OrderInSequence, step: int) -> None:
        handles = self.handles
        here = handles.index(row.handle)
        next_one = handles[min(len(handles) - 1, max(0, here + step))]
        self._area.ensureWidgetVisible(next_one)
        next_one.setFocus(Qt.FocusReason.TabFocusReason)

    def _drag(self, row: OrderInSequence, way: QPointF) -> None:
        if not self._is_dragging:
            self._is_dragging, self._lifted_from = True, row.y()
            self._scrolled_from = self._area.verticalScrollBar().value()
            row.raise_()
        self._held, self._way = row, round(way.y())
        self._follow()
        if self._beyond() and not self._creeping.isActive():
            self._creeping.start()

    def _follow(self) -> None:
        """The row stays under the finger, also while the list creeps away below it."""
        if self._held is not None:
            crept = self._area.verticalScrollBar().value() - self._scrolled_from
            self._held.move(self._held.x(), self._lifted_from + self._way + crept)

    def _beyond(self) -> int:
        """Where what is held sticks out of what is seen: -1 above, 1 below."""
        row, seen = self._held, self._area.viewport()
        if row is None:
            return 0
        top = row.mapTo(seen, QPoint()).y()
        return -1 if top < 0 else 1 if top + row.height() > seen.height() else 0

    def _creep(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._beyond() * self.host.units.mm(CREEP_MM))
        if bar.value() == before:
            self._creeping.stop()
        self._follow()

    def _end_drag(self) -> None:
        self._is_dragging, self._held = False, None
        self._creeping.stop()

    def _drop_at(self, row: OrderInSequence, way: QPointF) -> None:
        self._end_drag()
        middle = row.y() + row.height() / 2
        others = [each for each in self._rows if each.unit == row.unit and each is not row]
        self._move(row, sum(each.y() + each.height() / 2 < middle for each in others))
        self._show()
        self._settle_rows()

    def _settle_rows(self) -> None:
        self._list.invalidate()
        self._list.activate()

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
        self.host.space(self._list, margin=False)


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
