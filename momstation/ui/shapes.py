"""The shape of each status, so that it is told without colour."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from momstation.ui.status import Status
from momstation.ui.tokens import Ink


def draw_shape(painter: QPainter, status: Status, box: QRectF, ink: Ink) -> None:
    """The filled shape with its mark, in a square box; NORMAL has none."""
    if status is Status.NORMAL:
        return
    line = max(1.0, box.width() / 14)
    painter.save()
    painter.setPen(QPen(ink.edge, line, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink.fill)
    painter.drawPath(outline(status, box.adjusted(line / 2, line / 2, -line / 2, -line / 2)))
    _MARKS[status](painter, box, ink)
    painter.restore()


def outline(status: Status, box: QRectF) -> QPainterPath:
    """The outer edge alone; tests compare these, and the gallery shows them in one row."""
    path = QPainterPath()
    if status in _CORNERS:
        first, count = _CORNERS[status]
        path.addPolygon(_polygon(box, first, count))
        path.closeSubpath()
    elif status is Status.WARNING:
        low = box.bottom() - box.height() * 0.06
        top = QPointF(box.center().x(), box.top() + box.height() * 0.04)
        path.addPolygon(QPolygonF([top, QPointF(box.right(), low), QPointF(box.left(), low)]))
        path.closeSubpath()
    elif status in (Status.INFO, Status.OK):
        path.addEllipse(box)
    else:
        inset = box.width() * 0.08
        path.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), inset, inset)
    return path


_CORNERS = {Status.ALARM: (pi / 8, 8), Status.CAUTION: (0.0, 4)}


def _polygon(box: QRectF, first: float, count: int) -> QPolygonF:
    middle, radius = box.center(), box.width() / 2
    turns = [first + index * 2 * pi / count for index in range(count)]
    return QPolygonF([QPointF(middle.x() + radius * cos(t), middle.y() + radius * sin(t)) for t in turns])


def _mark_pen(painter: QPainter, box: QRectF, ink: Ink) -> None:
    painter.setPen(QPen(ink.on, box.width() * 0.11, c=Qt.PenCapStyle.RoundCap))


def _exclaim(painter: QPainter, box: QRectF, ink: Ink) -> None:
    _stroke_and_dot(painter, box, ink, 0.30, 0.53, 0.72)


def _exclaim_low(painter: QPainter, box: QRectF, ink: Ink) -> None:
    _stroke_and_dot(painter, box, ink, 0.42, 0.61, 0.78)


def _stroke_and_dot(painter: QPainter, box: QRectF, ink: Ink, top: float, foot: float, dot: float) -> None:
    x, y, tall = box.center().x(), box.top(), box.height()
    _mark_pen(painter, box, ink)
    painter.drawLine(QPointF(x, y + tall * top), QPointF(x, y + tall * foot))
    painter.drawPoint(QPointF(x, y + tall * dot))


def _letter_i(painter: QPainter, box: QRectF, ink: Ink) -> None:
    x, y, tall = box.center().x(), box.top(), box.height()
    _mark_pen(painter, box, ink)
    painter.drawPoint(QPointF(x, y + tall * 0.28))
    painter.drawLine(QPointF(x, y + tall * 0.48), QPointF(x, y + tall * 0.72))


def _bar(painter: QPainter, box: QRectF, ink: Ink) -> None:
    y = box.center().y()
    _mark_pen(painter, box, ink)
    inset = box.width() * 0.32
    painter.drawLine(QPointF(box.left() + inset, y), QPointF(box.right() - inset, y))


def _tick(painter: QPainter, box: QRectF, ink: Ink) -> None:
    points = [(0.29, 0.52), (0.44, 0.67), (0.72, 0.36)]
    _mark_pen(painter, box, ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = [QPointF(box.left() + box.width() * x, box.top() + box.height() * y) for x, y in points]
    painter.drawPolyline(QPolygonF(corners))


def _hatch(painter: QPainter, box: QRectF, ink: Ink) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink.on, Qt.BrushStyle.BDiagPattern))
    painter.drawPath(outline(Status.OFFLINE, box))


_MARKS = {
    Status.ALARM: _exclaim,
    Status.WARNING: _exclaim_low,
    Status.CAUTION: _exclaim,
    Status.INFO: _letter_i,
    Status.HOLD: _bar,
    Status.OK: _tick,
    Status.OFFLINE: _hatch,
}
