"""Seeded histories of stations and a plant in which everything goes wrong: ``run(seed)`` plays one and checks it.

By hand: ``python -m tests.faults.world SEED``; a part of the faults alone with ``--faults crash,restore``.
"""

import argparse
import logging
import random
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from momstation.core.event import Event, Record
from momstation.sync.courier import Courier
from momstation.sync.faults import Unreached
from tests.faults.checks import check
from tests.faults.counts import Broken, Counts
from tests.faults.kinds import BREAKS, LotClosed, LotHeld, LotReleased, LotTested, LotWeighed, reading
from tests.faults.player import Life, Line, Player
from tests.faults.watch import TrueTime, Watch
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import MemoryPlant

ALL = (
    "break", "lost_ack", "late", "crash", "interleave", "two_couriers", "restore", "clone", "old_image",
    "clock", "2099", "skew", "poison", "bad_fold", "deaf", "offline", "pause", "newcomer", "thinning", "quiet_restore",
)  # fmt: skip
GRANTS = (("area/A", "plant/p"), ("area/A", "plant/p"), ("area/B", "plant/p"))
STEPS = 120
HEALING = 600
_MOST_PLAYERS = 5
_MOST_DEEP = 2
_YEAR_S = 365.25 * 86400
_MONTH_S = 30 * 86400.0
_POISONS = ("47\x0011", "\ud800lone", "x" * 12_000, "[" * 3000)
_log = logging.getLogger("tests.faults")


def memory_box(topics: tuple[str, ...], watch: Watch, chance: random.Random, release: int) -> Any:
    return MemoryDoor(chance.randbytes(16), topics, watch, chance.randbytes)


@dataclass(frozen=True)
class Parts:
    """What the world is made of; a test puts a part with a known fault in."""

    courier: type[Courier] = Courier
    line: Callable[[Life], Line] = Line
    box: Callable[[tuple[str, ...], Watch, random.Random, int], Any] = memory_box


