"""A machine that behaves: it makes parts, rejects some, stops now and then, and knows the truth about itself.

Pure: it is told the time and says what changed. ``momstation.simulation.plant`` puts it on an OPC UA server.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

import msgspec

from momstation.plant.signals import (
    CYCLE_TIME,
    GOOD_COUNT,
    REJECT_COUNT,
    STATE,
    MachineBinding,
    Security,
    SignalBinding,
    SignalType,
)

NAMESPACE = "urn:momstation:simulated-plant"
TEMPERATURE = "condition:temperature"
BROKEN_DOWN = "condition:Breakdown"
"""True from the moment the machine aborts until it is cleared; an alarm only where a station binds it."""
_BETWEEN_STATES_S = 0.05
"""How long the acting states (Starting, Holding ...) last."""


class PackML(IntEnum):
    """State numbers of OPC 30050."""

    CLEARING = 1
    STOPPED = 2
    STARTING = 3
    IDLE = 4
    SUSPENDED = 5
    EXECUTE = 6
    STOPPING = 7
    ABORTING = 8
    ABORTED = 9
    HOLDING = 10
    HELD = 11
    UNHOLDING = 12
    SUSPENDING = 13
    UNSUSPENDING = 14
    RESETTING = 15
    COMPLETING = 16
    COMPLETE = 17


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a machine stops: the way into the stop, the stop, the way out."""

    name: str
    way_in: tuple[PackML, ...]
    rest: PackML
    way_out: tuple[PackML, ...]


JAM = Cause("jam", (PackML.HOLDING,), PackML.HELD, (PackML.UNHOLDING,))
STARVED = Cause("starved", (PackML.SUSPENDING,), PackML.SUSPENDED, (PackML.UNSUSPENDING,))
BREAKDOWN = Cause(
    "breakdown",
    (PackML.ABORTING,),
    PackML.ABORTED,
    (PackML.CLEARING, PackML.RESETTING, PackML.STARTING),
)
PAUSE = Cause("pause", (PackML.COMPLETING,), PackML.COMPLETE, (PackML.RESETTING, PackML.STARTING))
_START = (PackML.RESETTING, PackML.STARTING)


