"""A one-line action for sheets and headers, at the least height that a glove hits."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LABEL = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION, 2)


class Button(Tappable):
    """Icon, label, or both in one row; without a label give ``spoken``."""

    def __init__(
        self,
        host: ThemeHost,
        label: str,
        *,
        icon: str = "",
        primary: bool = False,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(host, spoken or label, parent)
        self._label = label
        self._icon = icon
        self._is_primary = primary
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_label(self, label: str) -> None:
        self._label = label
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def set_primary(self, is_primary: bool) -> None:
        self._is_primary = is_primary
        self.update()

    def set_chosen(self, is_chosen: bool) -> None:
        """One of several beside each other, and the one that holds."""
        self._is_chosen = is_chosen
        self.set_detail(_("In use") if is_chosen else "")
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        if not self._label:
            return QSize(units.target, units.target)
        wide = self.host.metrics(_LABEL.role, _LABEL.weight).horizontalAdvance(self._label)
        wide += 2 * units.u(20) + (self._icon_px() + units.u(10) if self._icon else 0)
        return QSize(max(units.primary, int(wide) + 2), units.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink = self.draw_ground(d, is_chosen=self._is_chosen)
            self._content(d, ink)
            if self.shows_ring():
                d.focus(d.rect)

    def _icon_px(self) -> int:
        return self.host.units.mm(5.5 if self._label else 7)

    def _content(self, d: Drawing, ink: QColor) -> None:
        units, icon = self.host.units, self._icon_px()
        if not self._label:
            over = (d.rect.height() - icon) / 2
            d.icon(d.rect.adjusted(0, over, 0, -over), self._icon, ink)
            return
        pad = units.u(12)
        wide = self.host.metrics(_LABEL.role, _LABEL.weight).horizontalAdvance(self._label)
        lead = icon + units.u(10)
        left = max(pad, (d.rect.width() - wide - lead) / 2)
        if not self._icon:
            d.text(d.rect.adjusted(pad, 0, -pad, 0), self._label, _LABEL, ink, Align.CENTRE)
            return
        box = QRectF(left, (d.rect.height() - icon) / 2, icon, icon)
        d.icon(box, "hourglass_empty" if self.is_busy else self._icon, ink)
        room = QRectF(left + lead, 0, d.rect.width() - left - lead - pad, d.rect.height())
        d.text(room, self._label, _LABEL, ink)
