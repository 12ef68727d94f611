"""The others who are signed on, as initials to tap: one tap says who acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Align, Drawing
from momstation.ui.lettering import Wish
from momstation.ui.taking_away import empty
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

MOST_CHIPS = 3
_LETTERS = Wish(Role.BODY, Weight.SEMIBOLD, Role.CAPTION)


@dataclass(frozen=True)
class PersonBadge:
    """Somebody signed on here; at most one of them acts."""

    key: str
    name: str
    is_acting: bool = False
    initials: str = ""


class TeamChips(QWidget):
    """``chosen`` carries the person's key."""

    chosen = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._shown: tuple[PersonBadge, ...] = ()
        self._chips: list[PersonChip] = []
        self._row = QHBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def chips(self) -> tuple["PersonChip", ...]:
        return tuple(self._chips)

    def set_people(self, people: Sequence[PersonBadge]) -> None:
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        empty(self._row)
        self._chips = [self._chip(person) for person in people]
        for chip in self._chips:
            self._row.addWidget(chip)
        self.setVisible(bool(people))

    def room_for(self, count: int) -> int:
        """How wide so many chips are, with the gap before them."""
        units = self.host.units
        return count * (units.target + units.gap)

    def _chip(self, person: PersonBadge) -> "PersonChip":
        chip = PersonChip(self.host, person, self)
        chip.setObjectName(f"acts.{person.key}")
        chip.triggered.connect(lambda: self.chosen.emit(person.key))
        return chip

    def _respace(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self.host.units.gap)


class PersonChip(Tappable):
    """Initials in a ring; the whole name is spoken."""

    def __init__(self, host: ThemeHost, person: PersonBadge, parent: QWidget | None = None) -> None:
        super().__init__(host, _("Let {name} act").format(name=person.name), parent)
        self._letters = person.initials or person.name[:1]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.target, self.host.units.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, units = self.host.theme, self.host.units
        with Drawing(self, self.host) as d:
            side = min(units.mm(11), d.rect.width(), d.rect.height())
            left, top = (d.rect.width() - side) / 2, (d.rect.height() - side) / 2
            ring = QRectF(left, top, side, side)
            d.box(ring, self.fill(theme.raised), theme.outline, max(2, units.u(2)), side / 2)
            inner = ring.adjusted(units.u(4), 0, -units.u(4), 0)
            d.text(inner, self._letters, _LETTERS, theme.text, align=Align.CENTRE)
            if self.shows_ring():
                d.focus(d.rect)
