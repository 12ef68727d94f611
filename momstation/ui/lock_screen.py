"""Covers a station that nobody uses, and says who it is, who may come back and how.

It only shows and asks: what unlocks the station, and whose draft lies below it, is decided elsewhere.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from momstation.ui.big_number import BigNumber
from momstation.ui.button import Button
from momstation.ui.drawing import Drawing
from momstation.ui.focus_circle import inside, step_inside
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.person_tile import PersonTile
from momstation.ui.taking_away import empty
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_COLUMNS = 3
MOST_PEOPLE = 6
"""As many names as a small panel holds at the size of a glove; everybody else has a badge, or the button."""


@dataclass(frozen=True)
class LockPerson:
    """Somebody who may come back; with a refusal the tap explains instead, as where there is no PIN."""

    key: str
    name: str
    detail: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class LockView:
    """Finished texts. ``number`` and ``rest`` show the order's count where the plant lets it be seen, or are
    empty; ``note`` tells what is kept below; ``pin_label`` is empty where nobody has a PIN."""

    station: str
    area: str
    title: str
    hint: str
    note: str = ""
    people: tuple[LockPerson, ...] = ()
    pin_label: str = ""
    number: str = ""
    rest: str = ""


class LockScreen(Overlay):
    """``person_chosen`` carries whose PIN is to be asked; ``pin_wanted`` asks for everybody's names."""

    layer = Layer.LOCK
    person_chosen = Signal(str)
    pin_wanted = Signal()
    explained = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window)
        self.setObjectName("lock")
        self._focus_before: QWidget | None = None
        self._view: LockView | None = None
        self._station = Text(host, "", role=Role.HEADING, weight=Weight.BOLD)
        self._area = Text(host, "", tone=Tone.QUIET, elide=True)
        self._clock = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD)
        self._emblem = Emblem(host)
        self._title = Text(host, "", role=Role.STATUS, weight=Weight.SEMIBOLD, wrap=True)
        self._hint = Text(host, "", role=Role.HEADING, wrap=True)
        self._note = Text(host, "", tone=Tone.QUIET, wrap=True)
        self._number = BigNumber(host)
        self._people = QGridLayout()
        self._pin = Button(host, "", icon="keyboard")
        self._head = QHBoxLayout()
        self._welcome = QHBoxLayout()
        self._foot = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._name_parts()
        self._lay_out()
        self._pin.triggered.connect(self.pin_wanted)
        host.changed.connect(self._respace)

    @property
    def is_locked(self) -> bool:
        return not self.isHidden()

    def set_view(self, view: LockView) -> None:
        if view == self._view:
            return
        before, self._view = self._view, view
        self._station.set_text(view.station)
        self._area.set_text(view.area)
        self._title.set_text(view.title)
        self._hint.set_text(view.hint)
        self._note.set_text(view.note)
        self._note.setVisible(bool(view.note))
        self._number.set_number(view.number, view.rest)
        self._number.setVisible(bool(view.number))
        self._pin.set_label(view.pin_label)
        self._pin.setVisible(bool(view.pin_label))
        self.setAccessibleName(view.title)
        self.setAccessibleDescription(" ".join(part for part in (view.hint, view.note) if part))
        if before is None or before.people != view.people:
            self._show_people(view.people[:MOST_PEOPLE])

    def set_clock(self, text: str) -> None:
        self._clock.set_text(text)

    def lock(self) -> None:
        """Cover the window; what is below keeps its state and gets neither keys nor taps."""
        if self.is_locked:
            return
        self._focus_before = QApplication.focusWidget()
        self.rise()
        first = next(iter(inside(self)), self)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def unlock(self) -> None:
        """Uncover it, with the focus where it was."""
        if not self.is_locked:
            return
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches what is covered; the arrows move among the names."""
        ltr = not self.isRightToLeft()
        steps = {Qt.Key.Key_Right: ltr, Qt.Key.Key_Down: True, Qt.Key.Key_Left: not ltr, Qt.Key.Key_Up: False}
        key = Qt.Key(event.key())
        if key in steps:
            step_inside(self, steps[key])
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_inside(self, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.host.theme.canvas)
        painter.end()

    def _show_people(self, people: tuple[LockPerson, ...]) -> None:
        empty(self._people)
        for index, person in enumerate(people):
            self._people.addWidget(self._tile(person), index // _COLUMNS, index % _COLUMNS)
        for column in range(_COLUMNS):
            self._people.setColumnStretch(column, 1)

    def _tile(self, person: LockPerson) -> PersonTile:
        tile = PersonTile(self.host, person.key, person.name, detail=person.detail, parent=self)
        tile.setObjectName(f"lock.{person.key}")
        tile.set_refusal(person.refusal)
        tile.chosen.connect(self.person_chosen)
        tile.explained.connect(self.explained)
        return tile

    def _name_parts(self) -> None:
        names = {
            "lock.title": self._title,
            "lock.hint": self._hint,
            "lock.note": self._note,
            "lock.pin": self._pin,
            "lock.number": self._number,
        }
        for name, part in names.items():
            part.setObjectName(name)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        for part in (self._title, self._hint, self._note):
            words.addWidget(part)
        for part in (self._station, self._area, self._clock):
            self._head.addWidget(part, 1 if part is self._area else 0)
        self._welcome.addWidget(self._emblem)
        self._welcome.addLayout(words, 1)
        self._foot.addWidget(self._number, 1)
        self._foot.addStretch(0)
        self._foot.addWidget(self._pin, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(self._head)
        self._column.addStretch(1)
        self._column.addLayout(self._welcome)
        self._column.addStretch(1)
        self._column.addLayout(self._people)
        self._column.addLayout(self._foot)
        self._respace()

    def _respace(self) -> None:
        units = self.host.units
        edge = units.mm(6)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(units.mm(4))
        for layout in (self._head, self._people, self._foot, self._welcome):
            self.host.space(layout, margin=False)
        self._welcome.setSpacing(units.mm(8))


class Emblem(QWidget):
    """The lock, as large as the word beside it is read from afar."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        host.changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            theme = self.host.theme
            d.box(d.rect, theme.surface, theme.outline, max(2, self.host.units.u(3)), d.rect.width() / 2)
            inset = d.rect.width() * 0.26
            d.icon(QRectF(d.rect).adjusted(inset, inset, -inset, -inset), "lock", theme.text)

    def _fit(self) -> None:
        side = self.host.units.mark(30)
        self.setFixedSize(side, side)
        self.update()
