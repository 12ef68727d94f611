"""Presenters that show what they are given, so that a real window runs without a plant, a store or a network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar

from momstation.app.gallery import sample_alarms, sample_home, sample_sheets, sample_team
from momstation.core.bus import Bus
from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Command, Part
from momstation.plant.station import StationFacts
from momstation.plant.time_words import clock_face, day_and_clock
from momstation.production.scans import ACCEPTS as SCANS
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
from momstation.shell.meanwhile.desk import Meanwhile
from momstation.shell.meanwhile.view import MeanwhileView
from momstation.shell.meanwhile.watch import Alone, MeanwhileWatch
from momstation.shell.services import Presenters, ShellServices
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.theme import ThemeHost
from momstation.workforce.refusals import ACCEPTS as BADGES
from momstation.workforce.views import PresentPeopleView, SignOnView

View = TypeVar("View")
OPERATOR, TEAM_LEAD = "operator", "team_lead"


@dataclass
class Shown:
    """What every screen of one window shows; a state changes what it is about."""

    home: HomeView = field(default_factory=sample_home.behind)
    dispatch: DispatchView = field(default_factory=sample_sheets.dispatch)
    stop: StopReasonView = field(default_factory=sample_sheets.stop)
    scrap: ScrapView = field(default_factory=sample_sheets.scrap)
    quantity: QuantityView = field(default_factory=sample_sheets.quantity)
    oee: OeeView = field(default_factory=sample_sheets.oee)
    sign_on: SignOnView = field(default_factory=sample_team.sign_on)
    present: PresentPeopleView = field(default_factory=lambda: sample_team.present("P1", "P2"))
    board: BoardScreenView = field(default_factory=sample_team.board)
    inbox: InboxView = field(default_factory=sample_team.inbox)
    alarms: AlarmsView = field(default_factory=sample_alarms.alarms)
    meanwhile: MeanwhileView = field(default_factory=sample_team.meanwhile)
    link: SyncStatus = field(
        default_factory=lambda: SyncStatus(SyncState.LIVE, 0, None, sample_home.NOW, "", is_caught_up=True)
    )
    is_training: bool = False


class Given(Generic[View]):
    """A presenter whose view is ready; nothing is ever recorded, so it never has to be made again."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, view: View) -> None:
        self._view = view

    async def load(self) -> View:
        return self._view

    def retold(self, view: View) -> View:
        return view

    def choose(self, which: str | None) -> None:
        """A station, a stop or a person: one view stands for all."""

    def turn(self) -> None:
        """One time stands for both."""

    def set_ready_only(self, is_ready_only: bool) -> None:
        """The list is as it was given."""


class GivenStory:
    """What changed meanwhile."""

    def __init__(self, view: MeanwhileView) -> None:
        self._view = view

    async def load(self, alone: Alone | None) -> MeanwhileView:
        return self._view


def services_of(host: ThemeHost, shown: Shown, role: str, bus: Bus) -> ShellServices:
    """A window's services over what is shown; no command is ever carried out."""
    kept: dict[str, str] = {}
    watch = MeanwhileWatch(kept.get, kept.__setitem__, _no_positions)
    return ShellServices(
        host=host,
        bus=bus,
        clock=ManualClock(sample_home.NOW),
        station=StationFacts(
            sample_home.MACHINE, sample_home.STATION, sample_home.AREA, (sample_home.MACHINE,)
        ),
        role=role,
        parts=(Part("production", accepts=SCANS), Part("workforce", accepts=BADGES)),
        presenters=_presenters(shown),
        send=_record_nothing,
        refusal_of=_no_refusal,
        describe=_as_it_is,
        face=_face,
        moment=lambda at: day_and_clock(at, sample_home.NOW, UTC),
        sync_status=lambda: shown.link,
        remember=kept.__setitem__,
        meanwhile=None if shown.is_training else Meanwhile(watch, GivenStory(shown.meanwhile)),
        is_training=shown.is_training,
    )


def _presenters(shown: Shown) -> Presenters:
    return Presenters(
        home=Given(shown.home),
        dispatch=Given(shown.dispatch),
        stop_reason=Given(shown.stop),
        scrap=Given(shown.scrap),
        quantity=Given(shown.quantity),
        oee=Given(shown.oee),
        sign_on=Given(shown.sign_on),
        present=Given(shown.present),
        board=Given(shown.board),
        inbox=Given(shown.inbox),
        alarms=Given(shown.alarms),
    )


def _face(at: datetime) -> str:
    return clock_face(at, UTC)


async def _record_nothing(command: Command) -> tuple[Record, ...]:
    return ()


async def _no_refusal(records: Sequence[Record]) -> Refused | None:
    return None


async def _as_it_is(entity: str, one: str) -> str:
    return one


async def _no_positions() -> dict[int, int]:
    return {}
