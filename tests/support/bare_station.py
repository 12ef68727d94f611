"""A whole station without its window: real store, rules and scan router, and the real wires on demand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from momstation.app.assembly import Assembly, assemble
from momstation.app.naming import Names
from momstation.app.reporting import MachineReporting
from momstation.app.wires import ReadingsHeard, Wires
from momstation.core.bus import Bus
from momstation.core.clock import Clock, ManualClock, SystemClock
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Command, Recorded
from momstation.devices.framer import Framing
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.machines.model.watch import rules_of
from momstation.machines.service import MachineService
from momstation.plant.bindings import machine_bindings
from momstation.plant.definitions import put
from momstation.plant.nouns import DispatchStatus, Noun, Person
from momstation.plant.pins import hash_pin
from momstation.plant.readings import CodeScanned, Link, MachineLink, Quality, Reading
from momstation.plant.signals import GOOD_COUNT, MachineBinding, Security, SignalBinding, SignalType
from momstation.production.presenters.home import HomePresenter
from momstation.production.views import HomeView
from momstation.settings import load
from momstation.shell.booking import Booking
from momstation.shell.scan_router import ScanRouter
from momstation.shell.sending import Sender
from momstation.shell.verdict import Verdict
from momstation.shell.wording import Wording, sentences_of
from momstation.simulation.demo.settings_file import station_toml
from momstation.simulation.scanner import FakeScanner
from momstation.store.rows import COLUMNS, record_of
from momstation.store.verify import verify_file
from tests.support.shop_floor import SIX, a_plant, an_order

Thing = TypeVar("Thing")
PATIENCE_S = 60.0
PRESS = MachineBinding(
    code="P07",
    endpoint="opc.tcp://127.0.0.1:9/nobody",
    signals=tuple(
        SignalBinding(role, f"nsu=urn:press;s={role}", SignalType.WHOLE)
        for role in ("state", "good_count", "reject_count")
    ),
    security=Security.NONE,
)
_OWN = f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id) ORDER BY o.epoch, o.seq"


@cache
def _hashed(pin: str) -> str:
    """A hash is slow on purpose; one for all tests is enough."""
    return hash_pin(pin)


def plant_of_the_shift() -> list[Noun]:
    """The press with its orders and reasons, orders that may not start here, and two people."""
    return [
        *a_plant(),
        an_order("4712-20", work_unit="P08"),
        an_order("4699-10", status=DispatchStatus.CLOSED),
        an_order("4735-10", status=DispatchStatus.HELD),
        an_order("4742-10", status=DispatchStatus.CANCELLED),
        Person(id="1001", name="A. Meyer", badge="BADGE:1001", roles=("operator",), pin_hash=_hashed("4711")),
        Person(id="1002", name="J. Novak", badge="BADGE:1002", roles=("operator",), pin_hash=_hashed("2580")),
    ]


def station_file(folder: Path, machine: MachineBinding | None = PRESS) -> Path:
    """A station's settings as an administrator writes them."""
    path = folder / "station.toml"
    text = station_toml(
        "ST07", "Press 07", "Line 3", "operator", folder / "data" / "station.db", None, machine
    )
    path.write_text(text, encoding="utf-8")
    return path


