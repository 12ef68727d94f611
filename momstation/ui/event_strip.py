"""The reserved column of what wants attention: few cards, worst first, and nothing moves for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.card import paint_surface
from momstation.ui.drawing import Drawing, Level
from momstation.ui.gap_taps import GapTaps
from momstation.ui.lettering import LEADING, Wish, lay
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

SEEN_S = 0.5
"""So long before a press an eye has chosen what the finger is on its way to."""
STILL_MS = 300
"""So long after a press nothing changes its place: a hand that taps twice, or an eye, is still there."""
_KICKER = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION)
_TITLE = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION, 2)
_DETAIL = Wish(Role.CAPTION, Weight.MEDIUM, Role.CAPTION, 2)


@dataclass(frozen=True)
class EventView:
    """``kicker`` names the kind, ``title`` says what, ``detail`` what to do; the icon is for NORMAL ones."""

    key: str
    status: Status
    icon: str
    kicker: str
    title: str
    detail: str = ""


class EventCard(Tappable):
    """The whole card is the target."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, "", parent)
        self._view: EventView | None = None
        self.changed_at = -SEEN_S
        """When it took another event's place (monotonic seconds); a place that was empty misleads nobody."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_view(None)

    @property
    def key(self) -> str:
        return self._view.key if self._view else ""

    def set_view(self, view: EventView | None) -> None:
        """None leaves the place empty, and not tappable."""
        self._view = view
        self.setEnabled(view is not None)
        if view:
            self.setAccessibleName(view.title)
            word = "" if view.status is Status.NORMAL else view.status.word()
            said = (word, view.kicker, view.detail)
            self.set_detail(". ".join(part for part in said if part))
        else:
            self.setAccessibleName("")
            self.set_detail("")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self.host.units.mm(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(40), self.host.units.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        with Drawing(self, self.host) as d:
            self._paint_view(d, self._view)
            if self.shows_ring():
                d.focus(d.rect)

    def _paint_view(self, d: Drawing, view: EventView) -> None:
        units, theme = self.host.units, self.host.theme
        paint_surface(d, d.rect, view.status)
        if self.isDown():
            d.box(d.rect, self.fill(theme.ink(view.status).soft), theme.outline, max(2, units.u(2)))
        side = units.mark(7)
        box = QRectF(units.u(18), (d.rect.height() - side) / 2, side, side)
        if view.status is Status.NORMAL:
            d.icon(box, view.icon, theme.text2)
        else:
            d.shape(box, view.status)
        self._paint_words(d, view, side + units.u(36))

    def _paint_words(self, d: Drawing, view: EventView, left: float) -> None:
        units, theme = self.host.units, self.host.theme
        quiet = theme.text2 if view.status is Status.NORMAL else theme.text
        pad = units.u(10)
        room = d.rect.adjusted(left, pad, -units.u(14), -pad)
        line = units.font_px(Role.CAPTION) * LEADING
        spare = room.height() - line - self._words_height(view, room.width(), line)
        if spare > (line if view.detail else 0):
            room.adjust(0, spare / 2, 0, -spare / 2)
        d.text(QRectF(room.left(), room.top(), room.width(), line), view.kicker, _KICKER, quiet, elide=True)
        rest = QRectF(room.left(), room.top() + line, room.width(), room.height() - line)
        foot = self._foot(view, rest, line)
        upper = QRectF(rest.left(), rest.top(), rest.width(), rest.height() - foot)
        d.text(upper, view.title, _TITLE, theme.text, level=Level.TOP)
        if foot:
            lower = QRectF(rest.left(), upper.bottom(), rest.width(), foot)
            d.text(lower, view.detail, _DETAIL, quiet, level=Level.BOTTOM, elide=True)

    def _words_height(self, view: EventView, width: float, line: float) -> float:
        """Of the title and of what stands below it, with air between them."""
        title = lay(
            self.host, view.title, _TITLE, width, 2.0 * self.host.units.font_px(Role.HEADING) * LEADING
        )
        if not view.detail:
            return title.height
        return title.height + line / 2 + lay(self.host, view.detail, _DETAIL, width).height

    def _foot(self, view: EventView, rest: QRectF, line: float) -> float:
        """The title is never cut for what stands below it: that can be read as a whole with a tap."""
        if not view.detail:
            return 0.0
        wanted = min(lay(self.host, view.detail, _DETAIL, rest.width()).height, _DETAIL.lines * line)
        title = lay(self.host, view.title, _TITLE, rest.width(), rest.height() - wanted)
        if title.fits and title.px >= self.host.units.font_px(Role.BODY):
            return wanted
        title = lay(self.host, view.title, _TITLE, rest.width(), rest.height() - line)
        return min(wanted, rest.height() - title.height) if title.fits else 0.0


class EventStrip(QWidget):
    """Reserved places; more events than places are the presenter's to group."""

    activated = Signal(str)
    explained = Signal(str)
    """Why a press was not taken."""
    dressed = Signal()
    """The cards show other events than before."""

    def __init__(
        self,
        host: ThemeHost,
        *,
        slots: int = 4,
        is_snug: bool = False,
        now_s: Callable[[], float] = monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """``is_snug``: empty places take no room; for a strip at the foot, where nothing below it could move."""
        super().__init__(parent)
        self._is_snug = is_snug
        self.now_s = now_s
        self.host = host
        self._layout = QVBoxLayout(self)
        host.space(self._layout, margin=False)
        GapTaps(host, self)
        host.changed.connect(self._respace)
        self._held: list[EventView] | None = None
        self._misled: set[EventCard] = set()
        self._still = QTimer(self, singleShot=True, interval=STILL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._still.timeout.connect(self._let_go)
        self._cards = [self._card() for _index in range(slots)]

    @property
    def cards(self) -> tuple[EventCard, ...]:
        return tuple(self._cards)

    def set_events(self, events: Sequence[EventView]) -> None:
        """Worst first; events of one severity keep the given order. While a finger is on a card nothing changes, and
        nothing for a moment after it."""
        if self._still.isActive() or any(card.isDown() for card in self._cards):
            self._held = list(events)
            return
        self._held = None
        shown = sorted(events, key=lambda event: -event.status.severity)[: len(self._cards)]
        for index, card in enumerate(self._cards):
            view = shown[index] if index < len(shown) else None
            if card.key and view is not None and view.key != card.key:
                card.changed_at = self.now_s()
            card.set_view(view)
            card.setVisible(index < len(shown) or not self._is_snug)
        self.dressed.emit()

    def _let_go(self) -> None:
        """What came while the finger lay on a card, and in the moment after it."""
        if self._held is not None:
            self.set_events(self._held)

    def _card(self) -> EventCard:
        card = EventCard(self.host, self)
        card.setVisible(not self._is_snug)
        card.pressed.connect(lambda: self._begin(card))
        card.triggered.connect(lambda: self._answer(card))
        card.released.connect(self._still.start)
        self._layout.addWidget(card, 1)
        return card

    def settles_in_s(self, card: EventCard) -> float:
        """How long its event must still be seen before a press on it is taken as meant for it."""
        return max(0.0, card.changed_at + SEEN_S - self.now_s())

    def _begin(self, card: EventCard) -> None:
        self._misled.discard(card)
        if self.settles_in_s(card) > 0:
            self._misled.add(card)

    def _answer(self, card: EventCard) -> None:
        """The finger, or the key, may have been on its way to what lay there before."""
        if card in self._misled:
            self._misled.discard(card)
            self.explained.emit(
                _("This card has just taken the place of another. Tap it again if you mean it.")
            )
        else:
            self.activated.emit(card.key)

    def _respace(self) -> None:
        self.host.space(self._layout, margin=False)
