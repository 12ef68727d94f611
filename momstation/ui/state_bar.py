"""What the machine does now, since when, and at what cycle, always in the same place."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momstation.ui.card import paint_surface
from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.lettering import Wish, hanging, lay
from momstation.ui.shown import Shown
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import CAP_PER_EM, Role

_WORD = Wish(Role.STATUS, Weight.SEMIBOLD, Role.HEADING)
_SINCE = Wish(Role.BODY, Weight.REGULAR, Role.CAPTION, 3)
_RIGHT = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION)
_RIGHT_DETAIL = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION)


class StateBar(Shown):
    """The state word is legible at 1.5 m; normal states have no colour. A long ``since`` ends in dots rather than make
    the word smaller: where it says why a machine is not heard, the card beside it says the whole."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent)
        self._icon = ""
        self._word = ""
        self._since = ""
        self._right = ""
        self._right_detail = ""
        self._status = Status.NORMAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(
        self,
        icon: str,
        word: str,
        since: str,
        *,
        status: Status = Status.NORMAL,
        right: str = "",
        right_detail: str = "",
    ) -> None:
        self._icon, self._word, self._since = icon, word, since
        self._right, self._right_detail, self._status = right, right_detail, status
        self.say(", ".join(part for part in (word, since, right, right_detail) if part))
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        cap = units.font_px(Role.STATUS) * CAP_PER_EM
        lines = 2.4 * units.font_px(Role.BODY)
        return QSize(
            units.mm(90), int(max(units.target, cap + units.u(38) * units.afar, lines + units.u(16)))
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units = self.host.units
            paint_surface(d, d.rect, self._status)
            pad = units.u(20)
            room = d.rect.adjusted(pad, 0, -pad, 0)
            right = self._paint_right(d, room)
            room.setRight(room.right() - right)
            lead = self._paint_mark(d, room)
            room.setLeft(room.left() + lead)
            self._paint_words(d, room)

    def _paint_mark(self, d: Drawing, room: QRectF) -> float:
        units = self.host.units
        side = min(units.mark(9) * units.afar, room.height() * 0.7)
        box = QRectF(room.left(), room.top() + (room.height() - side) / 2, side, side)
        if self._status is Status.NORMAL:
            d.icon(box, self._icon, self.host.theme.data)
        else:
            d.shape(box, self._status)
        return side + units.u(14)

    def _paint_right(self, d: Drawing, room: QRectF) -> float:
        if not self._right:
            return 0.0
        theme, most = self.host.theme, room.width() * 0.34
        wide = max(
            lay(self.host, self._right, _RIGHT, most).width,
            lay(self.host, self._right_detail, _RIGHT_DETAIL, most).width,
        )
        box = QRectF(room.right() - wide, room.top(), wide, room.height())
        if not self._right_detail:
            d.text(box, self._right, _RIGHT, theme.text, Align.END)
        else:
            upper, lower = _halves(box, 0.53)
            d.text(upper, self._right, _RIGHT, theme.text, Align.END, Level.BOTTOM)
            d.text(lower, self._right_detail, _RIGHT_DETAIL, theme.text2, Align.END, Level.TOP)
        return wide + self.host.units.mm(3)

    def _paint_words(self, d: Drawing, room: QRectF) -> None:
        theme, gap = self.host.theme, self.host.units.mm(3)
        since = lay(self.host, self._since, _SINCE, room.width() * 0.42) if self._since else None
        reserved = min(since.width, room.width() * 0.42) + gap if since else 0.0
        px, beyond = self.host.units.font_px(Role.STATUS), room.height()
        lift = px * 0.05
        if hanging(
            self._word, px
        ):  # an alef is higher than a capital: the word may be smaller, and has to fit
            lift, beyond = px * 0.11, -room.height() * 0.04
        tall = room.adjusted(0, -beyond - lift, -reserved, beyond - lift)
        laid = d.text(tall, self._word, _WORD, theme.text)
        if since:
            left = room.left() + laid.width + gap
            box = QRectF(left, room.top(), room.right() - left, room.height())
            d.text(box, self._since, _SINCE, theme.text2, elide=True)


def _halves(box: QRectF, share: float) -> tuple[QRectF, QRectF]:
    split = box.height() * share
    upper = QRectF(box.left(), box.top(), box.width(), split)
    return upper, QRectF(box.left(), box.top() + split, box.width(), box.height() - split)