class World:
    def __init__(
        self, seed: int, faults: Collection[str], stations: int = 3, parts: Parts | None = None
    ) -> None:
        self.chance = random.Random(seed)
        self.faults, self.parts = frozenset(faults), parts or Parts()
        self.time = TrueTime()
        self.plant = MemoryPlant(("area/A", "area/B", "plant/p"))
        self.is_rough = True
        self.depth = self.crashes = self.answers_lost = self.restores = self.thinned = 0
        self.recorded: dict[bytes, Record] = {}
        self.forgiven: set[bytes] = set()
        self.late: list[Callable[[], object]] = []
        self.images: list[tuple[Player, Any]] = []
        self.players = [self._station(n) for n in range(stations)]
        self.backup = self.plant.backup()

    def _station(self, n: int) -> Player:
        watch = Watch(self.time)
        if "2099" in self.faults and n == 0:
            watch.skew_s = 73 * _YEAR_S
        grants = GRANTS[n % len(GRANTS)]
        release = n % 3 + 1 if "skew" in self.faults else 1
        box = self.parts.box(grants[:1], watch, self.chance, release)
        self.plant.enrol(box.station_id, grants)
        return Player(box, grants, watch, release, self)

    def play(self) -> None:
        actions = {
            self.record: 30, self.sync: 60, self.save: 4 * bool({"restore", "quiet_restore"} & self.faults),
            self.put_back: 2 * ("quiet_restore" in self.faults),
            self.restore: 2 * ("restore" in self.faults), self.copy: 2 * ("clone" in self.faults),
            self.image: 3 * ("old_image" in self.faults), self.roll_back: "old_image" in self.faults,
            self.turn_clock: 5 * ("clock" in self.faults), self.go_offline: 2 * ("offline" in self.faults),
            self.join: 1.5 * ("newcomer" in self.faults),
            self.thin: 5 * ("thinning" in self.faults),
            self.pause: 3 * ("pause" in self.faults), self.arrive: 6 * ("late" in self.faults),
        }  # fmt: skip
        for _ in range(STEPS):
            self.time.now_s += self.chance.random() * 2
            self.chance.choices(list(actions), list(actions.values()))[0]()

    def meanwhile(self) -> None:
        """Between two effects of one station the others, and its own people, go on."""
        if "interleave" not in self.faults or self.depth >= _MOST_DEEP or self.chance.random() > 0.06:
            return
        self.depth += 1
        self.chance.choices([self.record, self.sync, self.arrive], [4, 6, 1])[0]()
        self.depth -= 1

    def record(self) -> None:
        player = self.chance.choice(self.players)
        self.keep(player, self._event(player))

    def keep(self, player: Player, event: Event) -> None:
        if isinstance(player.box, MemoryDoor):
            named = self.chance.choice(((), ("plant/p",), ("area/B",), ("nowhere",)))
            player.box.topics = (player.grants[0], *named)
        record = player.record(event)
        self.recorded[record.event_id] = record

    def _event(self, player: Player) -> Event:
        lot = f"L{self.chance.randint(1, 3)}"
        if "poison" in self.faults and self.chance.random() < 0.08:
            poison = self.chance.choice(_POISONS)
            return (
                LotHeld(lot=poison, why=poison)
                if self.chance.random() < 0.5
                else LotHeld(lot=lot, why=poison)
            )
        if "bad_fold" in self.faults and self.chance.random() < 0.05:
            return LotHeld(lot=lot, why=BREAKS)
        if player.release >= 2 and self.chance.random() < 0.3:
            return LotWeighed(lot=lot, grams=self.chance.randint(1, 99))
        if player.release >= 3 and self.chance.random() < 0.3:
            return LotTested(lot=lot, verdict=self.chance.choice(("good", "bad")))
        if "thinning" in self.faults and self.chance.random() < 0.15:
            return LotClosed(lot=lot)
        if self.chance.random() < 0.5:
            return counted(self.chance.randint(1, 9), self.chance.choice(("4711-20", "4711-30")))
        if self.chance.random() < 0.6:
            return LotHeld(lot=lot)
        return LotReleased(lot=lot, holds=self._shown_holds(player, lot))

    def _shown_holds(self, player: Player, lot: str) -> tuple[str, ...]:
        records = [one for one in player.box.events.values() if one.stream == f"lot/{lot}"]
        named = {hold for one in records if isinstance(one.event, LotReleased) for hold in one.event.holds}
        held = {one.event_id.hex() for one in records if isinstance(one.event, LotHeld)}
        return tuple(sorted(held - named))

    def sync(self) -> None:
        self.chance.choice(self.players).step(is_looking=self.chance.random() < 0.5)

    def hears(self) -> bool:
        return self.chance.random() < (0.0 if "deaf" in self.faults else 0.7)

    def arrive(self) -> None:
        """A push of which nobody waits for the answer any more reaches the plant all the same."""
        if self.late:
            push = self.late.pop(self.chance.randrange(len(self.late)))
            try:
                push()
            except Unreached:
                _log.debug("a late push was refused")

    def save(self) -> None:
        self.backup = self.plant.backup()

    def restore(self) -> None:
        self.restores += 1
        self.late.clear()
        self.plant.restore(self.backup)
        self.forgive()

    def put_back(self) -> None:
        """An older state of the tables, while the server runs and connections live."""
        self.restores += 1
        self.late.clear()
        self.plant.restore(self.backup, is_started_anew=False)
        self.forgive()

    def copy(self) -> None:
        if len(self.players) < _MOST_PLAYERS:
            of = self.chance.choice(self.players)
            self.players.append(Player(of.box.clone(), of.grants, of.watch, of.release, self))

    def join(self) -> None:
        """A station of its own, new to a plant that has a past."""
        if len(self.players) < _MOST_PLAYERS:
            self.players.append(self._station(len(self.players)))

    def image(self) -> None:
        player = self.chance.choice(self.players)
        self.images.append((player, player.box.clone()))

    def roll_back(self) -> None:
        if self.images:
            player, box = self.images.pop(self.chance.randrange(len(self.images)))
            player.replace_disk(box)
            self.forgive()

    def forgive(self) -> None:
        """What no disk and no plant holds any more, nobody can give back: an image was put over the only copy."""
        held = set(self.plant.events)
        for player in self.players:
            held.update(record.event_id for log in player.box.own.values() for record in log)
        self.forgiven |= set(self.recorded) - held

    def turn_clock(self) -> None:
        watch = self.chance.choice(self.players).watch
        match self.chance.randrange(4):
            case 0:
                watch.skew_s += self.chance.choice((-3600.0, 3600.0))
            case 1:
                watch.skew_s += self.chance.choice((-10, 10)) * _YEAR_S
            case 2:
                watch.freeze()
            case _:
                watch.thaw()

    def pause(self) -> None:
        """Time goes on while a process does not."""
        self.time.now_s += self.chance.uniform(30, 3600)
        for life in self.chance.choice(self.players).lives:
            life.is_connected = self.chance.random() < 0.5 and life.is_connected

    def thin(self) -> None:
        """A station lets a stream go. Of its own records only those that nobody can ask back of it: a plant that is
        restored here, or a disk, goes back by more than the 35 days. Nor what it cannot read."""
        player = self.chance.choice(
            [one for one in self.players if one.release == 3 or "skew" not in self.faults]
        )
        stream = f"lot/L{self.chance.randint(1, 3)}"
        own = [(one.epoch, one.seq) for log in player.box.own.values() for one in log if one.stream == stream]
        acked = {one.epoch: one.acked_seq for one in player.box.epochs()}
        is_safe = not {"restore", "quiet_restore", "old_image", "clone", "two_couriers"} & self.faults
        if not own or (is_safe and all(seq <= acked[epoch] for epoch, seq in own)):
            self.thinned += 1
            player.box.let_go(stream)

    def go_offline(self) -> None:
        player = self.chance.choice(self.players)
        player.is_offline = not player.is_offline
        if not player.is_offline:
            return
        for _ in range(self.chance.randint(5, 60)):
            self.time.now_s += self.chance.random() * 86400
            self.keep(player, self._event(player))

    def heal(self) -> None:
        """The faults end. Nobody starts anything again and nobody records anything: it must come to rest."""
        self.is_rough = False
        while self.late:
            self.arrive()
        for player in self.players:
            player.is_offline = False
        self._come_to_rest()
        if "quiet_restore" in self.faults:
            for player in self.players:
                for life in player.lives:
                    life.courier.recheck()  # as it does from time to time
            self._come_to_rest()
        if "thinning" in self.faults:
            for player in self.players:
                player.watch.thaw()
            self.time.now_s += _MONTH_S  # what was asked for in vain is asked for again
            self._come_to_rest()

    def _come_to_rest(self) -> None:
        for _ in range(HEALING):
            self.time.now_s += 0.25
            steps = [life.step(is_looking=True) for player in self.players for life in player.lives]
            if not any(steps):
                return
        raise Broken("I8", f"not at rest after {HEALING} rounds")


