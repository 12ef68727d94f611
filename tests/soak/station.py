"""One life of a station: the real store, the real sync thread, and hands that never rest."""

import asyncio
import logging
import os
import random
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from momstation import machines, production
from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.pulses import Buckets
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import OrderFinished, OrderStarted, QuantityCounted, QuantityDeclared
from momstation.plant.part import part as plant_part
from momstation.store.open import Store, open_store
from momstation.sync.config import SyncConfig
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.soak import crash, mutants
from tests.soak.spec import Access, Life, Said
from tests.support.store_parts import folds_of, projections_of

STORE = "station.db"
BUCKET_S = 2
SIGNALS = (signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)
SLOT_S = 4  # an order lasts so long: streams stay as short as they are on a shop floor


class Mouth:
    """Says lines to whoever watches; a line is whole or not there."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, kind: Said, *words: object) -> None:
        os.write(self._descriptor, (" ".join((kind.value, *map(str, words))) + "\n").encode())


class Station:
    def __init__(self, life: Life, mouth: Mouth) -> None:
        self.life = life
        self.mouth = mouth
        self.chance = random.Random(life.seed)
        self._commands = 0
        self._stop = asyncio.Event()
        self._is_heard = asyncio.Event()
        self._pulse_gate = asyncio.Lock()  # as the station's dispatcher: one after the other
        self._loop = asyncio.get_running_loop()
        self._is_quiet = life.is_quiet
        self._hands: list[asyncio.Task[None]] = []
        self._state, self._says_waiting = SyncState.OFFLINE, 0
        self._said: tuple[object, ...] = ()
        tell_store = crash.arm(os.environ.get(crash.VARIABLE, ""))
        begun_s = time.monotonic()
        self.store = opened(life)
        mouth.say(Said.OPENED, round((time.monotonic() - begun_s) * 1000))
        mutants.switch_on(life.mutant, lambda one: mouth.say(Said.SHOWN, "early", one.event_id.hex()))
        tell_store(self.store)
        self.sync = SyncThread(config_of(life.access), self.store.sync, self._status)
        self.buckets = Buckets(self.store.journal, self.store.ticks, BUCKET_S)
        self.store.on_recorded(lambda recorded: self.sync.wake() if recorded.is_own else None)

    async def live(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        loop.add_signal_handler(signal.SIGUSR2, self._hush)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        self.sync.start()
        for command, size in self.life.retries:
            await self._carry_out("retry", command, size)
        works = [
            asyncio.create_task(lane, name="lane")
            for lane in (self._singles(), self._bursts(), self._orders(), self._pulses())
        ]
        late = asyncio.create_task(self._late_pulses(), name="late pulses")
        self._hands = [*works, late]
        said = asyncio.create_task(self._say_status_again(), name="status")
        for work in works:
            work.add_done_callback(lambda done: self._stop.set() if done.exception() else None)
        await self._stop.wait()
        self._hush()
        await asyncio.gather(*works)  # a failure of a hand rises here
        if not self._is_heard.is_set():
            late.cancel()
        with suppress(asyncio.CancelledError):
            await late
        said.cancel()
        self.sync.stop()
        self.store.close()

    def _hush(self) -> None:
        """Record nothing more, and go on as if everybody had gone home."""
        self._is_quiet = True

    def _status(self, status: SyncStatus) -> None:
        with suppress(RuntimeError):  # nobody is there any more to hear it
            self._loop.call_soon_threadsafe(self._hear, status)

    def _hear(self, status: SyncStatus) -> None:
        if status.is_caught_up:
            self._is_heard.set()
        self._state, self._says_waiting = status.state, status.waiting

    async def _say_status_again(self) -> None:
        """What sync says; that nothing waits only when every hand is at rest too: one may be about to record its
        last, and pulses that came back are told when the plant was heard."""
        while True:
            with suppress(
                Refused
            ):  # a damaged file cannot say what waits in it: then it is not said that nothing does
                self._say_status()
            await asyncio.sleep(0.03)

    def _say_status(self) -> None:
        hands = sum(not hand.done() for hand in self._hands) + (not self._is_quiet)
        waiting = max(self._says_waiting, self.store.sync.waiting().count)
        said = (self._state.value, waiting + hands)
        if said != self._said:
            self._said = said
            self.mouth.say(Said.STATUS, *said)

    async def _singles(self) -> None:
        while not self._is_quiet:
            await self._show("single", [self._event()])
            await self._rest(1.0)

    async def _bursts(self) -> None:
        """Several hands at the same moment: their records share a commit."""
        while not self._is_quiet:
            await asyncio.gather(*(self._show(f"hand{n}", [self._event()]) for n in range(4)))
            await self._rest(6.0)

    async def _orders(self) -> None:
        while not self._is_quiet:
            self._commands += 1
            command = f"{self.life.seed}/{self._commands}".replace(" ", "_")
            await self._carry_out("command", command, self.chance.randint(2, 5))
            await self._rest(4.0)

    async def _pulses(self) -> None:
        """A machine makes parts; what its pulses came to before the last crash is told with them."""
        order = f"pulses-{self.life.seed}"
        part = partial(QuantityCounted, order=order, station=self.life.code, machine="M1", good=1, rejected=0)
        with suppress(Refused):
            await self._tell_pulses()
        while not self._is_quiet:
            self.mouth.say(Said.PULSE, order)
            try:
                async with self._pulse_gate:
                    await self.buckets.wait([part(at=datetime.now(UTC))])
                self.mouth.say(Said.COUNTED, order)
            except Refused as refused:
                self.mouth.say(Said.REFUSED, refused.key)
            await self._rest(0.5)
        with suppress(Refused):
            await self._tell_pulses()

    async def _tell_pulses(self) -> None:
        async with self._pulse_gate:
            await self.buckets.record(())

    async def _late_pulses(self) -> None:
        """Those that came back after damage are told when the plant has sent back what it had; as the station does."""
        await self._is_heard.wait()
        with suppress(Refused):
            await asyncio.to_thread(self.store.release_pulses)
            await self._tell_pulses()
            await asyncio.to_thread(self.store.caught_up)

    async def _rest(self, times: float) -> None:
        await asyncio.sleep(self.chance.expovariate(1.0) * self.life.pace_s * times)

    async def _show(self, lane: str, events: Sequence[Event]) -> None:
        for record in await self._record(events, None):
            self.mouth.say(Said.SHOWN, lane, record.event_id.hex())

    async def _carry_out(self, lane: str, command: str, size: int) -> None:
        self.mouth.say(Said.TRIES, command, size)
        records = await self._record(order_of(command, size, self.life.code), command)
        if records:
            self.mouth.say(Said.DONE, lane, command, *(record.event_id.hex() for record in records))

    async def _record(self, events: Sequence[Event], command: str | None) -> Sequence[Record]:
        try:
            return await self.store.journal.record(events, command_id=command)
        except Refused as refused:
            self.mouth.say(Said.REFUSED, refused.key)
            await asyncio.sleep(0.05)
            return ()

    def _event(self) -> Event:
        now, code = datetime.now(UTC), self.life.code
        slot = int(time.time() / SLOT_S)
        machine = f"{code}-{slot}"
        match self.chance.randrange(4):
            case 0:
                state = self.chance.choice(list(MachineState))
                return MachineStateChanged(machine=machine, at=now, state=state, heard="PackML 6 Execute")
            case 1:
                return PartsCounted(
                    machine=machine, at=now, good=3, reject=1, good_counter=None, reject_counter=None
                )
            case _:  # everybody of the area works on the same order
                order = f"{self.life.area}-{slot}"
                return QuantityCounted(
                    order=order,
                    at=now,
                    station=code,
                    machine=code,
                    good=self.chance.randint(1, 5),
                    rejected=0,
                )


def opened(life: Life) -> Store:
    return open_store(
        Path(life.folder) / STORE,
        code=life.code,
        topics=topics_of(life.area),
        folds=(*production.folds(), *machines.folds(), *folds_of(plant_part())),
        projections=(*production.projections(), *projections_of(plant_part())),
        clock=SystemClock(),
        copy_to=Path(life.copy_to) if life.copy_to else None,
        identity_hint=lambda: bytes.fromhex(life.access.station_id),
    )


def topics_of(area: str) -> tuple[str, ...]:
    """Stations of the second area speak to the whole plant as well."""
    return (f"area/{area}", "plant") if area == "B" else (f"area/{area}",)


def order_of(command: str, size: int, code: str) -> list[Event]:
    """The same events again when the command is tried again; the order's id names the command."""
    at = datetime.now(UTC)
    entries: list[Event] = [
        QuantityDeclared(
            order=command, at=at, station=code, entry=f"{command}/{n}", good=n, scrap=0, scrap_reason=None,
            rework=0, from_good=False,
        )
        for n in range(1, size - 1)
    ]  # fmt: skip
    start = OrderStarted(order=command, at=at, station=code, machine=code, how="tap")
    return [start, *entries, OrderFinished(order=command, at=at, station=code)]


