"""The real sync thread in simulated time: its session, its back-off and what it tells people, second by second.

By hand: ``python -m tests.faults.live SEED``. Nothing here waits: time passes where the thread would wait.
"""

import hashlib
import logging
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from momstation.sync import thread as thread_module
from momstation.sync.config import SyncConfig
from momstation.sync.courier import Courier
from momstation.sync.faults import Fault, Unreached
from momstation.sync.pushing import Limits
from momstation.sync.status import SyncState, SyncStatus
from momstation.sync.thread import SyncThread
from tests.faults.counts import Broken
from tests.faults.watch import TrueTime, Watch
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import MemoryCentral, MemoryPlant

ALL = ("black_hole", "switched_off", "deaf", "pause", "clock", "revoked", "restart", "lost_ack")
ROUGH_S, HEALED_S = 600.0, 75.0
QUIET_S = 480.0  # nobody records after it: what is healed later must heal by itself
CALL_S, CONNECT_S = 8.0, 5.0
_KNOWN_DOWN_S = 1.5 * 1.2 + CALL_S + CONNECT_S + 1.0
_BACK_AGAIN_S = CALL_S + SyncConfig("", b"", b"").longest_retry_s + CONNECT_S + 2.0


class Stopped(BaseException):
    """The history is over."""


class QuietWatchdog:
    """The deadline of a call is part of the simulated wire, which also says when one takes long."""

    def __init__(self, on_slow: Callable[[], None] = lambda: None) -> None:
        self.on_slow = on_slow

    busy_for_s = 0.0

    def hurry(self, timeout_s: float) -> None: ...

    def close(self) -> None: ...


class Stage:
    def __init__(self, seed: int, faults: Sequence[str]) -> None:
        self.chance = random.Random(seed)
        self.faults = frozenset(faults)
        self.time = TrueTime()
        self.watch = Watch(self.time)
        self.plant = MemoryPlant()
        self.door = MemoryDoor(
            self.chance.randbytes(16), clock=self.watch, random_bytes=self.chance.randbytes
        )
        self.other = MemoryDoor(
            self.chance.randbytes(16), clock=self.watch, random_bytes=self.chance.randbytes
        )
        self.told: list[SyncStatus] = []
        self.down: str | None = None
        self.down_since = self.calm_since = self.live_s = 0.0
        self.notices: list[tuple[int, int]] = []
        self.is_rung = False
        self.script = sorted(self._events(), key=lambda event: event[0])
        config = SyncConfig("", self.door.station_id, b"")
        self.thread = SyncThread(config, self.door, self.hear, self.watch)

    def _events(self) -> Iterator[tuple[float, Callable[[], None]]]:
        likely: dict[Callable[[], None], int] = {self.record: 30, self.elsewhere: 20}
        likely[self.wall_jumps] = 4 * ("clock" in self.faults)
        likely[self.stand_still] = 3 * ("pause" in self.faults)
        likely[self.restart] = 3 * ("restart" in self.faults)
        for _ in range(60):
            yield self.chance.uniform(0, QUIET_S), self.chance.choices(list(likely), list(likely.values()))[0]
        for kind in sorted(self.faults & {"black_hole", "switched_off", "revoked"}):
            for _ in range(3):
                start = self.chance.uniform(0, ROUGH_S * 0.9)
                yield start, partial(self.go_down, kind)
                yield min(start + self.chance.uniform(5, 120), ROUGH_S), self.go_up
        yield ROUGH_S, self.go_up

    # -- what happens

    def record(self) -> None:
        self.door.record(counted())
        self.thread.wake()

    def elsewhere(self) -> None:
        self.other.record(counted())
        courier = Courier(self.other, self.other.station_id, Limits(100, 10**6, 10**6), self.watch.monotonic)
        central = MemoryCentral(self.plant, self.other.station_id)
        courier.begin(central)
        courier.push_step(central, self._rings)

    def _rings(self, heads: Mapping[int, int]) -> None:
        if "deaf" not in self.faults and self.down is None:
            self.notices.extend(heads.items())

    def wall_jumps(self) -> None:
        self.watch.skew_s += self.chance.choice((-3600.0, 3600.0, 3e8, -3e8))

    def stand_still(self) -> None:
        """SIGSTOP, or a closed lid: time passed, and nobody was there."""
        self.time.now_s += 30.0
        self.disturb()

    def restart(self) -> None:
        self.plant.restore(self.plant.backup())

    def go_down(self, kind: str) -> None:
        if self.down is None:
            self.down, self.down_since = kind, self.time.now_s

    def go_up(self) -> None:
        if self.down is not None:
            self.down = None
            self.disturb()

    def disturb(self) -> None:
        """Something came in between: how long the station may take to be back counts anew."""
        self.calm_since = self.time.now_s

    # -- time

    def passes(self, until_s: float) -> bool:
        """Let time pass up to then, or to the next thing that wakes who waits."""
        self.look()
        while self.script and self.script[0][0] <= until_s:
            at, event = self.script.pop(0)
            self.time.now_s = max(self.time.now_s, at)
            event()
            if self.is_rung or self.notices:
                break
        else:
            if until_s > ROUGH_S + HEALED_S:
                raise Stopped
            self.time.now_s = max(self.time.now_s, until_s)
        self.is_rung = False
        return bool(self.notices)

    def hang(self, deadline_s: float) -> None:
        """A call that nobody answers: people go on recording, and are told the truth meanwhile."""
        watchdog: Any = self.thread._watchdog
        for second in range(1, int(deadline_s)):
            self.time.now_s += 1.0
            while self.script and self.script[0][0] <= self.time.now_s:
                self.script.pop(0)[1]()
            watchdog.busy_for_s = float(second)
            watchdog.on_slow()
            self.look()
        watchdog.busy_for_s = 0.0

    def digest(self) -> str:
        """Two histories with the same were told alike."""
        said = repr([(status.state, status.waiting, status.since) for status in self.told])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def hear(self, status: SyncStatus) -> None:
        self.told.append(status)
        if status.state is SyncState.LIVE:
            self.live_s = self.time.now_s

    def look(self) -> None:
        """I10: what the person reads at this moment is so. I9: nobody has to help it to come back."""
        now_s, said = self.time.now_s, self.told[-1]
        if said.waiting != self.door.waiting().count:
            raise Broken("I10", f"{said.waiting} are said to wait, {self.door.waiting().count} do")
        if self.down is not None and now_s - self.down_since > _KNOWN_DOWN_S and said.state is SyncState.LIVE:
            raise Broken(
                "I10", f"said to be connected, {now_s - self.down_since:.0f} s after the plant went away"
            )
        if said.state is SyncState.LIVE:
            self.live_s = now_s
        apart_s = now_s - max(self.calm_since, self.live_s)
        if self.down is None and apart_s > _BACK_AGAIN_S:
            raise Broken("I9", f"still {said.state}, {apart_s:.0f} s after the last disturbance")

    def play(self) -> None:
        with self._in_place():
            try:
                self.thread._run()
            except Stopped:
                return
        raise Broken("I8", "the sync thread ended by itself")

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        chance = self.chance

        class Dice:
            Random = staticmethod(lambda: chance)
            uniform = staticmethod(chance.uniform)

        with ExitStack() as stack:
            self.thread._bell.close()
            self.thread._bell = SimBell(self)  # type: ignore[assignment]
            stack.enter_context(patch.object(thread_module, "Watchdog", QuietWatchdog))
            stack.enter_context(patch.object(thread_module, "random", Dice))
            stack.enter_context(patch("momstation.sync.session.random", Dice))
            stack.enter_context(patch("momstation.sync.wire.Wire", lambda *_: SimWire(self)))
            yield

    def check(self) -> None:
        wanted = set(self.door.events) | set(self.other.events)
        if {row.event_id.bytes for row in self.plant.feed} != wanted:
            raise Broken("I8", f"{len(wanted)} records, {len(self.plant.feed)} in the plant")
        if set(self.door.events) != wanted:
            raise Broken("I8", "the station does not have what others recorded")
        if self.told[-1].state is not SyncState.LIVE or self.told[-1].waiting:
            raise Broken("I10", f"at the end it says {self.told[-1]}")


