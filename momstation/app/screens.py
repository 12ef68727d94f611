"""Builds what the window shows from: presenters, words for ids, the clock on the wall."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from momstation.app.assembly import Assembly
from momstation.app.naming import Names
from momstation.core.bus import Bus
from momstation.core.dispatcher import Dispatcher
from momstation.production.presenters.dispatch import DispatchPresenter
from momstation.production.presenters.home import HomePresenter
from momstation.production.presenters.oee import OeePresenter
from momstation.production.presenters.quantity import QuantityPresenter
from momstation.production.presenters.scrap import ScrapPresenter
from momstation.production.presenters.stop_reason import StopReasonPresenter
from momstation.shell.inbox.presenter import InboxPresenter
from momstation.shell.meanwhile.desk import Meanwhile
from momstation.shell.meanwhile.presenter import MeanwhilePresenter
from momstation.shell.meanwhile.records import positions
from momstation.shell.meanwhile.watch import MeanwhileWatch
from momstation.shell.outcome import said_of
from momstation.shell.remembered import Remembered
from momstation.shell.sending import Sender
from momstation.shell.services import Presenters, Probe, ShellServices
from momstation.sync.status import SyncStatus
from momstation.ui.cues import Cues
from momstation.ui.theme import ThemeHost
from momstation.workforce.presenters import PresentPeoplePresenter, SignOnPresenter

if TYPE_CHECKING:
    from momstation.shell.alarm_page.presenter import AlarmsPresenter
    from momstation.shell.board_presenter import BoardPresenter

Describe = Callable[[str, str], Awaitable[str]]
OPERATOR = "operator"


def presenters_of(
    assembly: Assembly, sync_status: Callable[[], SyncStatus], face: Callable[[datetime], str]
) -> Presenters:
    reader, clock, facts, live = assembly.reader, assembly.clock, assembly.facts, assembly.live
    names = Names(assembly)
    inbox = InboxPresenter(reader, clock, facts, lambda record: said_of(record, names.describe))
    is_operators = assembly.settings.station.role == OPERATOR
    return Presenters(
        home=HomePresenter(reader, clock, facts, live),
        dispatch=DispatchPresenter(reader, clock, facts, live),
        stop_reason=StopReasonPresenter(reader, clock, facts, live),
        scrap=ScrapPresenter(reader, clock, facts, live),
        quantity=QuantityPresenter(reader, clock, facts, live),
        oee=OeePresenter(reader, clock, facts, live),
        sign_on=SignOnPresenter(reader, facts, clock),
        present=PresentPeoplePresenter(reader, facts),
        board=None if is_operators else _board_of(assembly, sync_status, face),
        inbox=None if is_operators else inbox,
        alarms=None if is_operators else _alarms_of(assembly),
    )


def _alarms_of(assembly: Assembly) -> "AlarmsPresenter":
    from momstation.shell.alarm_page.presenter import AlarmsPresenter  # an operator's start does without

    return AlarmsPresenter(assembly.reader, assembly.clock, assembly.facts)


def _board_of(
    assembly: Assembly, sync_status: Callable[[], SyncStatus], face: Callable[[datetime], str]
) -> "BoardPresenter":
    from momstation.production.presenters.bands import BandsPresenter  # an operator's start does without
    from momstation.production.presenters.board import BoardPresenter as StationsPresenter  # as above
    from momstation.shell.board_presenter import BoardPresenter  # as above

    reader, clock, facts, live = assembly.reader, assembly.clock, assembly.facts, assembly.live
    stations = StationsPresenter(reader, clock, facts, live)
    bands = BandsPresenter(reader, clock, facts, live).load
    return BoardPresenter(stations, reader, clock, facts.code, sync_status, face, bands)


def meanwhile_of(assembly: Assembly, remembered: Remembered) -> Meanwhile:
    """What tells after a reconnect what others recorded meanwhile."""
    reader = assembly.reader
    is_lead = assembly.settings.station.role != OPERATOR
    watch = MeanwhileWatch(remembered.get, remembered.put, lambda: reader.read(positions))
    presenter = MeanwhilePresenter(reader, assembly.clock, assembly.facts, is_lead=is_lead)
    return Meanwhile(watch, presenter)


def services_of(
    assembly: Assembly,
    bus: Bus,
    host: ThemeHost,
    dispatcher: Dispatcher,
    sync_status: Callable[[], SyncStatus],
    face: Callable[[datetime], str],
    moment: Callable[[datetime], str],
    remembered: Remembered,
    probe: Callable[[QWidget], Probe] | None,
    cues: Cues,
) -> ShellServices:
    return ShellServices(
        host=host,
        bus=bus,
        clock=assembly.clock,
        station=assembly.facts,
        role=assembly.settings.station.role,
        parts=assembly.parts,
        presenters=presenters_of(assembly, sync_status, moment),
        send=Sender(assembly.reader, assembly.facts.code, dispatcher, assembly.clock).send,
        refusal_of=assembly.team.refusal_of,
        describe=Names(assembly).describe,
        sync_status=sync_status,
        face=face,
        moment=moment,
        remember=remembered.put,
        probe=probe,
        meanwhile=None if assembly.settings.station.training else meanwhile_of(assembly, remembered),
        lock_shows_production=assembly.settings.workforce.lock_shows_production,
        cues=cues,
        is_training=assembly.settings.station.training,
    )
