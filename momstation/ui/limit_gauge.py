"""A measured value between its limits: how much room is left is seen before the number is read."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tolerance import Judgement, Tolerance
from momstation.ui.units import Role

_LIMIT = Wish(Role.CAPTION)
_VALUE = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION)
_WORD = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION, 2)


@dataclass(frozen=True)
class GaugeTexts:
    """The limits as the station's language writes them; an absent limit has an empty text."""

    low: str = ""
    nominal: str = ""
    high: str = ""
    unit: str = ""


class LimitGauge(Shown):
    """Scale with both limits and the nominal, a pointer at the value, and the judgement in a word and a shape.

    Small lies left in every language, as on a gauge.
    """

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._tolerance = Tolerance()
        self._texts = GaugeTexts()
        self._value: Decimal | None = None
        self._value_text = ""
        self.be_graphic()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def judgement(self) -> Judgement:
        return self._tolerance.judge(self._value)

    def set_tolerance(self, tolerance: Tolerance, texts: GaugeTexts) -> None:
        self._tolerance, self._texts = tolerance, texts
        self._tell()

    def set_value(self, value: Decimal | None, text: str = "") -> None:
        """None: nothing is measured yet."""
        self._value, self._value_text = value, text
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(90), int(self._head() + self._track() + self._foot()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(55), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            head, track = self._head(), self._track()
            band = QRectF(0, head + track * 0.35, d.rect.width(), track * 0.3)
            self._paint_head(d, QRectF(0, 0, d.rect.width(), head))
            self._paint_scale(d, band)
            self._paint_labels(d, QRectF(0, head + track, d.rect.width(), self._foot()))
            if self._value is not None:
                self._paint_pointer(d, band, self._tolerance.share(self._value) * d.rect.width())

    def _paint_head(self, d: Drawing, room: QRectF) -> None:
        """The value at one side, the word with its shape at the other."""
        theme, units, judged = self.host.theme, self.host.units, self.judgement
        value = f"{self._value_text} {self._texts.unit}".strip() if self._value is not None else "–"
        metrics = self.host.metrics(_VALUE.role, _VALUE.weight)
        left = min(room.width() / 2, metrics.horizontalAdvance(value) + 1)
        d.text(QRectF(0, 0, left, room.height()), value, _VALUE, theme.text)
        side = units.mm(5.5) if judged.is_nok else 0
        most = room.width() - left - side - units.u(24)
        laid = lay(self.host, judged.word(), _WORD, most, room.height())
        box = QRectF(room.right() - laid.width - 1, 0, laid.width + 1, room.height())
        ink = theme.ink(Status.ALARM).text if judged.is_nok else theme.text2
        d.text(box, judged.word(), _WORD, ink, Align.END)
        if side:
            top = (room.height() - side) / 2
            d.shape(QRectF(box.left() - side - units.u(10), top, side, side), Status.ALARM)

    def _paint_scale(self, d: Drawing, band: QRectF) -> None:
        """What is allowed is solid; what is not is hatched, so that it is told without colour."""
        theme, tolerance = self.host.theme, self._tolerance
        d.box(band, theme.sunken, theme.outline, 1, 2)
        left = 0.0 if tolerance.low is None else tolerance.share(tolerance.low) * band.width()
        right = band.width() if tolerance.high is None else tolerance.share(tolerance.high) * band.width()
        d.box(QRectF(left, band.top(), right - left, band.height()), theme.data2, None, 0, 0)
        reach = band.height() * 0.55
        thick = max(2.0, self.host.units.u(3))
        for limit in (tolerance.low, tolerance.high):
            if limit is not None:
                x = tolerance.share(limit) * band.width()
                d.box(
                    QRectF(x - thick / 2, band.top() - reach, thick, band.height() + 2 * reach), theme.target
                )
        if tolerance.nominal is not None:
            x = tolerance.share(tolerance.nominal) * band.width()
            pen = QPen(theme.target, max(1.0, thick / 2), Qt.PenStyle.DotLine)
            d.painter.setPen(pen)
            d.painter.drawLine(QPointF(x, band.top() - reach), QPointF(x, band.bottom() + reach))

    def _paint_pointer(self, d: Drawing, band: QRectF, x: float) -> None:
        theme, units = self.host.theme, self.host.units
        half = units.mm(2.2)
        x = min(d.rect.width() - half, max(half, x))
        tip = band.center().y() + band.height() * 0.2
        pointer = QPolygonF(
            [QPointF(x, tip), QPointF(x - half, tip - half * 2), QPointF(x + half, tip - half * 2)]
        )
        ink = theme.ink(Status.ALARM)
        is_nok = self.judgement.is_nok
        d.painter.setPen(QPen(ink.edge if is_nok else theme.surface, max(1.5, units.u(2))))
        d.painter.setBrush(ink.fill if is_nok else theme.text)
        d.painter.drawPolygon(pointer)

    def _paint_labels(self, d: Drawing, room: QRectF) -> None:
        """Each limit under its mark; the nominal gives way where the three do not fit."""
        metrics = self.host.metrics(_LIMIT.role)
        taken: list[tuple[float, float]] = []
        tolerance, texts = self._tolerance, self._texts
        marks = ((tolerance.low, texts.low), (tolerance.high, texts.high), (tolerance.nominal, texts.nominal))
        for at, text in marks:
            if at is None or not text:
                continue
            wide = metrics.horizontalAdvance(text) + 2
            left = min(room.width() - wide, max(0.0, tolerance.share(at) * room.width() - wide / 2))
            if any(left < end + 4 and start < left + wide + 4 for start, end in taken):
                continue
            taken.append((left, left + wide))
            box = QRectF(left, room.top(), wide, room.height())
            d.text(box, text, _LIMIT, self.host.theme.text2, Align.CENTRE, Level.TOP)

    def _head(self) -> float:
        units = self.host.units
        words = max(units.font_px(Role.HEADING), 2 * units.scaled(100).font_px(Role.CAPTION)) * LEADING
        return max(words + 2, units.mm(6))

    def _track(self) -> float:
        return self.host.units.mm(9)

    def _foot(self) -> float:
        return self.host.units.font_px(Role.CAPTION) * LEADING

    def _tell(self) -> None:
        said = [self.judgement.word()]
        if self._value is not None:
            said.insert(0, f"{self._value_text} {self._texts.unit}".strip())
        if self._texts.low or self._texts.high:
            limits = _("limits {low} to {high}")
            said.append(limits.format(low=self._texts.low or "–", high=self._texts.high or "–"))
        self.say(", ".join(said))
        self.update()
