"""A person to tap: name, what they may do here, and whether they act now."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Drawing, Level
from momstation.ui.lettering import LEADING, Wish
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_NAME = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION, 2)
_DETAIL = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION, 2)
_DETAIL_SHARE = 0.42


class PersonTile(Tappable):
    """``chosen`` carries the person's key; the acting one is marked by edge, icon and word."""

    chosen = Signal(str)

    def __init__(
        self,
        host: ThemeHost,
        key: str,
        name: str,
        *,
        detail: str = "",
        is_acting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(host, name, parent)
        self.set_person(key, name, detail=detail, is_acting=is_acting)
        self.triggered.connect(self._choose)

    def set_person(self, key: str, name: str, *, detail: str = "", is_acting: bool = False) -> None:
        self.key, self._name, self._note, self._is_acting = key, name, detail, is_acting
        self.setAccessibleName(name)
        self.set_detail(self._words())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(35), self._tall())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            self.draw_ground(d, is_chosen=self._is_acting)
            self._content(d)
            if self.shows_ring():
                d.focus(d.rect)

    def _content(self, d: Drawing) -> None:
        theme, units = self.host.theme, self.host.units
        ink = theme.text if self.is_available else theme.disabled
        quiet = theme.text2 if self.is_available else ink
        side = units.mark(9)
        icon = "check_circle-fill" if self._is_acting else "person"
        mark = theme.accent if self._is_acting else ink
        d.icon(QRectF(units.u(16), 0, side, d.rect.height()), icon, mark)
        room = d.rect.adjusted(units.u(28) + side, units.u(10), -units.u(16), -units.u(10))
        if not self._words():
            d.text(room, self._name, _NAME, ink)
            return
        split = room.height() * (1 - _DETAIL_SHARE)
        upper = QRectF(room.left(), room.top(), room.width(), split)
        lower = QRectF(room.left(), upper.bottom(), room.width(), room.height() - split)
        d.text(upper, self._name, _NAME, ink, level=Level.BOTTOM)
        d.text(lower, self._words(), _DETAIL, quiet, level=Level.TOP, elide=True)

    def _tall(self) -> int:
        """Where a target may be small, a name over its detail still needs its room."""
        units = self.host.units
        lines = units.font_px(Role.CAPTION) * LEADING / _DETAIL_SHARE
        return max(units.primary, int(lines) + 2 * units.u(10) + 2)

    def _words(self) -> str:
        acting = _("Acting now") if self._is_acting else ""
        return " · ".join(part for part in (acting, self._note) if part)

    def _choose(self) -> None:
        self.chosen.emit(self.key)
