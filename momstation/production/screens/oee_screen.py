"""The shift in three ratios: each opens to the records that it was computed from."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.screens.factor_tile import FactorTile
from momstation.production.screens.fit_text import FitText
from momstation.production.views import OeeNumber, OeeView, SpanView, TimeRow
from momstation.ui.card import Card
from momstation.ui.drawing import Align
from momstation.ui.empty_state import EmptyState
from momstation.ui.lettering import LEADING
from momstation.ui.list_row import RowView
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.status import Status
from momstation.ui.taking_away import empty
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.timeline import Span, SpanKind, StateTimeline
from momstation.ui.touch_list import TouchList
from momstation.ui.units import Role

_KINDS = {"producing": SpanKind.RUNNING, "stopped": SpanKind.STOPPED, "hatched": SpanKind.UNKNOWN}
_MOST_TIMES = 6
_CAVEATS_SHARE = 0.55
_STORY = "availability"
_LEAST_STORY = 3


class OeeScreen(QWidget):
    """``opened`` carries the OeeNumber whose events are wanted; ``stop_chosen`` a stop of the timeline."""

    opened = Signal(object)
    stop_chosen = Signal(str)
    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.oee")
        self.host = host
        self._view: OeeView | None = None
        self._header = ScreenHeader(host)
        self._tiles: dict[str, FactorTile] = {}
        self._tile_row = QHBoxLayout()
        self._timeline = StateTimeline(host)
        self._timeline.setObjectName("oee.timeline")
        self._times = Card(host)
        self._grid = QGridLayout(self._times)
        self._caveats = FitText(host, align=Align.END)
        self._caveats.setObjectName("oee.caveats")
        self._header.add(self._caveats)
        self._clocks = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET, elide=True)
        self._clocks.setObjectName("oee.clocks")
        self._story = TouchList(host)
        self._story.setObjectName("oee.story")
        self._empty = EmptyState(host, "bar_chart", "")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._header)
        self._column.addLayout(self._tile_row)
        self._column.addWidget(self._timeline)
        self._column.addWidget(self._clocks)
        self._column.addWidget(self._times)
        self._column.addWidget(self._story, 8)
        self._column.addWidget(self._empty, 3)
        self._column.addStretch(1)
        for widget in (self._timeline, self._times, self._caveats, self._clocks, self._story):
            widget.hide()
        self._header.home_tapped.connect(self.home_tapped)
        self._timeline.chosen.connect(self._choose_span)
        self._story.activated.connect(lambda _event: self._open(_STORY))
        host.changed.connect(self._respace)
        self._respace()

    def set_view(self, view: OeeView) -> None:
        self._view = view
        self._header.set_title(view.title, view.shift_text)
        is_empty = bool(view.empty_text)
        self._empty.set_view("bar_chart", view.empty_text)
        self._empty.setVisible(is_empty)
        for widget in (self._timeline, self._times):
            widget.setVisible(not is_empty)
        self._caveats.set_text(" ".join(view.caveats), Status.CAUTION)
        self._caveats.setVisible(bool(view.caveats))
        self._clocks.set_text(view.clocks_text)
        for number in (view.oee, *view.factors):
            self._tile(number.key).set_number(number)
        for tile in self._tiles.values():
            tile.setVisible(not is_empty)
        if not is_empty:
            self._show_spans(view)
            self._show_times(view.times[:_MOST_TIMES])
            self._show_story(view)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._caveats.setMinimumWidth(int(self.width() * _CAVEATS_SHARE))
        self._fit()

    def _fit(self) -> None:
        """At a large text size on a small panel the table of times gives way to the ratios."""
        shown = [self._header, *list(self._tiles.values())[:1], self._timeline]
        needed = sum(one.sizeHint().height() + self.host.units.gap for one in shown if not one.isHidden())
        has_times = self._view is not None and not self._view.empty_text
        left = self.height() - needed - self._times_tall()
        self._times.setVisible(has_times and left >= 0)
        clocks_tall = self._clocks.sizeHint().height() + self.host.units.gap
        left += 0 if left >= 0 else self._times_tall()
        has_clocks = has_times and bool(self._view and self._view.clocks_text) and left >= clocks_tall
        self._clocks.setVisible(has_clocks)
        left -= clocks_tall if has_clocks else 0
        has_story = has_times and bool(self._story.rows)
        self._story.setVisible(
            has_story and left >= _LEAST_STORY * (self.host.units.target + self.host.units.gap)
        )

    def _times_tall(self) -> float:
        """From the type, because labels that were just put in have no size of their own yet."""
        units = self.host.units
        lines = (min(_MOST_TIMES, len(self._view.times) if self._view else 0) + 1) // 2
        return lines * (units.font_px(Role.BODY) * LEADING + units.u(8)) - units.u(8) + 2 * units.u(12)

    def _tile(self, key: str) -> FactorTile:
        if key not in self._tiles:
            tile = FactorTile(self.host, key)
            tile.opened.connect(self._open)
            self._tile_row.addWidget(tile, 1)
            self._tiles[key] = tile
        return self._tiles[key]

    def _open(self, key: str) -> None:
        view = self._view
        numbers: tuple[OeeNumber, ...] = (view.oee, *view.factors) if view else ()
        for number in numbers:
            if number.key == key:
                self.opened.emit(number)

    def _choose_span(self, key: str) -> None:
        if key:
            self.stop_chosen.emit(key)

    def _show_spans(self, view: OeeView) -> None:
        if view.start is None or view.end is None or not view.spans:
            self._timeline.hide()
            return
        start, end = view.start.timestamp(), view.end.timestamp()
        spans = [_span(span) for span in view.spans]
        self._timeline.set_spans(start, end, spans, _ticks(view.start, view.end), _("Timeline of the shift"))
        self._timeline.updateGeometry()

    def _show_story(self, view: OeeView) -> None:
        """Where there is room, the records behind the availability, the latest first: stops and their reasons."""
        events = next((one.events for one in view.factors if one.key == _STORY), ())
        self._story.set_rows(
            [RowView(one.event_id, one.sentence, right=one.at_text, icon="history") for one in events]
        )
        for row in self._story.rows:
            row.setObjectName(f"oee.event.{row.view.key}")

    def _show_times(self, times: tuple[TimeRow, ...]) -> None:
        empty(self._grid)
        for index, row in enumerate(times):
            line, column = index // 2, index % 2 * 2
            self._grid.addWidget(Text(self.host, row.label, tone=Tone.QUIET, elide=True), line, column)
            value = Text(self.host, row.text, weight=Weight.SEMIBOLD, align=Align.END)
            self._grid.addWidget(value, line, column + 1)

    def _respace(self) -> None:
        units = self.host.units
        self.host.space(self._column, margin=False)
        self.host.space(self._tile_row, margin=False)
        self._grid.setContentsMargins(units.u(20), units.u(12), units.u(20), units.u(12))
        self._grid.setHorizontalSpacing(units.u(32))
        self._grid.setVerticalSpacing(units.u(8))


def _span(span: SpanView) -> Span:
    kind = _KINDS.get(span.kind, SpanKind.IDLE)
    if kind is SpanKind.STOPPED and span.stop and not span.reason_text:
        kind = SpanKind.UNREASONED
    said = " · ".join(part for part in (span.word, span.reason_text) if part)
    return Span(span.stop or "", span.start.timestamp(), span.end.timestamp(), kind, said)


def _ticks(start: datetime, end: datetime) -> list[tuple[float, str]]:
    """Whole hours between, at most nine, in the zone that the view's moments are in."""
    first = int(start.timestamp() // 3600 + 1) * 3600
    hours = range(first, int(end.timestamp()) + 1, 3600)
    step = len(hours) // 9 + 1
    return [(float(at), f"{datetime.fromtimestamp(at, start.tzinfo):%H:%M}") for at in hours[::step]]
