"""What the window needs from the wiring, and nothing more."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from momstation.core.bus import Bus
from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Command, Part
from momstation.plant.station import StationFacts
from momstation.production.views import (
    DispatchView,
    HomeView,
    OeeView,
    QuantityView,
    ScrapView,
    StopReasonView,
)
from momstation.shell.alarm_page.view import AlarmsView
from momstation.shell.board_view import BoardScreenView
from momstation.shell.inbox.view import InboxView
from momstation.shell.outcome import Describe
from momstation.sync.status import SyncStatus
from momstation.ui.cues import Cues
from momstation.workforce.views import PresentPeopleView, SignOnView

if TYPE_CHECKING:  # presenters are tested without Qt
    from PySide6.QtWidgets import QWidget

    from momstation.shell.meanwhile.desk import Meanwhile
    from momstation.ui.theme import ThemeHost

View = TypeVar("View", covariant=True)


class Presenter(Protocol[View]):
    """``load`` makes the whole view; it must be made again when a record of one of ``kinds`` was recorded."""

    @property
    def kinds(self) -> frozenset[str]: ...

    async def load(self) -> View: ...


class HomePresenter(Presenter[HomeView], Protocol):
    def retold(self, view: HomeView) -> HomeView:
        """The same facts with their times and live values as of now; reads nothing."""
        ...


class DispatchPresenter(Presenter[DispatchView], Protocol):
    def set_ready_only(self, is_ready_only: bool) -> None: ...


class StopReasonPresenter(Presenter[StopReasonView], Protocol):
    def choose(self, stop: str | None) -> None:
        """Which stop; None: the present one."""
        ...

    def retold(self, view: StopReasonView) -> StopReasonView: ...


class OeePresenter(Presenter[OeeView], Protocol):
    def choose(self, machine: str | None) -> None:
        """Whose shift; None: the station's main machine."""
        ...


class AlarmsPresenter(Presenter[AlarmsView], Protocol):
    def choose(self, station: str | None) -> None:
        """Which station at length; None: the worst."""
        ...

    def turn(self) -> None:
        """To the other time."""
        ...


class SignOnPresenter(Presenter[SignOnView], Protocol):
    def choose(self, person: str | None) -> None:
        """Whose PIN pad; None: the names."""
        ...


class Probe(Protocol):
    """``ui.paint_probe.PaintProbe``."""

    def note(self, kind: str, t0_monotonic: float) -> None: ...


@dataclass(frozen=True)
class Presenters:
    """One for each screen and sheet; the board's, the inbox's and that of the alarms may be None at an
    operator's station."""

    home: HomePresenter
    dispatch: DispatchPresenter
    stop_reason: StopReasonPresenter
    scrap: Presenter[ScrapView]
    quantity: Presenter[QuantityView]
    oee: OeePresenter
    sign_on: SignOnPresenter
    present: Presenter[PresentPeopleView]
    board: Presenter[BoardScreenView] | None = None
    inbox: Presenter[InboxView] | None = None
    alarms: AlarmsPresenter | None = None


@dataclass(frozen=True)
class ShellServices:
    """Everything that ``StationWindow`` is built from.

    role         ``operator`` or ``team_lead``: whose home is shown
    parts        all manifests: scan rules, what is accepted, refusals
    send         carries a command out as the acting person; raises Refused
    refusal_of   asked with the records that ``send`` gave: a refusal that was recorded as a fact, such as a
                 wrong PIN, or None
    describe     ``("reason", id)`` or ``("person", id)`` → what people call it
    face         a moment on this station's clock, ``14:05``
    moment       the same with its day when that is not today
    sync_status  where the connection to the plant stands, asked once a second
    remember     keeps a choice of the person (``theme``); see ``shell.remembered``
    undo_s       how long an entry can be taken back with one tap
    probe        makes the window's probe (``PaintProbe``), or None
    cues         gives what is shown to the ears as well
    lock_shows_production  whether a locked station shows the machine's state, the order and its count
    is_training  whether people practise here: said around every screen
    meanwhile    tells after a reconnect what others recorded; None at a station that is always alone
    """

    host: "ThemeHost"
    bus: Bus
    clock: Clock
    station: StationFacts
    role: str
    parts: Sequence[Part]
    presenters: Presenters
    send: Callable[[Command], Awaitable[tuple[Record, ...]]]
    refusal_of: Callable[[Sequence[Record]], Awaitable[Refused | None]]
    describe: Describe
    face: Callable[[datetime], str]
    moment: Callable[[datetime], str]
    sync_status: Callable[[], SyncStatus]
    remember: Callable[[str, str], None]
    undo_s: int = 10
    probe: "Callable[[QWidget], Probe] | None" = None
    meanwhile: "Meanwhile | None" = None
    cues: Cues = field(default_factory=Cues)
    lock_shows_production: bool = True
    is_training: bool = False
