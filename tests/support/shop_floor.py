"""A station's rules with a real store and a clock that is turned by hand: tests speak of parts, stops and people."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from momstation import machines, production
from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Command
from momstation.core.pulses import Buckets
from momstation.events.station import StationAnnounced
from momstation.machines.model.watch import WatchRules
from momstation.machines.service import MachineService
from momstation.plant.definitions import put
from momstation.plant.live import LiveSignals
from momstation.plant.nouns import (
    Equipment,
    EquipmentLevel,
    JobOrder,
    MaterialDefinition,
    Noun,
    Reason,
    ReasonGroup,
    ReasonKind,
    Shift,
    WorkMaster,
)
from momstation.plant.part import part as plant_part
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.roles import permissions_of
from momstation.plant.station import StationFacts
from momstation.production.model.commands import StartOrder
from momstation.store.open import Store, open_store
from momstation.store.reader import Reader
from tests.support.store_parts import folds_of, projections_of

SIX = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PRESS = "P07"
STATION = StationFacts("ST07", "Press 07", "Line 3", (PRESS,), "UTC")
MEYER = Actor("P1001", "A. Meyer", permissions_of(("operator",)))
LEAD = Actor("P2001", "S. Kaya", permissions_of(("team_lead",)))
ITSELF = Actor(None, "ST07", frozenset())

EXECUTE, STOPPED, HELD, SUSPENDED, IDLE = 6, 2, 11, 5, 4


def an_order(order: str, **changes: object) -> JobOrder:
    usual: dict[str, object] = {
        "work_master": "WM-1",
        "work_unit": PRESS,
        "quantity": 100,
        "due": datetime(2026, 11, 23, 14, 0, tzinfo=UTC),
    }
    return JobOrder(id=order, **(usual | changes))  # type: ignore[arg-type]


def a_plant() -> list[Noun]:
    return [
        Equipment(id="L3", name="Line 3", level=EquipmentLevel.AREA),
        Equipment(
            id=PRESS,
            name="Press 07",
            level=EquipmentLevel.WORK_UNIT,
            parent="L3",
            microstop_s=60,
            ask_reason_after_s=120,
        ),
        MaterialDefinition(id="M-1", description="Bracket L, 3 mm"),
        WorkMaster(id="WM-1", description="Stamp", material="M-1", ideal_cycle_s=Decimal(4)),
        an_order("4711-20"),
        an_order("4711-30", priority=7),
        Reason(id="JAM", kind=ReasonKind.STOP, text="Jam at the feeder", icon="warning-fill"),
        Reason(id="TOOL", kind=ReasonKind.STOP, text="Tool change", group=ReasonGroup.CHANGEOVER),
        Reason(id="LUNCH", kind=ReasonKind.STOP, text="Lunch", group=ReasonGroup.PLANNED),
        Reason(id="BURR", kind=ReasonKind.SCRAP, text="Burr"),
        Reason(id="SCRATCH", kind=ReasonKind.SCRAP, text="Scratch"),
        Shift(id="early", name="Early", timezone="UTC", start=time(6), end=time(14)),
    ]


class ShopFloor:
    """One station, one press; every word is recorded in a real store."""

    def __init__(
        self,
        folder: Path,
        nouns: Iterable[Noun] | None = None,
        station: StationFacts = STATION,
        bucket_s: int = 0,
    ) -> None:
        self.clock = ManualClock(SIX)
        self.station = station
        self.live = LiveSignals(station.alarms)
        self.store: Store = open_store(
            folder / "station.db",
            code=station.code,
            topics=("plant",),
            clock=self.clock,
            folds=(*folds_of(plant_part()), *machines.folds(), *production.folds()),
            projections=(
                *projections_of(plant_part()),
                *machines.projections(),
                *production.projections(),
            ),
        )
        self.reader = self.store.reader
        self.part = production.part(self.reader, station)
        buckets = Buckets(self.store.journal, self.store.ticks, bucket_s)
        self.dispatcher = Dispatcher(
            (machines.part(self.store.reader), self.part), self.store.journal, self.clock, buckets
        )
        self.machines = MachineService(self.rules(), self.live)
        self.nouns = a_plant() if nouns is None else list(nouns)
        self._good = 1000
        self._reject = 10

    def rules(self) -> list[WatchRules]:
        return [WatchRules(each, alarms=self.station.alarms) for each in self.station.machines]

    async def open(self) -> None:
        """The plant is defined, the station says who it is, the press is heard: it runs, counters at their base."""
        await self.define(*self.nouns)
        facts = self.station
        announced = StationAnnounced(
            station_id="00",
            code=facts.code,
            name=facts.name,
            area=facts.area,
            role="operator",
            machines=facts.machines,
            app_version="0",
            at=self.clock.now(),
        )
        await self.dispatcher.report([announced], ITSELF)
        if facts.machines:
            await self.link(Link.LIVE)
            await self.signals(state=IDLE, good_count=self._good, reject_count=self._reject)

    async def define(self, *nouns: Noun, version: int = 1) -> None:
        if nouns:
            await self.dispatcher.report([put(noun, version) for noun in nouns], ITSELF)

    def later(self, seconds: float) -> None:
        self.clock.advance(seconds)

    async def do(self, command: Command, actor: Actor = MEYER) -> tuple[Record, ...]:
        return await self.dispatcher.send(command, actor)

    async def start(self, order: str = "4711-20") -> None:
        await self.do(StartOrder(order=order, how="scan"))
        await self.press_goes(EXECUTE)

    async def press_goes(self, state: int) -> None:
        await self.signals(state=state)

    async def press_makes(self, good: int, reject: int = 0, over_s: float = 0.0) -> None:
        self.later(over_s)
        self._good += good
        self._reject += reject
        await self.signals(good_count=self._good, reject_count=self._reject)

    async def stop_for(self, seconds: float, state: int = STOPPED) -> None:
        await self.press_goes(state)
        self.later(seconds)
        await self.press_goes(EXECUTE)

    async def signals(self, **values: int | str) -> None:
        await self.hear(*(self.reading(name, value) for name, value in values.items()))

    async def hear(self, *readings: Reading) -> None:
        await self.machines.hear(readings, self._report)

    async def pass_time(self, seconds: float) -> None:
        """As the station's own second does it, at the end of that time."""
        self.later(seconds)
        await self.machines.hear_time(self.clock.now(), self._report)

    async def link(self, status: Link, reason: str = "") -> None:
        link = MachineLink(self.station.machines[0], status, reason)
        await self.machines.hear_link(link, self.clock.now(), self._report)

    async def _report(self, events: Sequence[Event]) -> None:
        await self.dispatcher.report(events, ITSELF)

    def reading(
        self, signal: str, value: int | str | bool | None, quality: Quality = Quality.GOOD, reason: str = ""
    ) -> Reading:
        return Reading(
            machine=self.station.machines[0],
            signal=signal,
            value=value,
            quality=quality,
            reason=reason,
            source_time=None,
            server_time=None,
            received_at=self.clock.now(),
            received_monotonic=self.clock.monotonic(),
        )

    def close(self) -> None:
        self.store.close()


Play = Callable[[ShopFloor], Awaitable[None]]
OnFloor = Callable[[Play], None]
Presenter = TypeVar("Presenter")


def made(
    floor: ShopFloor, kind: Callable[[Reader, ManualClock, StationFacts, LiveSignals], Presenter]
) -> Presenter:
    """A presenter of the floor's station."""
    return kind(floor.reader, floor.clock, floor.station, floor.live)
