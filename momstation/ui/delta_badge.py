"""On plan, ahead or behind: the sentence that a lead looks for first."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.card import paint_surface
from momstation.ui.drawing import Drawing, Level
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_TEXT = Wish(Role.HEADING, Weight.BOLD, Role.CAPTION)
_DETAIL = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION, 2)


class DeltaBadge(Shown):
    """Quiet when on plan; soft ground, edge and shape when it is not."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._text = ""
        self._detail = ""
        self._status = Status.NORMAL
        self._wide = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_delta(self, text: str, detail: str = "", status: Status = Status.NORMAL) -> None:
        self._text = text
        self._detail = detail
        self._status = status
        self.say(f"{text}, {detail}" if detail else text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        wide = max(
            self.host.metrics(_TEXT.role, _TEXT.weight).horizontalAdvance(self._text),
            self.host.metrics(_DETAIL.role, _DETAIL.weight).horizontalAdvance(self._detail),
        )
        tall = units.font_px(_TEXT.role) * LEADING + units.u(20)
        if self._detail:
            tall += self._detail_tall()
        return QSize(int(wide + self._lead() + units.u(40)) + 2, int(tall) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the detail takes two lines."""
        if event.size().width() != self._wide:
            self._wide = event.size().width()
            self.updateGeometry()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.host.units.mm(38)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units, theme = self.host.units, self.host.theme
            paint_surface(d, d.rect, self._status)
            pad = units.u(18)
            if self._status is not Status.NORMAL:
                side = self._lead() - units.u(12)
                d.shape(QRectF(pad, (d.rect.height() - side) / 2, side, side), self._status)
            room = d.rect.adjusted(pad + self._lead(), units.u(8), -pad, -units.u(8))
            split = units.font_px(_TEXT.role) * LEADING if self._detail else room.height()
            upper = QRectF(room.left(), room.top(), room.width(), split)
            d.text(upper, self._text, _TEXT, theme.text, level=Level.MIDDLE)
            if self._detail:
                lower = QRectF(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
                d.text(lower, self._detail, _DETAIL, theme.text2)

    def _detail_tall(self) -> float:
        """In two lines only once it is known that one is too narrow."""
        room = self._wide - self._lead() - 2 * self.host.units.u(18)
        return lay(self.host, self._detail, _DETAIL, room if self._wide else 1e6).height

    def _lead(self) -> float:
        return 0.0 if self._status is Status.NORMAL else self.host.units.mark(6.5) + self.host.units.u(12)
