"""A whole station in one process: the real store, every part's rules, the real presenters, the window."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from qasync import QEventLoop

from momstation import machines, production, workforce
from momstation.app.assembly import ReaderSlot
from momstation.core.bus import Bus
from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.event import Event
from momstation.core.part import Actor, Part, Recorded
from momstation.events.machines import (
    AlarmPriority,
    ConditionCame,
    ConditionWent,
    MachineState,
    MachineStateChanged,
    PartsCounted,
)
from momstation.events.station import StationAnnounced
from momstation.plant.definitions import put
from momstation.plant.live import LiveSignals
from momstation.plant.nouns import (
    Equipment,
    EquipmentLevel,
    MaterialDefinition,
    Noun,
    Reason,
    ReasonKind,
    Shift,
    WorkMaster,
)
from momstation.plant.part import part as plant_part
from momstation.plant.readings import Link, MachineLink
from momstation.plant.station import StationFacts
from momstation.production import presenters as made_by
from momstation.shell.alarm_page.presenter import AlarmsPresenter
from momstation.shell.board_presenter import BoardPresenter
from momstation.shell.sending import Sender
from momstation.shell.services import Presenters, ShellServices
from momstation.shell.window import StationWindow
from momstation.store.open import open_store
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.theme import ThemeHost
from momstation.workforce.model import PinRules
from momstation.workforce.presenters import PresentPeoplePresenter, SignOnPresenter
from momstation.workforce.records import team_fold
from momstation.workforce.service import TeamService
from tests.support.plant_builders import NOON, a_person, an_order
from tests.support.shell_stage import ProbeNotes
from tests.support.store_parts import folds_of, projections_of
from tests.support.window_hands import WindowHands

FACTS = StationFacts("P07", "Press 07", "Line 3", ("P07",), "UTC")


def a_small_plant() -> list[Noun]:
    every_day = NOON.time().replace(hour=0)
    return [
        Equipment(
            id="P07", name="Press 07", level=EquipmentLevel.WORK_UNIT, microstop_s=10, ask_reason_after_s=30
        ),
        MaterialDefinition(id="M-1", description="Bracket L"),
        WorkMaster(id="WM-1", description="Stamp bracket", material="M-1", ideal_cycle_s=Decimal("4.0")),
        an_order("4711-20", due=NOON + timedelta(hours=2)),
        an_order("4711-30", due=NOON + timedelta(hours=5)),
        Reason(id="JAM", kind=ReasonKind.STOP, text="Material jam"),
        Reason(id="TOOL", kind=ReasonKind.STOP, text="Tool change"),
        Reason(id="BURR", kind=ReasonKind.SCRAP, text="Burr"),
        a_person("P1", name="A. Meyer", badge="B-1"),
        a_person("P2", name="B. Novak", badge="B-2"),
        Shift(
            id="EARLY",
            name="Early",
            timezone="UTC",
            start=every_day.replace(hour=6),
            end=every_day.replace(hour=14),
        ),
    ]


class WholeStation(WindowHands):
    """``report`` is what its machine was heard to do."""

    def __init__(self, host: ThemeHost, loop: QEventLoop, file: Path, role: str = "operator") -> None:
        self.clock, self.bus, self.live, self.loop = ManualClock(NOON), Bus(), LiveSignals(), loop
        self.live.hear_link(MachineLink("P07", Link.LIVE))
        own = replace(FACTS) if role == "operator" else StationFacts("LEAD", "Lead", "Line 3", (), "UTC")
        slot = ReaderSlot()
        fixed = (plant_part(), machines.part(slot))
        self.store = open_store(
            file,
            code=own.code,
            topics=("Line 3",),
            folds=[*folds_of(*fixed), *production.folds(), team_fold()],
            projections=[*projections_of(*fixed), *production.projections()],
            clock=self.clock,
        )
        reader = self.store.reader
        slot.fill(reader)
        team = TeamService(reader, own, PinRules())
        parts: Sequence[Part] = (*fixed, production.part(reader, own), workforce.part(team, reader))
        self.dispatcher = Dispatcher(parts, self.store.journal, self.clock)
        self.own = own
        self.status = SyncStatus(SyncState.LIVE, 0, None, NOON, "")
        self.probe = ProbeNotes()
        self.store.on_recorded(self._tell)
        super().__init__(StationWindow(self._services(host, role, parts, team)))

    async def define(self, nouns: Sequence[Noun]) -> None:
        await self._record([put(noun, 1) for noun in nouns])

    async def announce(self) -> None:
        said = StationAnnounced(
            station_id="00",
            code="P07",
            name="Press 07",
            area="Line 3",
            role="operator",
            machines=("P07",),
            app_version="1",
            at=NOON,
        )
        await self._record([said])

    async def machine(self, state: MachineState) -> None:
        await self._record(
            [MachineStateChanged(machine="P07", at=self.clock.now(), state=state, heard=state.value)]
        )

    async def made(self, good: int, reject: int = 0) -> None:
        counted = PartsCounted(
            machine="P07",
            at=self.clock.now(),
            good=good,
            reject=reject,
            good_counter=None,
            reject_counter=None,
        )
        await self._record([counted])

    async def later(self, seconds: float) -> None:
        """Time passes, and the window's second hand with it."""
        self.clock.advance(seconds)
        self.window.tick()
        await self.settle()

    async def stop(self) -> None:
        await self.window.stop()
        await asyncio.to_thread(self.store.close)

    async def alarm(self, condition: str, response: str, times: int) -> None:
        """It comes and goes so many times, one second each."""
        for _time in range(times):
            at = self.clock.now()
            came = ConditionCame(
                machine="P07", at=at, condition=condition, priority=AlarmPriority.HIGH, response=response,
                owner="maintenance",
            )  # fmt: skip
            went = ConditionWent(machine="P07", at=at + timedelta(seconds=1), condition=condition)
            await self._record([came, went])
            self.clock.advance(2)

    def close(self) -> None:
        """Outside the loop, which ends with its last window."""
        self.window.close()
        self.window.deleteLater()

    async def _record(self, events: Sequence[Event]) -> None:
        await self.dispatcher.report(events, Actor(None, self.own.code, frozenset()))
        await self.settle()

    def _tell(self, recorded: Recorded) -> None:
        """From the writer's thread to the window's."""
        self.loop.call_soon_threadsafe(self.bus.publish, recorded)

    def _presenters(self) -> Presenters:
        reader, clock, own, live = self.store.reader, self.clock, self.own, self.live
        stations = made_by.BoardPresenter(reader, clock, own, live)
        return Presenters(
            home=made_by.HomePresenter(reader, clock, own, live),
            dispatch=made_by.DispatchPresenter(reader, clock, own, live),
            stop_reason=made_by.StopReasonPresenter(reader, clock, own, live),
            scrap=made_by.ScrapPresenter(reader, clock, own, live),
            quantity=made_by.QuantityPresenter(reader, clock, own, live),
            oee=made_by.OeePresenter(reader, clock, own, live),
            sign_on=SignOnPresenter(reader, own, clock),
            present=PresentPeoplePresenter(reader, own),
            board=BoardPresenter(stations, reader, clock, own.code, lambda: self.status, _clock_face),
            alarms=AlarmsPresenter(reader, clock, own),
        )

    def _services(
        self, host: ThemeHost, role: str, parts: Sequence[Part], team: TeamService
    ) -> ShellServices:
        return ShellServices(
            host=host,
            bus=self.bus,
            clock=self.clock,
            station=self.own,
            role=role,
            parts=parts,
            presenters=self._presenters(),
            send=Sender(self.store.reader, self.own.code, self.dispatcher, self.clock).send,
            refusal_of=team.refusal_of,
            describe=_id_itself,
            face=_clock_face,
            moment=_clock_face,
            sync_status=lambda: self.status,
            remember=lambda _name, _value: None,
            probe=lambda _window: self.probe,
        )


def _clock_face(at: datetime) -> str:
    return f"{at:%H:%M}"


async def _id_itself(_entity: str, one: str) -> str:
    return one
