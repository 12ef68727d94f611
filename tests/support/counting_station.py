"""A station without window that hears one press count, says aloud what it heard and kept, and may be killed."""

import asyncio
import random
import sys
from pathlib import Path

from momstation.app.assembly import assemble
from momstation.app.reporting import MachineReporting
from momstation.core.clock import SystemClock
from momstation.core.part import Actor
from momstation.machines.model.watch import rules_of
from momstation.machines.service import MachineService
from momstation.plant import records as plant
from momstation.plant.bindings import machine_bindings
from momstation.plant.definitions import put
from momstation.plant.nouns import JobOrder
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import MachineBinding, Security, SignalBinding, SignalType
from momstation.production.model.commands import PauseOrder, StartOrder
from momstation.production.records import querying
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml
from momstation.store.open import Store
from tests.support.shop_floor import EXECUTE, MEYER, PRESS, STOPPED, a_plant, an_order

ORDERS = ("A", "B")
BINDING = MachineBinding(
    code=PRESS,
    endpoint="opc.tcp://127.0.0.1:9/nobody",
    signals=tuple(
        SignalBinding(role, f"nsu=urn:press;s={role}", SignalType.WHOLE) for role in ("state", "good_count")
    ),
    security=Security.NONE,
)
ITSELF = Actor(None, "ST07", frozenset())


def counting_file(folder: Path, bucket_s: int) -> Path:
    """The station's settings."""
    path, store = folder / "station.toml", folder / "data" / "station.db"
    text = station_toml("ST07", "Press 07", "Line 3", "operator", store, None, BINDING)
    path.write_text(f"{text}\n[production]\ncount_bucket_s = {bucket_s}\n", encoding="utf-8")
    return path


class CountingStation:
    """The product's own way from a reading to the store; ``counter`` is what the press shows."""

    def __init__(self, config: Path, counter: int) -> None:
        settings = load(config)
        self._clock = SystemClock()
        self._assembly = assemble(settings, self._clock)
        self._dispatcher = self._assembly.dispatcher()
        machines = MachineService([rules_of(one) for one in machine_bindings(settings)], self._assembly.live)
        self._reporting = MachineReporting(self._assembly, machines, self._dispatcher)
        self.counter = counter

    @property
    def store(self) -> Store:
        return self._assembly.store

    async def open(self) -> None:
        await self.define()
        await self._reporting.resume()
        await self._hear_link()

    async def define(self) -> None:
        """The plant, unless it is there."""
        if not await self.store.reader.read(lambda conn: plant.job_orders(conn, (PRESS,))):
            nouns = [each for each in a_plant() if not isinstance(each, JobOrder)]
            nouns.extend(an_order(order, quantity=1_000_000) for order in ORDERS)
            await self._dispatcher.report([put(noun, 1) for noun in nouns], ITSELF)

    async def hear(self, signal: str, value: int) -> None:
        now, monotonic = self._clock.now(), self._clock.monotonic()
        self._reporting.hear([Reading(PRESS, signal, value, Quality.GOOD, "", None, None, now, monotonic)])
        await self._reporting.settled()
        assert self._reporting.trouble is None

    async def make(self, parts: int) -> None:
        self.counter += parts
        await self.hear("good_count", self.counter)

    async def order(self) -> str:
        running = await self.store.reader.read(lambda conn: querying.running_on(conn, "ST07", PRESS))
        return "none" if running is None else running.order

    async def change(self, order: str) -> None:
        running = await self.order()
        if running != "none":
            await self._dispatcher.send(PauseOrder(order=running), MEYER)
        if order != "none":
            await self._dispatcher.send(StartOrder(order=order, how="tap"), MEYER)

    async def good(self, order: str) -> int:
        """As the order card shows it."""
        return (await self.store.reader.read(lambda conn: querying.order_work(conn, order))).good

    async def pass_time(self) -> None:
        self._reporting.tick(self._clock.now())
        await self._reporting.settled()

    async def close(self) -> None:
        await self._reporting.finish()
        self.store.close()

    async def _hear_link(self) -> None:
        self._reporting.hear_link(MachineLink(PRESS, Link.LIVE), self._clock.now())
        await self._reporting.settled()


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


async def live(config: Path, counter: int, seed: int) -> None:
    """Until somebody kills it."""
    station, fate = CountingStation(config, counter), random.Random(seed)
    _say("waiting", len(station.store.ticks.pending()))
    await station.open()
    _say("runs", await station.order())
    while True:
        _say("heard", station.counter)
        await station.hear("good_count", station.counter)
        _say("kept", station.counter)
        match fate.randrange(12):
            case 0:
                order = fate.choice([*ORDERS, "none"])
                _say("ask", order)
                await station.change(order)
                _say("runs", order)
            case 1:
                await station.hear("state", fate.choice([EXECUTE, STOPPED]))
            case 2:
                await station.pass_time()
            case 3:
                order = fate.choice(ORDERS)
                _say("shown", order, await station.good(order))
        station.counter += fate.randint(0, 3)


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
