"""Keeps the home and the cards beside it as they are now: from records, from readings, for who acts.

What lies under a sheet goes on as well; a stop that comes up there is asked about when the sheet is gone.
"""

from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from momstation.core.part import Recorded
from momstation.events.machines import ConditionCame, ConditionWent
from momstation.plant.readings import Reading
from momstation.production.views import HomeView, StripCard
from momstation.shell.alerts import Alerts
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.measuring import Measuring
from momstation.shell.messages import Messages
from momstation.shell.navigation import Navigation
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places
from momstation.shell.refresh import Refresher
from momstation.shell.sameness import is_of_machine, is_shown, looks_same
from momstation.shell.services import Probe, ShellServices
from momstation.shell.throttle import Throttle

LIVE_MS = 100
_CONDITION_KINDS = frozenset({ConditionCame.kind, ConditionWent.kind})


class Desk(Protocol):
    """What of the window the home needs."""

    probe: Probe | None
    frame: Frame
    navigation: Navigation
    measuring: Measuring
    messages: Messages
    alerts: Alerts
    sheets: OperatorSheets
    notices: NoticeDesk
    places: Places
    crew: Crew

    @property
    def services(self) -> ShellServices: ...

    @property
    def is_silent(self) -> bool: ...

    def mark_ready(self) -> None: ...


class ShownHome:
    """``view`` is what was loaded last, before it is dressed for who acts; None until then."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self.view: HomeView | None = None
        self._heard_at: float | None = None
        self._reading_at: float | None = None
        presenter = desk.services.presenters.home
        self._freshness = Refresher("home", presenter.kinds, presenter.load, self._show)
        self._live = Throttle(self.retell, LIVE_MS, window)
        self._after_sheet = QTimer(window)
        self._after_sheet.setSingleShot(True)
        self._after_sheet.timeout.connect(self._ask_what_waits)

    def start(self, *, is_shown: bool) -> None:
        self._freshness.set_shown(is_shown)

    def close(self) -> None:
        """Show nothing more, even if a load is under way."""
        self._freshness.close()

    def renew(self) -> None:
        """Read the facts again, whether something was heard or not."""
        self._freshness.renew()

    def retell(self) -> None:
        """Times and live values as of now, from facts that were read before."""
        if self.view is not None:
            self._show(self._desk.services.presenters.home.retold(self.view))

    def recorded(self, recorded: Recorded) -> None:
        if is_of_machine(recorded) and self._heard_at is not None:
            self._reading_at, self._heard_at = self._heard_at, None
        self._freshness.hear(recorded)
        if not _CONDITION_KINDS.isdisjoint(recorded.kinds):
            self._live.hurry()  # one that came only by waiting, without a reading of its own

    def heard(self, reading: Reading) -> None:
        if reading.machine in self._desk.services.station.machines and is_shown(reading):
            self._heard_at = reading.received_monotonic
            self._live.hurry()

    def hurry(self) -> None:
        """Something that it shows has changed; at once, but not more often than eyes can use."""
        self._live.hurry()

    def ask_soon(self) -> None:
        """About a stop that came up behind a sheet, once the sheet's own signals are all out."""
        self._after_sheet.start()

    def dress(self) -> None:
        """The tiles and cards as the acting person may use them."""
        desk = self._desk
        if self.view is not None:
            shown = desk.crew.dressed(self.view)
            desk.frame.show_home(shown)
            desk.places.show_home(shown)
        self.show_cards()

    def show_cards(self) -> None:
        """A team lead's home has a strip for the station's own matters alone."""
        desk = self._desk
        own = desk.measuring.among(self.view.strip if self.view is not None else ())
        own = desk.crew.among(own)
        cards = desk.notices.troubles.among(own, len(desk.frame.strip.cards))
        desk.frame.show_cards(cards)
        desk.alerts.shown(cards)
        if not desk.alerts.unseen:
            desk.messages.hide_alarm()

    def tell_alarm(self, card: StripCard) -> None:
        """The eyes learn of it wherever they are: from its card, or where no card can be seen from a banner."""
        desk = self._desk
        if desk.frame.strip.isVisible() and desk.sheets.shown is None and not desk.crew.is_locked:
            desk.messages.hide_alarm()
        else:
            desk.messages.show_alarm(f"{card.kicker}: {card.title}", card.text)

    def _show(self, view: HomeView) -> None:
        before, self.view = self.view, view
        reading_at, self._reading_at = self._reading_at, None
        if before is None or not looks_same(before, view):
            self._note(reading_at)
            self.dress()
            self._desk.crew.lock.show_home(view)
        self._ask_what_waits()
        if before is None:
            self._desk.mark_ready()

    def _ask_what_waits(self) -> None:
        desk = self._desk
        if self.view is not None and not desk.is_silent and not desk.crew.is_locked:
            desk.sheets.home_changed(self.view)

    def _note(self, reading_at: float | None) -> None:
        """The reading whose record this view shows for the first time; what lies below a sheet is not painted."""
        desk = self._desk
        is_covered = desk.sheets.shown is not None or not desk.navigation.is_home
        if desk.probe is not None and reading_at is not None and not is_covered:
            desk.probe.note("reading_to_paint", reading_at)
