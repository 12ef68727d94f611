"""One station at length, where few stations leave room on a desk: its order, its hours and its whole shift."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.shell.board_bands import shift_band
from momstation.shell.board_view import BoardLine
from momstation.ui.card import Card
from momstation.ui.hour_bars import HourBar, HourBars
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.timeline import StateTimeline
from momstation.ui.units import Role

LEAST_MM = 62
"""So tall it must be to be worth showing."""
_MOST_TICKS = 9


class BoardDetail(Card):
    """``stop_chosen`` carries a stop of the timeline."""

    stop_chosen = Signal(str)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self.setObjectName("board.detail")
        self._station = Text(host, "", role=Role.HEADING, weight=Weight.BOLD)
        self._state = Text(host, "", tone=Tone.QUIET, elide=True)
        self._people = Text(host, "", tone=Tone.QUIET, wrap=True)
        self._order = Text(host, "", weight=Weight.SEMIBOLD, elide=True)
        self._count = Text(host, "", weight=Weight.SEMIBOLD)
        self._progress = ProgressWithTarget(host)
        self._hours = HourBars(host)
        self._hours.setObjectName("board.detail.hours")
        self._shift = StateTimeline(host)
        self._shift.setObjectName("board.detail.shift")
        self._shift.chosen.connect(self._choose)
        self._head, self._work = QHBoxLayout(), QHBoxLayout()
        self._column: QVBoxLayout = self.column()
        self._lay_out()

    @property
    def shift(self) -> StateTimeline:
        return self._shift

    def set_line(self, line: BoardLine) -> None:
        row = line.row
        self.setAccessibleName(_("{station} in this shift").format(station=row.name))
        self._station.set_text(row.name)
        why = row.stop_reason or (_("no reason yet") if row.is_reason_missing else "")
        self._state.set_text(" · ".join(part for part in (row.state_word, row.since_text, why) if part))
        self._people.set_text(", ".join(line.team) or _("Nobody signed on"))
        self._order.set_text(row.order_text)
        said = (
            row.progress_text,
            _("{delta} to plan").format(delta=row.delta_text) if row.delta_text else "",
        )
        self._count.set_text(" · ".join(part for part in said if part))
        planned = None if row.delta is None else float(row.good - row.delta)
        self._progress.setVisible(row.order is not None)
        self._progress.set_progress(float(row.good), float(row.target), planned, row.progress_text)
        self._hours.set_bars(
            [
                HourBar(
                    each.label, float(each.good), float(each.target) if each.target else None, each.is_low
                )
                for each in row.hours
            ],
            _("Good parts per hour of {station}").format(station=row.name),
        )
        self._show_shift(line)

    def _show_shift(self, line: BoardLine) -> None:
        self._shift.setVisible(line.band is not None)
        if line.band is None:
            return
        band, view = shift_band(line.band), line.band
        ticks = _ticks(view.start, view.end)
        self._shift.set_spans(band.start, band.end, band.spans, ticks, _("Timeline of the shift"))
        self._shift.updateGeometry()

    def _choose(self, stop: str) -> None:
        if stop:
            self.stop_chosen.emit(stop)

    def _lay_out(self) -> None:
        self._head.addWidget(self._station)
        self._head.addWidget(self._state, 1)
        self._work.addWidget(self._order, 1)
        self._work.addWidget(self._count)
        self._column.addLayout(self._head)
        self._column.addWidget(self._people)
        self._column.addLayout(self._work)
        self._column.addWidget(self._progress)
        self._column.addWidget(self._hours, 1)
        self._column.addWidget(self._shift)
        self.host.changed.connect(self._space_out)
        self._space_out()

    def _space_out(self) -> None:
        for layout in (self._head, self._work):
            layout.setSpacing(self.host.units.u(28))


def _ticks(start: datetime, end: datetime) -> list[tuple[float, str]]:
    """Whole hours of the zone that the moments are in."""
    first = int(start.timestamp() // 3600 + 1) * 3600
    hours = range(first, int(end.timestamp()) + 1, 3600)
    step = len(hours) // _MOST_TICKS + 1
    return [(float(at), f"{datetime.fromtimestamp(at, start.tzinfo):%H:%M}") for at in hours[::step]]