def config_of(access: Access) -> SyncConfig:
    """Quick to try again: the plugs are pulled more often than in a plant."""
    return SyncConfig(
        dsn=access.dsn,
        station_id=bytes.fromhex(access.station_id),
        token=bytes.fromhex(access.token),
        user=access.user,
        password=access.password,
        first_retry_s=0.05,
        longest_retry_s=1.0,
        connect_timeout_s=2.0,
        call_timeout_s=2.5,
        replay_most=10_000_000,
    )


def main(life: Life, descriptor: int) -> None:
    """Runs in a process of its own, which ends with it."""
    mouth = Mouth(descriptor)
    log = os.open(str(Path(life.folder) / "log.txt"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    os.environ[crash.VARIABLE] = life.crash_at
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(message)s", force=True
    )
    signal.signal(signal.SIGUSR1, lambda number, frame: _say_where_threads_stand())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGUSR1,))
    threading.excepthook = lambda args: mouth.say(Said.FAILED, f"thread: {args.exc_value!r}")
    if life.most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (life.most_bytes, resource.RLIM_INFINITY))
    try:
        asyncio.run(_main(life, mouth))
    except Refused as refused:
        mouth.say(Said.SHUT, refused.key)
    except Exception as error:
        traceback.print_exc()
        mouth.say(Said.FAILED, repr(error))


async def _main(life: Life, mouth: Mouth) -> None:
    await Station(life, mouth).live()


def _say_where_threads_stand() -> None:
    """In Python's own time: what looks at frames that run meanwhile may crash."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    for ident, frame in sys._current_frames().items():
        sys.stderr.write(f"Thread {names.get(ident, ident)}\n{''.join(traceback.format_stack(frame))}")
    sys.stderr.flush()


def life_of(text: bytes) -> Life:
    return msgspec.json.decode(text, type=Life)
