"""The page of alarms: which station drowns in them, in one sentence, and which of its alarms to mend first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.shell.alarm_page.parts import FiguresCard, FrequentList
from momstation.shell.alarm_page.view import AlarmStationRow, AlarmsView
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.empty_state import EmptyState
from momstation.ui.hour_bars import HourBar, HourBars
from momstation.ui.list_row import RowView
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.touch_list import TouchList
from momstation.ui.units import Role

_BARS_MM = 28


class AlarmsScreen(QWidget):
    """``station_chosen`` carries the code of the station to show at length, None for the worst: who comes back sees
    that one first. ``turned``: the other time is wanted."""

    station_chosen = Signal(object)
    turned = Signal()
    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.alarms")
        self.host = host
        self._header = ScreenHeader(host)
        self._switch = Button(host, "", icon="schedule")
        self._switch.setObjectName("alarms.switch")
        self._header.add(self._switch)
        self._empty = EmptyState(host, "notifications", "")
        self._empty.setObjectName("alarms.empty")
        self._stations = TouchList(host)
        self._head = Card(host)
        self._mark = StatusMark(host)
        self._headline = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD, wrap=True)
        self._headline.setObjectName("alarms.headline")
        self._bars_title = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET)
        self._bars = HourBars(host)
        self._bars.setObjectName("alarms.bars")
        self._figures = FiguresCard(host)
        self._figures.setObjectName("alarms.figures")
        self._frequent_title = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET)
        self._frequent = FrequentList(host)
        self._frequent.setObjectName("alarms.frequent")
        self._body = QWidget()
        self._sides, self._length, self._below = QHBoxLayout(self._body), QVBoxLayout(), QHBoxLayout()
        self._list_side = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._header.home_tapped.connect(self.home_tapped)
        self._switch.triggered.connect(self.turned)
        self._stations.activated.connect(lambda code: self.station_chosen.emit(code))
        host.changed.connect(self._respace)
        self._respace()

    def set_view(self, view: AlarmsView) -> None:
        self._header.set_title(view.title, view.detail)
        self._switch.set_label(view.switch)
        self._empty.set_view("notifications", view.empty_text, view.empty_hint)
        self._empty.setVisible(not view.stations)
        self._body.setVisible(bool(view.stations))
        self._show_stations(view.stations)
        self._head.set_status(view.status)
        self._mark.set_status(view.status)
        self._mark.setVisible(view.status is not Status.NORMAL)
        self._headline.set_text(view.headline)
        self._bars_title.set_text(view.bars_title)
        limit = float(view.limit)
        self._bars.set_bars(
            [HourBar(bar.label, float(bar.most), limit, bar.is_flood) for bar in view.bars], view.bars_title
        )
        self._figures.set_figures(view.figures)
        self._frequent_title.set_text(view.frequent_title)
        self._frequent.set_rows(view.frequent, view.nothing)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.station_chosen.emit(None)

    def move_focus(self, step: int) -> bool:
        """The focus to the next or previous station, at first to the one that is shown at length."""
        rows = self._stations.rows
        if not rows:
            return False
        chosen = next((n for n, row in enumerate(rows) if row.view.is_selected), 0)
        here = next((n for n, row in enumerate(rows) if row.hasFocus()), None)
        wanted = chosen if here is None else min(len(rows) - 1, max(0, here + step))
        rows[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self._stations.ensureWidgetVisible(rows[wanted])
        return True

    def page(self, key: int) -> bool:
        """Through the alarms; False for a key that does not page, or where all is seen."""
        return self._frequent.page(key)

    def _show_stations(self, stations: tuple[AlarmStationRow, ...]) -> None:
        self._stations.set_rows(
            [
                RowView(
                    one.code,
                    one.name,
                    one.verdict,
                    one.count_text,
                    one.worst_text,
                    status=one.status,
                    is_selected=one.is_chosen,
                )
                for one in stations
            ]
        )
        for row in self._stations.rows:
            row.setObjectName(f"alarms.{row.view.key}")

    def _lay_out(self) -> None:
        head = self._head.row()
        head.setSpacing(self.host.units.u(24))
        head.addWidget(self._mark)
        head.addWidget(self._headline, 1)
        self._list_side.addWidget(self._frequent_title)
        self._list_side.addWidget(self._frequent, 1)
        self._below.addWidget(self._figures, 2, Qt.AlignmentFlag.AlignTop)
        self._below.addLayout(self._list_side, 3)
        self._length.addWidget(self._head)
        self._length.addWidget(self._bars_title)
        self._length.addWidget(self._bars, 2)
        self._length.addLayout(self._below, 5)
        self._sides.addWidget(self._stations, 2)
        self._sides.addLayout(self._length, 5)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._header)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._body, 1)

    def _respace(self) -> None:
        for layout in (self._column, self._sides, self._length, self._below, self._list_side):
            self.host.space(layout, margin=False)
        self._bars.setMinimumHeight(self.host.units.mm(_BARS_MM))