class SimBell:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def ring(self) -> None:
        self._stage.is_rung = True

    def wait(self, timeout_s: float | None, other: int | None = None) -> bool:
        if self._stage.is_rung:
            self._stage.is_rung = False
            return False
        until_s = float("inf") if timeout_s is None else self._stage.time.now_s + timeout_s
        return self._stage.passes(until_s) and other is not None

    def close(self) -> None: ...


class SimWire(MemoryCentral):
    """A connection that takes time, hangs until its deadline, or is not let in."""

    descriptor = 0

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._goes_through(CONNECT_S)
        super().__init__(stage.plant, stage.door.station_id, lambda: self._goes_through(CALL_S), self._lose)

    def offset_ms(self) -> int:
        return self._stage.watch.off_ms()

    def _goes_through(self, deadline_s: float) -> None:
        stage = self._stage
        stage.time.now_s += 0.004
        if stage.down == "black_hole":
            stage.hang(deadline_s)
            raise Unreached(Fault.TRANSIENT, f"no answer within {deadline_s} s")
        if stage.down == "switched_off":
            raise Unreached(Fault.TRANSIENT, "connection refused")
        if stage.down == "revoked":
            raise Unreached(Fault.REFUSED, "station not authorised")

    def _call(self) -> None:
        if self._plant.starts != self._server:
            self._stage.disturb()
        super()._call()

    def _lose(self) -> None:
        if "lost_ack" in self._stage.faults and self._stage.script and self._stage.chance.random() < 0.2:
            self._stage.disturb()
            raise Unreached(Fault.TRANSIENT, "the answer was lost")

    def listen(self, topics: Sequence[int]) -> None: ...

    def ring(self, heads: Mapping[int, int]) -> None: ...

    def close(self) -> None: ...

    def notices(self, is_readable: bool) -> Sequence[tuple[int, int]]:
        heard, self._stage.notices = self._stage.notices, []
        return heard


def play(seed: int, faults: Sequence[str]) -> Stage:
    """One history of ten minutes, checked. Raises Broken."""
    stage = Stage(seed, faults)
    stage.play()
    stage.check()
    return stage


def main(arguments: list[Any]) -> int:
    logging.disable(logging.CRITICAL)
    for seed in range(int(arguments[0]), int(arguments[0]) + int(arguments[1] if len(arguments) > 1 else 1)):
        sys.stdout.write(f"{seed} {play(seed, ALL).digest()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
