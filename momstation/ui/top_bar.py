"""Who and where: the station, the people signed on, the link and the time, the same on every screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from momstation.core.i18n import _, ngettext
from momstation.ui.card import paint_surface
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.team_chips import MOST_CHIPS, PersonBadge, TeamChips
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

__all__ = ["BarItem", "LinkView", "PersonBadge", "TopBar"]
_WORD = Wish(Role.BODY, Weight.MEDIUM, Role.CAPTION)


@dataclass(frozen=True)
class LinkView:
    """The link to the plant in an icon and words; ``waiting`` counts records not yet shared, else ``extra`` is said.
    ``short`` is the word where there is no room for the whole one."""

    status: Status = Status.NORMAL
    icon: str = "sync"
    word: str = ""
    waiting: int = 0
    extra: str = ""
    short: str = ""


class BarItem(Tappable):
    """An icon and a word in the bar, without a box of its own until pressed."""

    def __init__(self, host: ThemeHost, name: str, parent: QWidget | None = None) -> None:
        super().__init__(host, name, parent)
        self._icon = ""
        self._word = ""
        self._status = Status.NORMAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def word(self) -> str:
        return self._word

    def set_item(self, icon: str, word: str, status: Status = Status.NORMAL) -> None:
        if (icon, word, status) == (self._icon, self._word, self._status):
            return
        self._icon, self._word, self._status = icon, word, status
        self.setAccessibleName(word)
        self.set_detail("" if status is Status.NORMAL else status.word())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        units = self.host.units
        wide = self.host.metrics(_WORD.role, _WORD.weight).horizontalAdvance(self._word)
        wide += units.mm(5) + units.u(8) + 2 * units.u(14)
        return QSize(max(units.target, int(wide) + 2), units.target)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.target, self.host.units.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units = self.host.units
            ink = self._ground(d)
            side, pad = units.mark(5), units.u(14)
            pad = pad if self._word else int(d.rect.width() - side) // 2
            if self._status.severity >= Status.CAUTION.severity:
                d.shape(QRectF(pad, (d.rect.height() - side) / 2, side, side), self._status)
            else:
                d.icon(QRectF(pad, 0, side, d.rect.height()), self._icon, ink)
            left = pad + side + units.u(8)
            room = QRectF(left, 0, d.rect.width() - left - pad / 2, d.rect.height())
            d.text(room, self._word, _WORD, ink, elide=True)
            if self.shows_ring():
                d.focus(d.rect)

    def _ground(self, d: Drawing) -> QColor:
        theme = self.host.theme
        if self._status is not Status.NORMAL:
            ink = theme.ink(self._status)
            inset = d.rect.adjusted(0, self.host.units.u(12), 0, -self.host.units.u(12))
            d.box(inset, self.fill(ink.soft), ink.edge, max(2, self.host.units.u(2)))
            return theme.text
        if self.isDown() or self.underMouse():
            d.box(d.rect, self.fill(theme.surface), None)
        return theme.text


class TopBar(QWidget):
    """Fixed height, so that nothing below it ever moves."""

    people_tapped = Signal()
    person_tapped = Signal(str)
    lock_tapped = Signal()
    link_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._name = Text(host, "", role=Role.HEADING, weight=Weight.BOLD)
        self._area = Text(host, "", tone=Tone.QUIET, elide=True)
        self.people = BarItem(host, "", self)
        self.others = TeamChips(host, self)
        self.lock = BarItem(host, "", self)
        self.link = BarItem(host, "", self)
        self._clock = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD, align=Align.END)
        self._layout = QHBoxLayout(self)
        for widget in (self._name, self._area, self.people, self.others, self.lock, self.link, self._clock):
            self._layout.addWidget(widget, 1 if widget is self._area else 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.people.triggered.connect(self.people_tapped)
        self.others.chosen.connect(self.person_tapped)
        self.lock.triggered.connect(self.lock_tapped)
        self.lock.set_item("lock", "")
        self.lock.setAccessibleName(_("Lock the station"))
        self.link.triggered.connect(self.link_tapped)
        self._people: tuple[PersonBadge, ...] = ()
        self._link = LinkView()
        host.changed.connect(self._respace)
        self._respace()
        self.set_people([])
        self.set_link(LinkView())

    def set_station(self, name: str, area: str = "") -> None:
        if (name, area) == (self._name.text(), self._area.text()):
            return  # told with each reading of a machine
        self._name.set_text(name)
        self._area.set_text(area)
        self._fit()

    def set_people(self, people: Sequence[PersonBadge]) -> None:
        """The acting one is named; the others are there to be tapped, or counted where there is no room.
        Nobody is said in words."""
        self._people = tuple(people)
        self._fit()

    def _fit(self) -> None:
        """As many of the others as leave the area's first letters to be read."""
        others = [person for person in self._people if not person.is_acting]
        self._word_link(self._link.word)
        for count in range(min(len(others), MOST_CHIPS), -1, -1):
            self.people.set_item("badge", self._word(len(others) - count))
            if count == 0 or self._room() >= self.others.room_for(count):
                self.others.set_people(others[:count])
                break
        if self._room() < 0 and self._link.short:
            self._word_link(self._link.short)

    def _room(self) -> int:
        """What is left beside everything that must be shown."""
        units = self.host.units
        shown = (self._name, self.people, self.lock, self.link, self._clock)
        taken = sum(widget.sizeHint().width() + units.gap for widget in shown)
        return self.width() - taken - 2 * units.u(20) - units.target

    def _word(self, hidden: int) -> str:
        if not self._people:
            return _("Nobody signed on")
        acting = next((person for person in self._people if person.is_acting), None)
        if acting is not None:
            return f"{acting.name} +{hidden}" if hidden else acting.name
        if hidden < len(self._people):
            return _("Who acts?")
        return ngettext("{count} person", "{count} people", len(self._people)).format(count=len(self._people))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_link(self, link: LinkView) -> None:
        self._link = link
        self._fit()

    def _word_link(self, word: str) -> None:
        link = self._link
        kept = link.extra
        if link.waiting:
            kept = ngettext("{count} waiting", "{count} waiting", link.waiting).format(count=link.waiting)
        said = " · ".join(part for part in (word, kept) if part)
        self.link.set_item(link.icon, said, link.status)
        if link.word:
            self.link.setAccessibleName(_("Connection: {word}").format(word=link.word))

    def set_clock(self, text: str) -> None:
        self._clock.set_text(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            paint_surface(d, d.rect, Status.NORMAL)

    def _respace(self) -> None:
        units = self.host.units
        self._layout.setContentsMargins(units.u(20), 0, units.u(20), 0)
        self._layout.setSpacing(units.gap)
        self._fit()
