"""Holds the screens, shows the one of the place, and keeps each as fresh as it needs to be."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.core.part import Command, Recorded
from momstation.production.screens.dispatch_screen import DispatchScreen
from momstation.production.screens.home_screen import HomeScreen
from momstation.production.screens.oee_screen import OeeScreen
from momstation.production.views import HomeView
from momstation.shell import keys
from momstation.shell.frame import Frame
from momstation.shell.navigation import Navigation, Place
from momstation.shell.refresh import Refresher
from momstation.shell.services import Presenter, ShellServices
from momstation.shell.text_wish import TextFor, TextWish
from momstation.workforce.model import LockStation, SignOff
from momstation.workforce.screens.people_screen import PeopleScreen
from momstation.workforce.views import PresentPeopleView

if TYPE_CHECKING:
    from momstation.shell.alarm_page.screen import AlarmsScreen
    from momstation.shell.board_screen import BoardScreen
    from momstation.shell.inbox.screen import InboxScreen

SLOW_TICKS = 5
_NOTHING: Mapping[str, Callable[[], str]] = {
    keys.STOPS: lambda: _("Every stop of the shift has its reason."),
    keys.ORDERS: lambda: _("Nowhere does more than one order wait."),
}


class Screen(Protocol):
    """A widget that paints whole views."""

    def set_view(self, view: Any, /) -> None: ...


class Places(QObject):
    """What screens ask for goes up as signals; the window answers."""

    commanded = Signal(object)
    explained = Signal(str)
    home_wanted = Signal()
    station_wanted = Signal(str)
    evidence_wanted = Signal(object)
    stop_wanted = Signal(str)
    inbox_wanted = Signal()
    alarms_wanted = Signal()
    records_wanted = Signal(object)
    one_more = Signal(str)
    text_wanted = Signal(object, str)
    """A TextWish, and what the text is until now."""
    shown = Signal()

    def __init__(self, services: ShellServices, frame: Frame, navigation: Navigation) -> None:
        super().__init__(frame)
        self._services = services
        self._frame = frame
        self._navigation = navigation
        self._is_ready_only = True
        self._freshness: dict[Place, Refresher[Any]] = {}
        self._dress: Callable[[Any], Any] = lambda view: view
        self._home: HomeScreen | None = None
        self._orders: DispatchScreen | None = None
        self._board: BoardScreen | None = None
        self._inbox: InboxScreen | None = None
        self._alarms: AlarmsScreen | None = None
        self._people = PeopleScreen(services.host)
        self._add_people()
        if services.role == "team_lead":
            self._add_board()
        else:
            self._add_operator()

    def show(self) -> None:
        """Bring the screen of the place to the front; the others only note what changes."""
        place = self._navigation.here.place
        self._frame.show_place(place)
        for one, freshness in self._freshness.items():
            if one is place:
                freshness.renew()
            freshness.set_shown(one is place)

    def move(self, step: int) -> bool:
        """An arrow key that nothing else took; the board, the inbox and the alarms have an order of their own."""
        shown = self._shown_listing()
        return shown is not None and shown.move_focus(step)

    def page(self, key: int) -> bool:
        """Page Up and Page Down, wherever the focus is."""
        shown = self._shown_listing()
        return shown is not None and shown.page(key)

    def show_on_board(self, what: str) -> None:
        """The focus to what the board shows beside the stations: the stops or the orders."""
        board = self._board
        if board is not None and self._frame.stack.currentWidget() is board:
            found = board.stops.show_first() if what == keys.STOPS else board.sequence.show_first()
            if not found:
                self.explained.emit(_NOTHING[what]())

    def show_home(self, view: HomeView) -> None:
        if self._home is not None:
            self._home.set_view(view)

    def dress_with(self, dress: Callable[[Any], Any]) -> None:
        """What the acting person may not do is shown as that; ``renew`` when it has changed."""
        self._dress = dress

    def renew(self) -> None:
        for freshness in self._freshness.values():
            freshness.renew()

    def show_present(self, view: PresentPeopleView) -> None:
        self._people.set_present(view)

    @property
    def has_inbox(self) -> bool:
        return Place.INBOX in self._freshness

    @property
    def has_alarms(self) -> bool:
        return Place.ALARMS in self._freshness

    def hear(self, recorded: Recorded) -> None:
        for freshness in self._freshness.values():
            freshness.hear(recorded)

    def tick(self, ticks: int) -> None:
        """Times on the shown screen run on; the home has its own way."""
        here = self._navigation.here.place
        is_waiting = here is Place.PEOPLE and self._people.is_waiting
        if here in self._freshness and (is_waiting or ticks % SLOW_TICKS == 0):
            self._freshness[here].renew()

    def accepted(self, command: Command) -> None:
        """After a tap on the list or on a name the person wants to be home."""
        place = self._navigation.here.place
        if isinstance(command, LockStation):
            return
        if place is Place.ORDERS or (place is Place.PEOPLE and not isinstance(command, SignOff)):
            self._done()

    def scanned(self) -> None:
        """A code was taken: what it did is to be seen on the home."""
        if self._navigation.here.place in (Place.ORDERS, Place.PEOPLE):
            self._done()

    async def end(self) -> None:
        """Show nothing more, and wait for what is being read."""
        for freshness in self._freshness.values():
            await freshness.end()

    def _shown_listing(self) -> "BoardScreen | InboxScreen | AlarmsScreen | None":
        """What of the three is in front; None for a screen that has no order of its own."""
        shown = self._frame.stack.currentWidget()
        return next((one for one in (self._board, self._inbox, self._alarms) if one is shown), None)

    def _done(self) -> None:
        self._services.presenters.sign_on.choose(None)
        self.home_wanted.emit()

    def _add(self, place: Place, screen: Screen, presenter: Presenter[Any]) -> None:
        def show(view: Any) -> None:
            screen.set_view(self._dress(view))
            self.shown.emit()

        assert isinstance(screen, QWidget)
        self._frame.add_screen(place, screen)
        self._freshness[place] = Refresher(place.value, presenter.kinds, presenter.load, show)

    def _add_people(self) -> None:
        screen = self._people
        self._add(Place.PEOPLE, screen, self._services.presenters.sign_on)
        screen.commanded.connect(self.commanded)
        screen.explained.connect(self.explained)
        screen.home_tapped.connect(self._done)
        screen.chosen.connect(self._choose_person)
        screen.finder.wanted.connect(lambda: self.ask_text(TextFor.NAME))

    def _choose_person(self, person: str | None) -> None:
        self._services.presenters.sign_on.choose(person)
        self._freshness[Place.PEOPLE].renew()

    def _add_operator(self) -> None:
        self._home = HomeScreen(self._services.host)
        self._frame.add_screen(Place.HOME, self._home)
        self._home.one_more.connect(self.one_more)
        self._services.presenters.dispatch.set_ready_only(self._is_ready_only)
        self._orders = orders = DispatchScreen(self._services.host)
        self._add(Place.ORDERS, orders, self._services.presenters.dispatch)
        orders.commanded.connect(self.commanded)
        orders.explained.connect(self.explained)
        orders.filter_tapped.connect(self._turn_filter)
        orders.home_tapped.connect(self.home_wanted)
        orders.finder.wanted.connect(lambda: self.ask_text(TextFor.ORDER))
        self._add_oee(Place.OEE)

    def _add_oee(self, place: Place) -> None:
        screen = OeeScreen(self._services.host)
        self._add(place, screen, self._services.presenters.oee)
        screen.opened.connect(self.evidence_wanted)
        screen.stop_chosen.connect(self.stop_wanted)
        screen.home_tapped.connect(self.home_wanted)

    def _add_board(self) -> None:
        from momstation.shell.board_screen import BoardScreen  # an operator's start does without

        presenter, board = self._services.presenters.board, BoardScreen(self._services.host)
        self._board = board
        if presenter is None:
            raise ValueError("a team lead's station needs the board's presenter")
        self._add(Place.BOARD, board, presenter)
        board.station_chosen.connect(self._open_station)
        board.stop_chosen.connect(self.stop_wanted)
        board.inbox_tapped.connect(self.inbox_wanted)
        board.alarms_tapped.connect(self.alarms_wanted)
        board.commanded.connect(self.commanded)
        board.explained.connect(self.explained)
        board.take_strip(self._frame.strip)
        self._add_inbox()
        self._add_alarms()
        self._add_oee(Place.STATION)

    def _add_inbox(self) -> None:
        from momstation.shell.inbox.screen import InboxScreen  # as above

        presenter = self._services.presenters.inbox
        if presenter is None:
            return
        inbox = InboxScreen(self._services.host)
        self._add(Place.INBOX, inbox, presenter)
        inbox.commanded.connect(self.commanded)
        inbox.evidence_wanted.connect(self.records_wanted)
        inbox.home_tapped.connect(self.home_wanted)
        inbox.note_wanted.connect(lambda about, note: self.ask_text(TextFor.NOTE, about, note))
        inbox.note_lost.connect(
            lambda: self.explained.emit(
                _("What you wrote a note about was settled meanwhile. It was dropped.")
            )
        )
        self._inbox = inbox

    def _add_alarms(self) -> None:
        from momstation.shell.alarm_page.screen import AlarmsScreen  # as above

        presenter = self._services.presenters.alarms
        if presenter is None:
            return
        self._alarms = alarms = AlarmsScreen(self._services.host)
        self._add(Place.ALARMS, alarms, presenter)
        renew = self._freshness[Place.ALARMS].renew
        alarms.home_tapped.connect(self.home_wanted)
        alarms.turned.connect(presenter.turn)
        alarms.station_chosen.connect(presenter.choose)
        alarms.turned.connect(renew)
        alarms.station_chosen.connect(lambda _code: renew())

    def ask_text(self, wanted_for: TextFor, about: str = "", text: str = "") -> None:
        """Nothing at a station that does not show what it is for."""
        if wanted_for is TextFor.NAME:
            wish = TextWish(wanted_for, about, _("Find a name"), self._people.finder.set_words)
        elif wanted_for is TextFor.ORDER and self._orders is not None:
            wish = TextWish(wanted_for, about, _("Find an order"), self._orders.finder.set_words)
        elif wanted_for is TextFor.NOTE and self._inbox is not None:
            wish = TextWish(wanted_for, about, _("Note"), partial(self._inbox.set_note, about))
        else:
            return
        self.text_wanted.emit(wish, text)

    def notes(self) -> Mapping[str, str] | None:
        """What was written about contradictions that are not settled yet; None for nothing."""
        return (self._inbox.notes or None) if self._inbox is not None else None

    def take_notes(self, notes: Mapping[str, str]) -> None:
        if self._inbox is not None:
            self._inbox.take_notes({**notes, **self._inbox.notes})

    def forget_notes(self) -> None:
        if self._inbox is not None:
            self._inbox.take_notes({})

    def marked(self) -> str | None:
        """The machine all of whose stops the next reason is for; None for none."""
        return (self._board.stops.marked or None) if self._board is not None else None

    def mark(self, machine: str) -> None:
        if self._board is not None:
            self._board.stops.mark(machine)

    def keep_no_secret(self) -> None:
        """Digits of a PIN that nobody has finished are gone, and an order in somebody's hand goes back."""
        self._people.forget_pin()
        if self._board is not None:
            self._board.sequence.let_go()

    def _open_station(self, machine: str) -> None:
        self._services.presenters.oee.choose(machine)
        self.station_wanted.emit(machine)

    def _turn_filter(self) -> None:
        self._is_ready_only = not self._is_ready_only
        self._services.presenters.dispatch.set_ready_only(self._is_ready_only)
        self._freshness[Place.ORDERS].renew()