@dataclass(frozen=True)
class Plan:
    """How a machine behaves. Times in seconds; the first stop and its length are certain, the rest is
    chance."""

    cycle_s: float = 0.8
    cycle_jitter: float = 0.08
    reject_share: float = 0.04
    sure_good: int = 10
    first_stop_at_s: float | None = 12.0
    stop_s: float = 6.0
    between_stops_s: float = 90.0
    between_micro_stops_s: float = 30.0
    micro_stop_s: float = 1.0
    counter_bits: int = 32
    counter_start: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as the machine itself saw it; ``seconds`` is None while it lasts."""

    cause: str
    at_s: float
    seconds: float | None


@dataclass(slots=True)
class SimulatedMachine:
    """``advance`` brings it to a point in time and yields the signals that changed on the way, in order."""

    code: str
    plan: Plan
    chance: random.Random
    true_good: int = 0
    true_scrap: int = 0
    stops: list[Stop] = field(default_factory=list)
    state: PackML = PackML.IDLE
    _now: float = 0.0
    _started_at: float | None = None
    _path: list[PackML] = field(default_factory=list)
    _next_state_at: float = 0.0
    _part_at: float = 0.0
    _rest_until: float | None = None
    _cause: Cause | None = None
    _stop_at: float = float("inf")
    _micro_at: float = float("inf")
    _good_counter: int = 0
    _reject_counter: int = 0
    _temperature: float = 40.0
    _cycle: float = 0.0

    def __post_init__(self) -> None:
        self._good_counter = self.plan.counter_start

    @property
    def is_running(self) -> bool:
        return self._started_at is not None

    @property
    def is_broken_down(self) -> bool:
        return self.state in (PackML.ABORTING, PackML.ABORTED)

    def signals(self) -> dict[str, int | float]:
        return {
            STATE: int(self.state),
            GOOD_COUNT: self._good_counter,
            REJECT_COUNT: self._reject_counter,
            CYCLE_TIME: self._cycle,
            TEMPERATURE: self._temperature,
            BROKEN_DOWN: self.is_broken_down,
        }

    def start(self, now: float) -> None:
        """From Idle or from a pause into production."""
        self._now = now
        if self._started_at is None:
            self._started_at = now
            first = self.plan.first_stop_at_s
            self._stop_at = now + first if first is not None else self._after(now, self.plan.between_stops_s)
            self._micro_at = self._after(max(now, self._stop_at), self.plan.between_micro_stops_s)
            self._go([*_START, PackML.EXECUTE])
        elif self._cause is PAUSE:
            self._rest_until = now

    def pause(self, now: float) -> None:
        """Finish and rest in Complete until started again; no part is made meanwhile."""
        self._now = now
        if self._started_at is None or self._cause is PAUSE:
            return
        self._close_stop()
        self._enter(PAUSE, None)

    def stop_for(self, cause: Cause, seconds: float, now: float) -> None:
        """Stop now, as a test or a training script wants it."""
        self._now = now
        if self._cause is None and self._started_at is not None:
            self._enter(cause, now + seconds)

    def reset_counters(self) -> dict[str, int | float]:
        """As after a cold start of the control; the truth about the parts made stays."""
        self._good_counter = self._reject_counter = 0
        return {GOOD_COUNT: 0, REJECT_COUNT: 0}

    def advance(self, now: float) -> Iterator[tuple[str, int | float]]:
        while True:
            at = self._next_at()
            if at > now:
                self._now = now
                return
            self._now = at
            yield from self._happen()

    def _next_at(self) -> float:
        if self._path:
            return self._next_state_at
        if self._rest_until is not None:
            return self._rest_until
        if self.state is PackML.EXECUTE:
            return min(self._part_at, self._stop_at, self._micro_at)
        return float("inf")

    def _happen(self) -> Iterator[tuple[str, int | float]]:
        if self._path:
            yield from self._take_next_state()
        elif self._rest_until is not None:
            self._leave_rest()
        elif self._part_at <= min(self._stop_at, self._micro_at):
            yield from self._make_part()
        elif self._stop_at <= self._micro_at:
            self._stop_at = self._after(self._now + self.plan.stop_s, self.plan.between_stops_s)
            cause = self.chance.choice((JAM, JAM, STARVED, BREAKDOWN))
            self._enter(cause, self._now + self.plan.stop_s)
        else:
            self._micro_at = self._after(self._now, self.plan.between_micro_stops_s)
            self._enter(JAM, self._now + self.plan.micro_stop_s)

    def _take_next_state(self) -> Iterator[tuple[str, int | float]]:
        was_broken_down = self.is_broken_down
        self.state = self._path.pop(0)
        self._next_state_at = self._now + _BETWEEN_STATES_S
        if self.state is PackML.EXECUTE:
            self._part_at = self._now + self._draw_cycle()
        yield STATE, int(self.state)
        if self.is_broken_down is not was_broken_down:
            yield BROKEN_DOWN, self.is_broken_down

    def _make_part(self) -> Iterator[tuple[str, int | float]]:
        is_sure = self.true_good < self.plan.sure_good
        is_reject = not is_sure and self.chance.random() < self.plan.reject_share
        modulus = 1 << self.plan.counter_bits
        if is_reject:
            self.true_scrap += 1
            self._reject_counter = (self._reject_counter + 1) % modulus
            yield REJECT_COUNT, self._reject_counter
        else:
            self.true_good += 1
            self._good_counter = (self._good_counter + 1) % modulus
            yield GOOD_COUNT, self._good_counter
        yield CYCLE_TIME, self._cycle
        self._temperature += 0.1 * (62.0 - self._temperature) + self.chance.gauss(0, 0.2)
        yield TEMPERATURE, round(self._temperature, 2)
        self._part_at = self._now + self._draw_cycle()

    def _draw_cycle(self) -> float:
        jitter = self.chance.uniform(-self.plan.cycle_jitter, self.plan.cycle_jitter)
        self._cycle = round(self.plan.cycle_s * (1 + jitter), 3)
        return self._cycle

    def _enter(self, cause: Cause, until: float | None) -> None:
        self._cause = cause
        if cause is not PAUSE:
            self.stops.append(Stop(cause.name, self._now - (self._started_at or 0.0), None))
        self._go([*cause.way_in, cause.rest])
        self._rest_until = until

    def _leave_rest(self) -> None:
        cause = self._cause
        self._rest_until = None
        self._close_stop()
        self._cause = None
        if cause is not None:
            self._go([*cause.way_out, PackML.EXECUTE])

    def _close_stop(self) -> None:
        if self.stops and self.stops[-1].seconds is None:
            last = self.stops[-1]
            seconds = self._now - (self._started_at or 0.0) - last.at_s
            self.stops[-1] = Stop(last.cause, last.at_s, round(seconds, 3))

    def _go(self, path: Iterable[PackML]) -> None:
        self._path = list(path)
        self._next_state_at = self._now

    def _after(self, now: float, mean_s: float) -> float:
        return now + self.chance.expovariate(1 / mean_s) if mean_s > 0 else float("inf")


def truth(machine: SimulatedMachine, reason_after_s: float) -> dict[str, object]:
    """What the machine counted itself. ``true_stops``: those longer than ``reason_after_s``."""
    stops = [stop for stop in machine.stops if stop.seconds is None or stop.seconds > reason_after_s]
    return {
        "true_good": machine.true_good,
        "true_scrap": machine.true_scrap,
        "true_stops": len(stops),
        "true_micro_stops": len(machine.stops) - len(stops),
        "good_counter": machine.signals()[GOOD_COUNT],
        "reject_counter": machine.signals()[REJECT_COUNT],
        "state": int(machine.state),
        "is_running": machine.is_running,
        "stops": [{"cause": s.cause, "at_s": round(s.at_s, 3), "seconds": s.seconds} for s in machine.stops],
    }


def binding_for(code: str, endpoint: str, plan: Plan, security: Security = Security.NONE) -> MachineBinding:
    """How a station binds this machine."""

    def at(role: str, name: str, kind: SignalType) -> SignalBinding:
        return SignalBinding(role, f"nsu={NAMESPACE};s={code}.{name}", kind)

    return MachineBinding(
        code=code,
        endpoint=endpoint,
        security=security,
        signals=tuple(at(role, name, kind) for role, (name, kind) in NODES.items() if role != BROKEN_DOWN),
        counter_modulus=1 << plan.counter_bits,
    )


def with_alarm(binding: MachineBinding) -> MachineBinding:
    """The same machine, of which a station wants to hear as well that it has broken down."""
    name, kind = NODES[BROKEN_DOWN]
    alarm = SignalBinding(BROKEN_DOWN, f"nsu={NAMESPACE};s={binding.code}.{name}", kind)
    return msgspec.structs.replace(binding, signals=(*binding.signals, alarm))


LAMPS = ("LampRed", "LampAmber", "LampGreen")
"""Of the stack light; whoever is connected may switch them."""
NODES = {
    STATE: ("StateCurrent", SignalType.WHOLE),
    GOOD_COUNT: ("ProdProcessedCount", SignalType.WHOLE),
    REJECT_COUNT: ("ProdDefectiveCount", SignalType.WHOLE),
    CYCLE_TIME: ("CycleTime", SignalType.NUMBER),
    TEMPERATURE: ("Temperature", SignalType.NUMBER),
    BROKEN_DOWN: ("BrokenDown", SignalType.BOOL),
}
"""Role → name on the machine. Here ProdProcessedCount counts the good parts only, beside
ProdDefectiveCount."""
