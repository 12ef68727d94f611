"""Names to tap, large and scrolling by finger, for whoever has no badge at hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from momstation.ui.kinetic_area import KineticArea
from momstation.ui.person_tile import PersonTile
from momstation.ui.taking_away import empty
from momstation.ui.theme import ThemeHost
from momstation.workforce import views

_COLUMNS = 3


class PeopleGrid(KineticArea):
    """``chosen`` carries the person's id; somebody who cannot use a PIN says why through ``explained``."""

    chosen = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(host, inside, parent)
        self._shown: tuple[views.PersonTile, ...] = ()
        self._grid = QGridLayout(inside)
        host.changed.connect(self._respace)
        self._respace()

    def set_people(self, people: Sequence[views.PersonTile]) -> None:
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        empty(self._grid)
        for index, person in enumerate(people):
            self._grid.addWidget(self._tile(person), index // _COLUMNS, index % _COLUMNS)
        self._grid.setRowStretch(len(people) // _COLUMNS + 1, 1)

    def _tile(self, person: views.PersonTile) -> PersonTile:
        tile = PersonTile(self.host, person.person, person.name, detail=person.hint)
        tile.setObjectName(f"people.{person.person}")
        tile.set_refusal(person.refusal)
        tile.chosen.connect(self.chosen)
        tile.explained.connect(self.explained)
        return tile

    def _respace(self) -> None:
        self.host.space(self._grid, margin=False)
