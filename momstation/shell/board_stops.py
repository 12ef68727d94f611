"""The stops that still lack a reason, each with the reasons to tap beside it: one tap explains one stop."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.model.commands import GiveStopReason
from momstation.production.views import OpenStopRow, ReasonTile
from momstation.ui.button import Button
from momstation.ui.empty_state import EmptyState
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.taking_away import take_away
from momstation.ui.tappable import Tappable
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight

SETTLING_MS = 300
_ACROSS = 2


class StopToExplain(QWidget):
    """``alike`` is tapped to explain all stops of the machine at once; it stays pressed until then."""

    opened = Signal(str)
    given = Signal(str, str)
    alike_tapped = Signal(str)

    def __init__(self, host: ThemeHost) -> None:
        super().__init__()
        self.host = host
        self._stop = OpenStopRow("", "", "")
        self._row = ListRow(host, RowView("", ""))
        self._alike = Button(host, "", icon="done_all")
        self._more = Button(host, _("More reasons"))
        self._reasons: list[Button] = []
        self._head = QHBoxLayout()
        self._head.addWidget(self._row, 1)
        self._head.addWidget(self._alike)
        self._grid = QGridLayout()
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._grid)
        self._row.triggered.connect(lambda: self.opened.emit(self._stop.stop))
        self._more.triggered.connect(lambda: self.opened.emit(self._stop.stop))
        self._alike.triggered.connect(lambda: self.alike_tapped.emit(self._stop.machine))
        host.changed.connect(self._respace)
        self._respace()

    @property
    def stop(self) -> OpenStopRow:
        return self._stop

    @property
    def tappables(self) -> tuple[Tappable, ...]:
        return (*(one for one in self._reasons if not one.isHidden()), self._row)

    def set_stop(self, stop: OpenStopRow, alike: int, *, is_marked: bool) -> None:
        """``alike``: how many stops of this machine lack a reason."""
        self._stop = stop
        self._row.set_view(RowView(stop.stop, stop.title, stop.detail, icon="history", is_selected=is_marked))
        self._row.setObjectName(f"stop.{stop.stop}")
        self._more.setObjectName(f"more.{stop.stop}")
        self._alike.setObjectName(f"alike.{stop.stop}")
        self._alike.set_label(_("All {count}").format(count=alike))
        self._alike.setVisible(alike > 1)
        self._show_reasons(stop.reasons)

    def _show_reasons(self, tiles: Sequence[ReasonTile]) -> None:
        for index in range(len(self._reasons), len(tiles)):
            self._reasons.append(self._reason_button(index))
        self._grid.addWidget(self._more, len(tiles) // _ACROSS, len(tiles) % _ACROSS)
        for index, button in enumerate(self._reasons):
            button.setVisible(index < len(tiles))
            if index < len(tiles):
                button.set_label(tiles[index].text)
                button.set_refusal(self._stop.refusal)
                button.setObjectName(f"explain.{self._stop.stop}.{tiles[index].reason}")

    def _reason_button(self, index: int) -> Button:
        button = Button(self.host, "")
        button.triggered.connect(partial(self._give, index))
        button.explained.connect(lambda _reason: self._give(index))  # refused with whose badge may allow it
        self._grid.addWidget(button, index // _ACROSS, index % _ACROSS)
        return button

    def _give(self, index: int) -> None:
        self.given.emit(self._stop.stop, self._stop.reasons[index].reason)

    def _respace(self) -> None:
        for layout in (self._column, self._head):
            self.host.space(layout, margin=False)
        self._grid.setSpacing(self.host.units.gap)


class BoardStops(QWidget):
    """``commanded`` carries a GiveStopReason; ``opened`` a stop whose every reason is wanted."""

    commanded = Signal(object)
    opened = Signal(str)

    def __init__(self, host: ThemeHost) -> None:
        super().__init__()
        self.host = host
        self._stops: tuple[OpenStopRow, ...] = ()
        self._marked = ""
        self._rows: list[StopToExplain] = []
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._title = Text(host, _("Stops without a reason"), weight=Weight.SEMIBOLD)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._empty = EmptyState(host, "check_circle-fill", _("Every stop of the shift has its reason."))
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        self._area = KineticArea(host, self._inside)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._area, 1)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def is_settling(self) -> bool:
        """A stop has just gone from the list: a press was meant for what lay here before."""
        return self._settling.isActive()

    @property
    def rows(self) -> tuple[StopToExplain, ...]:
        return tuple(self._rows)

    @property
    def tappables(self) -> tuple[Tappable, ...]:
        return tuple(each for row in self._rows for each in row.tappables)

    @property
    def marked(self) -> str:
        """The machine all of whose stops the next reason is for; empty for none."""
        return self._marked

    def mark(self, machine: str) -> None:
        """Only as long as there are several to explain; empty takes the mark away."""
        self._marked = machine
        self._show()

    def set_stops(self, stops: Sequence[OpenStopRow]) -> None:
        kept = [one.stop for one in stops]
        if [one.stop for one in self._stops] != kept[: len(self._stops)]:
            self._settling.start()
        self._stops = tuple(stops)
        if self._marked and self._alike(self._marked) < 2:
            self._marked = ""
        self._show()

    def show_first(self) -> bool:
        """The focus to the first reason of the oldest stop; False without one."""
        first = next(iter(self.tappables), None)
        if first is None:
            return False
        self._area.ensureWidgetVisible(first)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _show(self) -> None:
        while len(self._rows) > len(self._stops):
            row = self._rows.pop()
            self._list.removeWidget(row)
            take_away(row)
        while len(self._rows) < len(self._stops):
            self._add()
        for row, stop in zip(self._rows, self._stops, strict=True):
            is_marked = bool(stop.machine) and stop.machine == self._marked
            row.set_stop(stop, self._alike(stop.machine), is_marked=is_marked)
        self._empty.setVisible(not self._stops)

    def _add(self) -> None:
        row = StopToExplain(self.host)
        row.opened.connect(self.opened)
        row.given.connect(self._give)
        row.alike_tapped.connect(self._mark)
        self._list.insertWidget(len(self._rows), row)
        self._rows.append(row)

    def _alike(self, machine: str) -> int:
        return sum(one.machine == machine for one in self._stops) if machine else 1

    def _mark(self, machine: str) -> None:
        self._marked = "" if self._marked == machine else machine
        self._show()

    def _give(self, stop: str, reason: str) -> None:
        if self.is_settling:
            return
        of = {one.stop: one.machine for one in self._stops}
        is_all = bool(self._marked) and of.get(stop) == self._marked
        others = tuple(
            one for one, machine in of.items() if is_all and machine == self._marked and one != stop
        )
        self.commanded.emit(GiveStopReason(stop=stop, reason=reason, others=others))

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
        self.host.space(self._list, margin=False)