@contextmanager
def small_pages() -> Iterator[None]:
    """So that short histories have many of them."""
    with ExitStack() as stack:
        for module in [one for name, one in sys.modules.items() if name.startswith("momstation.sync.")]:
            for name, size in (("PAGE", 7), ("_LOG_PAGE", 5), ("_PAGE", 4), ("_NAMES", 3), ("_MOST", 9)):
                if hasattr(module, name):
                    stack.enter_context(patch.object(module, name, size))
        yield


def play(seed: int, faults: Collection[str], stations: int = 3, parts: Parts | None = None) -> World:
    """One history, checked. Raises Broken, or whatever a station would have died of."""
    with small_pages(), reading(3):
        world = World(seed, faults, stations, parts)
        world.play()
        world.heal()
        check(world)
    return world


def faults_of(seed: int) -> frozenset[str]:
    """Each history has faults of its own: too many at once hide one another."""
    chance = random.Random(f"faults of {seed}")
    return frozenset(fault for fault in ALL if chance.random() < 0.4)


def run(seed: int, faults: Collection[str] | None = None) -> Counts:
    """One history as counts; what breaks is written to the log with the command that repeats it."""
    chosen = faults_of(seed) if faults is None else frozenset(faults)
    try:
        world = play(seed, chosen)
    except Exception as failure:
        _log.exception("python -m tests.faults.world %d --faults %s", seed, ",".join(sorted(chosen)))
        invariant = failure.invariant if isinstance(failure, Broken) else "I8"
        return Counts(
            lost=invariant == "I1", duplicated=invariant == "I2", stuck=invariant not in ("I1", "I2")
        )
    return Counts(
        shown=len(world.recorded),
        crashes=world.crashes,
        healed=world.answers_lost + world.restores + len(world.forgiven),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--faults", help=f"of {', '.join(ALL)}; without it the seed's own")
    parser.add_argument("--count", type=int, default=1, help="so many seeds from there on")
    given = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("momstation").setLevel(logging.CRITICAL)
    faults = None if given.faults is None else [one for one in given.faults.split(",") if one]
    total = sum((run(seed, faults) for seed in range(given.seed, given.seed + given.count)), Counts())
    sys.stdout.write(f"{total}\n")
    return 1 if total.lost or total.duplicated or total.stuck else 0


if __name__ == "__main__":
    raise SystemExit(main())
