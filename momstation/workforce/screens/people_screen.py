"""Signs people on, switches between them and signs them off: the badge first, a PIN when there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.empty_state import EmptyState
from momstation.ui.find_button import FindButton, matches
from momstation.ui.person_tile import PersonTile
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.taking_away import empty
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.workforce.model import ActAs, SignOff, SignOnByPin
from momstation.workforce.screens.people_grid import PeopleGrid
from momstation.workforce.screens.pin_side import PinSide
from momstation.workforce.views import PinPadView, PresentPeopleView, PresentPerson, SignOnView

MANY = 12
"""So many names are seen at once; more of them can be searched."""


class PeopleScreen(QWidget):
    """``commanded`` carries ActAs, SignOff or SignOnByPin; ``chosen`` whose PIN pad is wanted, or None."""

    commanded = Signal(object)
    chosen = Signal(object)
    explained = Signal(str)
    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.people")
        self.host = host
        self._sign_on: SignOnView | None = None
        self._pad_view: PinPadView | None = None
        self._header = ScreenHeader(host)
        self.finder = FindButton(host)
        self.finder.setObjectName("people_find")
        self._header.add(self.finder)
        self._present = _Present(host)
        self._people = PeopleGrid(host)
        self._empty = EmptyState(host, "group", "")
        self._pad_side = PinSide(host)
        self._side = QStackedWidget()
        for page in (self._people, self._pad_side, self._empty):
            self._side.addWidget(page)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._header)
        self._column.addWidget(self._present)
        self._column.addWidget(self._side, 1)
        self._connect()
        self._respace()

    @property
    def is_waiting(self) -> bool:
        """A pad is shown whose person must wait: how long is told every second."""
        return self._pad_view is not None and not self._pad_view.is_enabled

    def set_present(self, view: PresentPeopleView) -> None:
        self._present.set_people(view.people, view.text)

    def set_view(self, view: SignOnView) -> None:
        self._sign_on = view
        self._header.set_title(view.title, view.hint)
        self._empty.set_view("group", view.empty_text)
        self._show_names()
        if view.pad is not None:
            self._show_pad(view.pad)
        else:
            self._pad_view = None
            self._make_room(False)
            self._side.setCurrentWidget(self._empty if view.empty_text else self._people)

    def forget_pin(self) -> None:
        """What is typed of a PIN is nobody's to find."""
        if self._pad_view is not None:
            self._pad_side.pad.clear(self._pad_view.digits)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes next sees all names again."""
        super().hideEvent(event)
        self.finder.set_words("")

    def _show_names(self) -> None:
        people = self._sign_on.people if self._sign_on is not None else ()
        others = [person for person in people if not person.is_present]
        self.finder.setVisible(len(others) > MANY)
        words = self.finder.words
        self._people.set_people([one for one in others if matches(words, one.name, one.hint)])

    def _show_pad(self, pad: PinPadView) -> None:
        is_new = self._pad_view is None or self._pad_view.person != pad.person
        self._pad_view = pad
        self._pad_side.set_pad(pad, is_new=is_new)
        self._make_room(True)
        self._side.setCurrentWidget(self._pad_side)
        if is_new:
            self._pad_side.pad.setFocus()

    def _make_room(self, is_pad: bool) -> None:
        """Keys of 15 mm and all else do not fit on a small panel: the pad has the screen for itself."""
        self._header.setVisible(not is_pad)
        self._present.setVisible(not is_pad)

    def _send_pin(self, pin: str) -> None:
        if self._pad_view is not None:
            self._pad_side.pad.clear(self._pad_view.digits)
            self.commanded.emit(SignOnByPin(person=self._pad_view.person, pin=pin))

    def _act_as(self, person: str) -> None:
        self.commanded.emit(ActAs(person=person))

    def _sign_off(self, person: str) -> None:
        self.commanded.emit(SignOff(person=person))

    def _choose(self, person: str) -> None:
        self.chosen.emit(person)

    def _back_to_names(self) -> None:
        self.chosen.emit(None)

    def _connect(self) -> None:
        self._header.home_tapped.connect(self.home_tapped)
        self.finder.changed.connect(self._show_names)
        self._present.acted.connect(self._act_as)
        self._present.left.connect(self._sign_off)
        self._people.chosen.connect(self._choose)
        self._people.explained.connect(self.explained)
        self._pad_side.pad.entered.connect(self._send_pin)
        self._pad_side.backed.connect(self._back_to_names)
        self._pad_side.home_tapped.connect(self.home_tapped)
        self._pad_side.explained.connect(self.explained)
        self.host.changed.connect(self._respace)

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)


class _Present(Card):
    """Who is signed on here: a tap makes them the acting one, the door beside it signs them off."""

    acted = Signal(str)
    left = Signal(str)

    def __init__(self, host: ThemeHost) -> None:
        super().__init__(host)
        self._title = Text(host, "", weight=Weight.SEMIBOLD)
        self._title.setObjectName("people.text")
        self._grid = QGridLayout()
        self._shown: tuple[PresentPerson, ...] | None = None
        column = self.column()
        column.addWidget(self._title)
        column.addLayout(self._grid)

    def set_people(self, people: Sequence[PresentPerson], text: str) -> None:
        self._title.set_text(text)
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        empty(self._grid)
        self.host.space(self._grid, margin=False)
        for index, person in enumerate(people):
            self._grid.addWidget(self._pair(person), index // 2, index % 2)

    def _pair(self, person: PresentPerson) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        self.host.space(row, margin=False)
        tile = PersonTile(self.host, person.person, person.name, is_acting=person.is_acting)
        tile.setObjectName(f"present.{person.person}")
        tile.chosen.connect(self.acted)
        spoken = _("Sign {person} off").format(person=person.name)
        off = Button(self.host, "", icon="logout", spoken=spoken)
        off.setObjectName(f"sign_off.{person.person}")
        off.triggered.connect(lambda: self.left.emit(person.person))
        row.addWidget(tile, 1)
        row.addWidget(off)
        return pair
