"""What a place says while it has nothing to show, and what to do about it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.shown import Shown
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_TITLE = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION, 2)
_HINT = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION, 8)


class EmptyState(Shown):
    """An icon, a sentence, and a hint, in the middle of the room."""

    def __init__(
        self, host: ThemeHost, icon: str, title: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(host, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_view(icon, title, hint)

    def set_view(self, icon: str, title: str, hint: str = "") -> None:
        self._icon, self._title, self._hint = icon, title, hint
        self.say(". ".join(part for part in (title, hint) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), int(self._tall()) + self.host.units.u(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(30), self.host.units.mm(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            theme, units = self.host.theme, self.host.units
            side = min(units.mark(12), d.rect.height() * 0.35)
            words = d.rect.height() - side
            top = max(0.0, (d.rect.height() - self._tall()) / 2)
            d.icon(QRectF(0, top, d.rect.width(), side), self._icon, theme.text2)
            pad = units.u(24)
            upper = min(words * 0.5, units.font_px(Role.HEADING) * LEADING * 2)
            box = QRectF(pad, top + side, d.rect.width() - 2 * pad, upper)
            d.text(box, self._title, _TITLE, theme.text, Align.CENTRE)
            box = QRectF(pad, box.bottom(), box.width(), d.rect.height() - box.bottom())
            if self._hint:
                d.text(box, self._hint, _HINT, theme.text2, Align.CENTRE, Level.TOP)

    def _tall(self) -> float:
        units = self.host.units
        tall = units.mm(12) + units.font_px(Role.HEADING) * LEADING * 2
        if not self._hint:
            return tall
        wide = max(units.mm(30), self.width() - 2 * units.u(24))
        return tall + max(
            units.font_px(Role.BODY) * LEADING * 2, lay(self.host, self._hint, _HINT, wide).height
        )
