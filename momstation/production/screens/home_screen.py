"""The operator's home: am I on plan, is something wrong, what does the machine do; read from two metres."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from momstation.production.screens.order_card import OrderPanel
from momstation.production.views import HomeView
from momstation.ui.card import Card
from momstation.ui.empty_state import EmptyState
from momstation.ui.hour_bars import HourBar, HourBars
from momstation.ui.state_bar import StateBar
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Role

_LABELS_TALL = 3.4


class HomeScreen(QWidget):
    """Paints a HomeView; the strip and the tiles around it belong to the window."""

    one_more = Signal(str)
    """One good piece of this order, declared by a tap."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.home")
        self.host = host
        self._view: HomeView | None = None
        self._order = OrderPanel(host)
        self._empty = EmptyState(host, "assignment", "")
        self._empty.setObjectName("order.empty")
        self._top = _Top(host, self._order, self._empty)
        self._state = StateBar(host)
        self._state.setObjectName("machine.state")
        self._hours = HourBars(host)
        self._hours.setObjectName("hours")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._top, 1)
        self._column.addWidget(self._state)
        self._column.addWidget(self._hours, 2)
        self._order.one_more.connect(self._add_one)
        host.changed.connect(self._fit)
        self._fit()

    @property
    def view(self) -> HomeView | None:
        return self._view

    def set_view(self, view: HomeView) -> None:
        """Only what has changed is painted again: most changes are one number or one running time."""
        before, self._view = self._view, view
        if before is None or _order_of(before) != _order_of(view):
            self._show_order(view)
        if before is None or before.state != view.state:
            self._show_state(view)
        if before is None or before.hours != view.hours:
            bars = [HourBar(hour.label, hour.good, hour.target or None, hour.is_low) for hour in view.hours]
            self._hours.set_bars(bars, view.hours_text)
            self._fit()

    def _show_order(self, view: HomeView) -> None:
        if view.card is not None:
            self._order.set_card(view.card)
        else:
            self._empty.set_view("assignment", view.empty_title, view.empty_hint)
        self._top.show_order(view.card is not None)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part that took another line leaves less for the hours, and one that gave it back more."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _show_state(self, view: HomeView) -> None:
        state = view.state
        since = state.note or " · ".join(part for part in (state.since_text, state.reason_text) if part)
        self._state.set_state(
            state.icon,
            state.word,
            since,
            status=state.status,
            right=state.cycle_text,
            right_detail=state.ideal_text,
        )

    def _add_one(self) -> None:
        if self._view is not None and self._view.card is not None:
            self.one_more.emit(self._view.card.order)

    def _fit(self) -> None:
        """At a large text size on a small panel the hours give way: the order and the state never do."""
        self.host.space(self._column, margin=False)
        self._make_room()

    def _make_room(self) -> None:
        gap = self.host.units.gap
        needed = self._top.minimumSizeHint().height() + self._state.sizeHint().height() + gap
        room = self.height() - needed - gap
        has_bars = self._view is None or bool(self._view.hours)
        self._hours.setVisible(has_bars and room >= self._least_for_hours())

    def _least_for_hours(self) -> float:
        """Below this the labels of the scale would lie on each other."""
        labels = _LABELS_TALL * self.host.metrics(Role.CAPTION).height()
        return max(self._hours.minimumSizeHint().height(), labels)


def _order_of(view: HomeView) -> tuple[object, ...]:
    return view.card, view.empty_title, view.empty_hint


class _Top(Card):
    """The order, or what to do when there is none, in the same place."""

    def __init__(self, host: ThemeHost, order: OrderPanel, empty: EmptyState) -> None:
        super().__init__(host)
        self._stack = QStackedLayout(self)
        self._order, self._empty = order, empty
        self._stack.addWidget(empty)
        self._stack.addWidget(order)

    def show_order(self, is_order: bool) -> None:
        self._stack.setCurrentWidget(self._order if is_order else self._empty)
