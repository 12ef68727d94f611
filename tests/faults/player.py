"""A station in a history of faults: its disk, its clock, and a sync that may be cut off between any two effects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from momstation.core.event import Event, Record
from momstation.sync.courier import Limits
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import PushAnswer
from tests.faults.counts import Broken
from tests.faults.kinds import reading
from tests.faults.watch import Watch
from tests.support.memory_plant import MemoryCentral

if TYPE_CHECKING:
    from tests.faults.world import World

LIMITS = Limits(rows=4, bytes=10_000, replay_most=10**6, bulk_from=6, bulk_rows=16)
BRIEF = replace(LIMITS, replay_most=9)  # of a longer past only what is open: here that is everything
_EFFECTS = frozenset(
    {
        "outbox",
        "acked",
        "ack",
        "absorb",
        "adopt",
        "take_streams",
        "take_past",
        "doubt",
        "rewind",
        "open_epoch",
        "set_clock_offset",
    }
)
_MOST_LATE = 4


class Killed(BaseException):
    """The process ended here; what is durable stays."""


class Line(MemoryCentral):
    """A connection to the plant that breaks before or after each effect, or delivers when nobody waits any more."""

    def __init__(self, life: "Life") -> None:
        self._life = life
        player = life.player
        super().__init__(player.world.plant, player.box.station_id, life.before_call, life.after_call)

    def offset_ms(self) -> int:
        return self._life.player.watch.off_ms()

    def push(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        world = self._life.player.world
        is_late = world.is_rough and "late" in world.faults and world.chance.random() < 0.06
        if is_late and len(world.late) < _MOST_LATE and self._plant.starts == self._server:
            world.late.append(lambda: self.append(epoch, prev_seq, prev_hash, batch))
            raise Unreached(Fault.TRANSIENT, "given up; but it will arrive")
        return super().push(epoch, prev_seq, prev_hash, batch)


class Seam:
    """The store's door, with a place to be killed or interrupted at before and after each effect."""

    def __init__(self, door: Any, life: "Life") -> None:
        self._door, self._life = door, life

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._door, name)
        if name not in _EFFECTS:
            return method

        def watched(*arguments: Any) -> Any:
            self._life.may_end()
            result = method(*arguments)
            self._life.may_end()
            return result

        return watched


class Life:
    """One sync of one process: all that it knows besides the disk dies with it."""

    def __init__(self, player: "Player") -> None:
        self.player, self.world = player, player.world
        self.is_dead = self.is_busy = self.is_connected = False
        door = Seam(player.box, self)
        clock = player.watch
        limits = BRIEF if "newcomer" in self.world.faults else LIMITS
        self.courier = self.world.parts.courier(door, player.box.station_id, limits, clock.monotonic)
        self.central: MemoryCentral

    def may_end(self) -> None:
        world = self.world
        if self.is_dead:
            raise Killed
        if not world.is_rough:
            return
        if "crash" in world.faults and world.chance.random() < 0.015:
            self.player.kill()
            raise Killed
        world.meanwhile()
        if self.is_dead:
            raise Killed

    def before_call(self) -> None:
        self.may_end()
        if not self.world.is_rough:
            return
        if self.player.is_offline or ("break" in self.world.faults and self.world.chance.random() < 0.08):
            raise Unreached(Fault.TRANSIENT, "the network broke")

    def after_call(self) -> None:
        self.may_end()
        if self.world.is_rough and "lost_ack" in self.world.faults and self.world.chance.random() < 0.12:
            self.world.answers_lost += 1
            raise Unreached(Fault.TRANSIENT, "the answer was lost")

    def step(self, *, is_looking: bool) -> bool:
        """One step of its sync; a broken connection is made anew, as the thread does."""
        if self.is_busy:
            return False
        self.is_busy = True
        try:
            with reading(self.player.release):
                return self._step(is_looking)
        except Killed:
            self.player.revive()
        except Unreached as unreached:
            self.is_connected = False
            if unreached.fault is not Fault.TRANSIENT:
                raise Broken("I8", f"{unreached.fault}: {unreached}") from unreached
        except (ValueError, RuntimeError):
            if "two_couriers" not in self.world.faults:
                raise
            self.is_connected = False  # the other sync went on under an epoch of its own
        finally:
            self.is_busy = False
        return True

    def _step(self, is_looking: bool) -> bool:
        if not self.is_connected:
            self.central = self.world.parts.line(self)
            self.courier.begin(self.central)
            self.is_connected = True
            return True
        pushed = self.courier.push_step(self.central, self._ring)
        if is_looking:
            self.courier.learn(self.central.heads())
        pulled = self.courier.pull_step(self.central)
        return pulled or pushed or self.courier.fetch_step(self.central)

    def _ring(self, heads: Mapping[int, int]) -> None:
        for player in self.world.players:
            for life in player.lives:
                if life is not self and life.is_connected and self.world.hears():
                    for topic, pos in heads.items():
                        life.courier.heard(topic, pos)


class Player:
    """``box`` is its disk: a door with what the test wants to see of it. ``release``: what it can read."""

    def __init__(self, box: Any, grants: Sequence[str], watch: Watch, release: int, world: "World") -> None:
        self.box, self.grants, self.watch, self.release, self.world = box, grants, watch, release, world
        self.is_offline = False
        self.lives: list[Life] = []
        self.revive()

    def revive(self) -> None:
        count = 2 if "two_couriers" in self.world.faults and self.world.is_rough else 1
        self.lives = [Life(self) for _ in range(count)]

    def kill(self) -> None:
        self.world.crashes += 1
        for life in self.lives:
            life.is_dead = True

    def replace_disk(self, box: Any) -> None:
        """Somebody put an older image on this computer."""
        for life in self.lives:
            life.is_dead = True
        self.box = box
        self.revive()

    def step(self, *, is_looking: bool) -> bool:
        return self.world.chance.choice(self.lives).step(is_looking=is_looking)

    def record(self, event: Event) -> Record:
        with reading(self.release):
            record: Record = self.box.record(event)
        return record
