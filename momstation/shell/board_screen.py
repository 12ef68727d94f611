"""The team lead's board: the worst station is on top and named in a sentence, before anybody reads a row."""

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.model.plan import PlanNow, is_behind
from momstation.production.views import BoardRow
from momstation.shell.board_bands import band_said, shift_band
from momstation.shell.board_detail import LEAST_MM, BoardDetail
from momstation.shell.board_hand import BoardHand, in_shown_order
from momstation.shell.board_sequence import BoardSequence
from momstation.shell.board_station import STEPS, BoardStation
from momstation.shell.board_stops import BoardStops
from momstation.shell.board_view import BoardLine, BoardScreenView
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.empty_state import EmptyState
from momstation.ui.event_strip import SEEN_S
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.station_row import StationRow, StationView
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.taking_away import take_away
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_SCALES = ((6, 190), (9, 150), (14, 120))
"""Few stations are shown larger: at most so many rows, at this percentage of the text size."""
_WIDE_MM = 150
"""So wide a row must be at its text size, or its columns are cut off."""
_ANY = 16_777_215
"""What Qt takes for no limit of a height."""


class BoardScreen(QWidget):
    """``station_chosen`` carries the machine whose shift is wanted. Up and down move between the rows. While a hand
    is about to choose a row, the rows keep their order."""

    station_chosen = Signal(str)
    stop_chosen = Signal(str)
    """A stop of any station that still lacks its reason."""
    inbox_tapped = Signal()
    alarms_tapped = Signal()
    commanded = Signal(object)
    explained = Signal(str)
    """Why a press was not taken."""

    def __init__(
        self, host: ThemeHost, *, now_s: Callable[[], float] = monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen.board")
        self.host = host
        self._now_s = now_s
        self._hand = BoardHand(self)
        self._sorted: tuple[BoardLine, ...] = ()
        self._misled: set[StationRow] = set()
        self._rows_host = ThemeHost(host.theme.name, host.units, parent=self)
        self._rows: list[BoardStation] = []
        self._lines: tuple[BoardLine, ...] = ()
        self._head = Card(host)
        self._mark = StatusMark(host)
        self._headline = Text(host, "", role=Role.TITLE, weight=Weight.BOLD, elide=True)
        self._headline.setObjectName("board.headline")
        self._title = Text(host, "", tone=Tone.QUIET)
        self._inbox = Button(host, _("Nothing to settle"), icon="rule")
        self._inbox.setObjectName("board.inbox")
        self._alarms = Button(host, _("Alarms"), icon="notifications")
        self._alarms.setObjectName("board.alarms")
        self._alarms.triggered.connect(self.alarms_tapped)
        self._inbox_mark = StatusMark(host)
        self._inbox_mark.set_status(Status.CAUTION)
        self._inbox_mark.hide()
        self._empty = EmptyState(host, "factory", "")
        self._empty.setObjectName("board.empty")
        self.stops = BoardStops(host)
        self.stops.opened.connect(self.stop_chosen)
        self.stops.commanded.connect(self.commanded)
        self.sequence = BoardSequence(host)
        self.sequence.opened.connect(self.station_chosen)
        self.sequence.commanded.connect(self.commanded)
        self._free = Text(host, "", tone=Tone.QUIET, wrap=True)
        self._free.setObjectName("board.free")
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._area = KineticArea(host, self._inside)
        self._detail = BoardDetail(host)
        self._detail.stop_chosen.connect(self.stop_chosen)
        self._detail.hide()
        self._noticed = ""
        self._stations = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._middle = QHBoxLayout()
        self._side = QVBoxLayout()
        self._lay_out()

    def take_strip(self, strip: QWidget) -> None:
        """At the foot of the side column: what the station itself has to say."""
        self._side.addWidget(strip)

    @property
    def rows(self) -> tuple[StationRow, ...]:
        return tuple(self._rows)

    @property
    def is_held(self) -> bool:
        """A hand is about to choose a row: their order does not change."""
        return self._hand.is_there

    def settles_in_s(self, row: StationRow) -> float:
        """How long its station must still be seen there before a press on it is taken as meant for it."""
        changed_at = row.changed_at if isinstance(row, BoardStation) else -SEEN_S
        return max(0.0, changed_at + SEEN_S - self._now_s())

    def set_view(self, view: BoardScreenView) -> None:
        self._sorted = view.lines
        self._lines = in_shown_order(view.lines, self._lines) if self._hand.is_there else view.lines
        self._scale_rows()
        self._title.set_text(view.title)
        self._headline.set_text(view.headline)
        self._mark.set_status(view.status)
        self._mark.setVisible(view.status is not Status.NORMAL)
        self._head.set_status(view.status)
        self._inbox.set_label(view.to_settle or _("Nothing to settle"))
        self._inbox_mark.setVisible(bool(view.to_settle))
        self._empty.set_view("factory", view.empty_text)
        self._empty.setVisible(not view.lines)
        self._show_lines(self._lines)
        self._free.set_text(view.free_text)
        self._free.setVisible(bool(view.free_text))
        self._show_detail()
        self.stops.set_stops(view.unreasoned)
        self.sequence.set_sequences(view.sequences)
        self.sequence.setVisible(bool(view.sequences))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale_rows()
        self._show_detail()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back sees the worst station first."""
        super().hideEvent(event)
        self._noticed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        if step is None or not self.move_focus(step):
            super().keyPressEvent(event)

    def move_focus(self, step: int) -> bool:
        """The focus to the next or previous row, at first to the worst; False without rows."""
        if not self._rows:
            return False
        self._hand.come()
        here = next((index for index, row in enumerate(self._rows) if row.hasFocus()), -1)
        wanted = min(len(self._rows) - 1, max(0, here + step)) if here >= 0 else 0
        self._rows[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self._rows[wanted])
        return True

    def page(self, key: int) -> bool:
        """False for a key that does not page, or where every station is seen."""
        return self._area.page(key)

    def _sort_anew(self) -> None:
        """The worst on top again, after the hand has gone."""
        if self._lines != self._sorted:
            self._lines = self._sorted
            self._show_lines(self._lines)
            self._show_detail()

    def _show_lines(self, lines: Sequence[BoardLine]) -> None:
        chosen = next((row.view.key for row in self._rows if row.hasFocus()), "")
        while len(self._rows) > len(lines):
            row = self._rows.pop()
            self._hand.forget(row)
            self._list.removeWidget(row)
            take_away(row)
        for index, line in enumerate(lines):
            if index >= len(self._rows):
                self._rows.append(self._row(index))
            row, station = self._rows[index], line.row.station
            if row.view.key not in ("", station):
                row.changed_at = self._now_s()
            row.set_view(station_view(line))
            row.setObjectName(f"board.{station}")
        self._lead_focus(chosen)

    def _lead_focus(self, station: str) -> None:
        """The focus stays with the station that was chosen by keys."""
        here = next((row for row in self._rows if row.hasFocus()), None)
        there = next((row for row in self._rows if row.view.key == station), None)
        if here is not None and there is not None and here is not there:
            reason = Qt.FocusReason.TabFocusReason if here.shows_ring() else Qt.FocusReason.MouseFocusReason
            there.setFocus(reason)

    def _notice(self, index: int) -> None:
        self._noticed = self._lines[index].row.station
        self._show_detail()

    def _show_detail(self) -> None:
        """What few stations leave free tells of the one that was chosen last, at first of the worst."""
        gap = self.host.units.gap
        shown = [*self._rows, *([self._free] if self._free.text() else [])]
        needed = sum(one.sizeHint().height() + gap for one in shown) + gap
        room = self.height() - self._head.sizeHint().height() - 2 * gap - needed
        has_room = bool(self._lines) and room >= self.host.units.mm(LEAST_MM)
        self._area.setMaximumHeight(needed if has_room else _ANY)
        if has_room:
            line = next((one for one in self._lines if one.row.station == self._noticed), self._lines[0])
            self._detail.set_line(line)
        self._detail.setVisible(has_room)

    def _scale_rows(self) -> None:
        """The rows have a look of their own: the board is read from further away than a list."""
        own, count = self.host.units, len(self._lines)
        scale = next((scale for most, scale in _SCALES if count <= most), 100)
        scale = max(100, min(scale, 100 * self._area.width() // own.mm(_WIDE_MM)))
        wanted = own.scaled(own.text_scale * scale // 100)
        if self._rows_host.units != wanted:
            self._rows_host.set_units(wanted)

    def _follow_theme(self) -> None:
        self._rows_host.set_theme(self.host.theme.name)
        self._scale_rows()

    def _row(self, index: int) -> BoardStation:
        row = BoardStation(self._rows_host)
        row.pressed.connect(lambda: self._begin(row))
        row.triggered.connect(lambda: self._choose(index))
        row.part_chosen.connect(lambda stop: self._choose_stop(row, stop))
        self._hand.watch(row)
        row.stepped.connect(self.move_focus)
        row.noticed.connect(lambda: self._notice(index))
        self._list.insertWidget(index, row)
        return row

    def _begin(self, row: StationRow) -> None:
        self._misled.discard(row)
        if self.settles_in_s(row) > 0:
            self._misled.add(row)

    def _is_meant(self, row: StationRow) -> bool:
        """The hand may have been on its way to the station that stood there before."""
        if row in self._misled:
            self._misled.discard(row)
            self.explained.emit(
                _("This row has just taken the place of another. Tap it again if you mean it.")
            )
            return False
        return True

    def _choose_stop(self, pressed: StationRow, stop: str) -> None:
        if self._is_meant(pressed):
            self.stop_chosen.emit(stop)

    def _choose(self, index: int) -> None:
        if not self._is_meant(self._rows[index]):
            return
        row = self._lines[index].row
        self.station_chosen.emit(row.machine or row.station)

    def _lay_out(self) -> None:
        self._hand.gone.connect(self._sort_anew)
        self._inbox.triggered.connect(self.inbox_tapped)
        head = self._head.row()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._headline)
        head.setSpacing(self.host.units.u(28))
        head.addWidget(self._mark)
        head.addLayout(words, 1)
        head.addWidget(self._alarms)
        head.addWidget(self._inbox_mark)
        head.addWidget(self._inbox)
        self._list.addWidget(self._empty)
        self._list.addWidget(self._free)
        self._list.addStretch(1)
        self._column.addWidget(self._head)
        self._side.addWidget(self.stops, 1)
        self._side.addWidget(self.sequence, 1)
        self._stations.addWidget(self._area, 1)
        self._stations.addWidget(self._detail, 1)
        self._middle.addLayout(self._stations, 2)
        self._middle.addLayout(self._side, 1)
        self._column.addLayout(self._middle, 1)
        self.host.changed.connect(self._respace)
        self.host.changed.connect(self._follow_theme)
        self._rows_host.clipped.connect(self.host.clipped)
        self._respace()

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
        self.host.space(self._list, margin=False)
        self.host.space(self._stations, margin=False)
        self.host.space(self._middle, margin=False)
        self.host.space(self._side, margin=False)
        self._middle.setSpacing(4 * self.host.units.gap)


def station_view(line: BoardLine) -> StationView:
    """A row in the board's columns; stale records make the row an offline one, whatever they say."""
    row = line.row
    status = Status.OFFLINE if line.age_text and row.status.severity < Status.OFFLINE.severity else row.status
    return StationView(
        key=row.station,
        name=row.name,
        status=status,
        state=row.state_word,
        since=_since(row),
        order=row.order_text,
        count=row.progress_text,
        delta=row.delta_text,
        delta_detail=_("to plan") if row.delta_text else "",
        delta_status=_delta_status(row),
        bars=tuple((float(hour.good), hour.is_low) for hour in row.hours),
        people=line.people,
        band=shift_band(line.band),
        band_said=band_said(line.band),
        note=line.age_text or (row.machine_name if row.machine_name != row.name else ""),
    )


def _delta_status(row: BoardRow) -> Status:
    """Marked by the same rule as at the station's own home: a part or two are the rhythm of counting."""
    if row.delta is None:
        return Status.NORMAL
    plan = PlanNow(planned=row.good - row.delta, delta=row.delta, done_at=None)
    return Status.CAUTION if is_behind(plan) else Status.NORMAL


def _since(row: BoardRow) -> str:
    """How long, and why: a stop without a reason says so."""
    why = row.stop_reason or (_("no reason yet") if row.is_reason_missing else "")
    return " · ".join(part for part in (row.since_text, why) if part)