class BareStation:
    """What happens here goes the product's own way; ``verdicts`` are what a person was answered."""

    def __init__(self, config: Path, clock: Clock) -> None:
        self.clock = clock
        settings = load(config)
        self.assembly: Assembly = assemble(settings, clock)
        self.store = self.assembly.store
        self.bus = Bus()
        self.dispatcher = self.assembly.dispatcher()
        alarms = self.assembly.facts.alarms
        rules = [rules_of(one, alarms=alarms) for one in machine_bindings(settings)]
        machines = MachineService(rules, self.assembly.live)
        self.reporting = MachineReporting(self.assembly, machines, self.dispatcher)
        self.wires = Wires(self.assembly, self.bus, asyncio.get_running_loop())
        self.home = HomePresenter(self.assembly.reader, clock, self.assembly.facts, self.assembly.live)
        self.verdicts: list[Verdict] = []
        self.links: list[MachineLink] = []
        self.readings: list[Reading] = []
        self._news = asyncio.Event()
        wording = Wording(sentences_of(self.assembly.parts), lambda moment: f"{moment:%H:%M}")
        send = Sender(self.assembly.reader, self.assembly.facts.code, self.dispatcher, clock).send
        describe = Names(self.assembly).describe
        self._booking = Booking(send, wording, describe, self.assembly.team.refusal_of)
        self.router = ScanRouter(self.assembly.parts, self._booking, lambda: "production", self._judged)
        self._listen()

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()

        def hand_over(recorded: Recorded) -> None:
            loop.call_soon_threadsafe(self.bus.publish, recorded)

        self.bus.subscribe(CodeScanned, self.router.hear)
        self.bus.subscribe(ReadingsHeard, self._heard)
        self.bus.subscribe(MachineLink, self._linked)
        self.bus.subscribe(Recorded, lambda _recorded: self._news.set())
        self.store.on_recorded(hand_over)

    def _judged(self, _code: CodeScanned, verdict: Verdict) -> None:
        self.verdicts.append(verdict)
        self._news.set()

    def _heard(self, heard: ReadingsHeard) -> None:
        self.readings.extend(heard.readings)
        self.reporting.hear(heard.readings)
        self._news.set()

    def _linked(self, link: MachineLink) -> None:
        self.links.append(link)
        self.reporting.hear_link(link, self.clock.now())
        self._news.set()

    async def define(self, *nouns: Noun) -> None:
        await self.dispatcher.report([put(noun, 1) for noun in nouns], Actor(None, "ST07", frozenset()))

    async def until(self, look: Callable[[], Thing | None], what: str) -> Thing:
        """Wait until ``look`` finds something; it is asked again whenever something happened."""

        async def wait() -> Thing:
            while (found := look()) is None:
                self._news.clear()
                await self._news.wait()
            return found

        try:
            return await asyncio.wait_for(wait(), PATIENCE_S)
        except TimeoutError:
            seen = f"{self.verdicts} {self.links[-5:]} {self.readings[-5:]}"
            raise AssertionError(f"never seen: {what}; {seen}") from None

    async def answers(self, count: int) -> list[Verdict]:
        """The first ``count`` verdicts on scans."""
        return await self.until(
            lambda: self.verdicts[:count] if len(self.verdicts) >= count else None, f"{count} verdicts"
        )

    async def link(self, status: Link, reason: str = "") -> MachineLink:
        """The first word on the wire to the press that is so and says so."""
        return await self.until(
            lambda: next((one for one in self.links if one.status is status and reason in one.reason), None),
            f"{status} {reason}",
        )

    async def reading(self, role: str, fits: Callable[[Reading], bool]) -> Reading:
        return await self.until(
            lambda: next((one for one in self.readings if one.signal == role and fits(one)), None), role
        )

    async def parts(self, count: int) -> None:
        """Returns when the press was heard to have made so many more."""

        def made() -> int | None:
            heard = [
                one.value for one in self.readings if one.signal == GOOD_COUNT and isinstance(one.value, int)
            ]
            return heard[-1] if heard and heard[-1] >= heard[0] + count else None

        await self.until(made, f"{count} parts")

    async def taps(self, command: Command) -> Verdict:
        """What a tap sends, as whoever acts."""
        return await self._booking.book(command)

    async def reads(self, *texts: str) -> list[Verdict]:
        """Whole codes, past the wire; their verdicts."""
        before = len(self.verdicts)
        for text in texts:
            code = CodeScanned("hand", text, text.encode(), self.clock.now(), self.clock.monotonic())
            self.router.hear(code)
        return (await self.answers(before + len(texts)))[before:]

    async def press_says(self, **signals: int | str | bool | None) -> None:
        """Readings of the press, past the wire; returns when what they mean is recorded or refused."""
        now, monotonic = self.clock.now(), self.clock.monotonic()
        readings = [
            Reading("P07", role, value, Quality.GOOD, "", None, None, now, monotonic)
            for role, value in signals.items()
        ]
        self.reporting.hear(readings)
        await self.reporting.settled()

    async def told(self) -> None:
        """Returns when all that machines said is in the records, pulses that waited included."""
        await self.reporting.settled()
        await self.dispatcher.tell_counts()

    async def log(self) -> list[Record]:
        """Everything this station ever recorded, in order, definitions left out."""
        rows = await self.store.reader.read(lambda conn: conn.exec_driver_sql(_OWN).fetchall())
        records = [record_of(tuple(row)) for row in rows]
        return [record for record in records if not record.kind.startswith("plant.")]

    async def facts(self, kind: type[Event]) -> list[Any]:
        """The events of one kind, in the order in which they were recorded."""
        return [record.event for record in await self.log() if isinstance(record.event, kind)]

    async def shown(self) -> HomeView:
        return await self.home.load()

    async def close(self) -> None:
        await self.wires.stop_inputs()
        await self.router.stop()
        await self.reporting.finish()
        await self.wires.stop_sync()
        self.store.close()


@asynccontextmanager
async def a_station(
    folder: Path,
    *,
    machine: MachineBinding | None = PRESS,
    clock: Clock | None = None,
    plant: Sequence[Noun] | None = None,
    is_wired: bool = False,
) -> AsyncIterator[BareStation]:
    """A station that A. Meyer has signed on to. At the end its file must be whole, whatever happened to it."""
    config = station_file(folder, machine)
    station = BareStation(config, clock or (SystemClock() if is_wired else ManualClock(SIX)))
    try:
        await station.define(*(plant_of_the_shift() if plant is None else plant))
        await station.reporting.resume()
        await station.reads("BADGE:1001")
        station.verdicts.clear()
        if is_wired:
            station.wires.start()
        yield station
    finally:
        await station.close()
    found = verify_file(station.store.path)
    assert found.is_whole, found.faults


@asynccontextmanager
async def a_scanner(station: BareStation, folder: Path) -> AsyncIterator[FakeScanner]:
    """A scanner on a real serial line (a pseudo-terminal), plugged into the station."""
    path = folder / "by-id" / "hand"
    scanner = FakeScanner(path)
    scanner.plug()
    there = asyncio.Event()
    config = ScannerConfig("hand", str(path), 9600, Framing(suffix=b"\r\n", idle_s=0.08))
    call_soon = asyncio.get_running_loop().call_soon_threadsafe
    port = ScannerPort(config, station.bus.publish, lambda _status: there.set(), call_soon)
    port.start()
    try:
        await asyncio.wait_for(there.wait(), PATIENCE_S)
        yield scanner
    finally:
        await port.stop()
        scanner.unplug()


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the day of the shift."""
    return SIX.replace(hour=hour, minute=minute)
