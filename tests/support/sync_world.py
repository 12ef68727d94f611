"""Three stations, copies of them, and a plant: a world in which everything fails now and then."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from momstation.core.event import Record
from momstation.events.codec import chain_hash
from momstation.sync.courier import Courier, Limits
from momstation.sync.envelope import content_of, record_of
from momstation.sync.faults import Fault, Unreached
from tests.support.memory_door import MemoryDoor, counted
from tests.support.memory_plant import MemoryCentral, MemoryPlant

STEPS = 120
HEALING = 400


class Player:
    """A station in the simulation: its log, its courier, and a connection that breaks now and then."""

    def __init__(self, door: MemoryDoor, world: "World") -> None:
        self.door, self.world = door, world
        self.courier = world.courier(
            door, door.station_id, Limits(rows=4, bytes=10_000, replay_most=10**6), lambda: 0.0
        )
        self.connect()

    def connect(self) -> None:
        self.central = self.world.central(
            self.world.plant, self.door.station_id, self._may_break, self._may_break
        )
        with self.world.network():
            self.courier.begin(self.central)

    def _may_break(self) -> None:
        if self.world.is_rough and self.world.chance.random() < 0.15:
            raise Unreached(Fault.TRANSIENT, "the network broke")

    def step(self) -> bool:
        """One step of its sync; a broken connection is made anew, as the thread does."""
        with self.world.network() as outcome:
            outcome.did = self.courier.push_step(self.central, lambda heads: None)
            self.courier.learn(self.central.heads())
            outcome.did = self.courier.pull_step(self.central) or outcome.did
            return outcome.did
        self.connect()
        return True


class Outcome:
    did = False


class World:
    """``courier`` and ``central`` may be replaced by ones with a fault, to prove that the checks find it."""

    def __init__(
        self, seed: int, courier: type[Courier] = Courier, central: type[MemoryCentral] = MemoryCentral
    ) -> None:
        self.courier, self.central = courier, central
        self.chance = random.Random(seed)
        self.plant = MemoryPlant()
        self.is_rough = True
        self.recorded: list[Record] = []
        self.backup = self.plant.backup()
        self.players = [Player(MemoryDoor(), self) for _ in range(3)]

    @contextmanager
    def network(self) -> Iterator[Outcome]:
        try:
            yield Outcome()
        except Unreached as unreached:
            assert unreached.fault is Fault.TRANSIENT

    def play(self) -> None:
        for _ in range(STEPS):
            self.chance.choices(
                [self.record, self.sync, self.save, self.restore, self.copy], [30, 60, 4, 2, 2]
            )[0]()

    def record(self) -> None:
        player = self.chance.choice(self.players)
        order = "47\x0011" if self.chance.random() < 0.05 else "4711-20"
        self.recorded.append(player.door.record(counted(self.chance.randint(1, 9), order)))

    def sync(self) -> None:
        self.chance.choice(self.players).step()

    def save(self) -> None:
        self.backup = self.plant.backup()

    def restore(self) -> None:
        self.plant.restore(self.backup)

    def copy(self) -> None:
        if len(self.players) < 5:
            self.players.append(Player(self.chance.choice(self.players).door.clone(), self))

    def heal(self) -> None:
        self.is_rough = False
        for player in self.players:
            player.connect()
        for _ in range(HEALING):
            steps = [player.step() for player in self.players]
            if not any(steps):
                return
        raise AssertionError("it never came to rest")

    def check(self) -> None:
        """The promises: nothing lost, nothing doubled, in order, and everybody has everything."""
        wanted = Counter(record.event_id for record in self.recorded)
        assert Counter(row.event_id.bytes for row in self.plant.feed) == wanted
        for log in self.plant.logs.values():
            assert [row.seq for row in log] == list(range(1, len(log) + 1))
            _check_chain([record_of(row) for row in log])
        for player in self.players:
            assert player.door.waiting().count == 0
            assert set(player.door.events) == set(wanted)
            for own in player.door.own.values():
                _check_chain(own)


def _check_chain(log: Sequence[Record]) -> None:
    end = b""
    for record in log:
        end = chain_hash(end, content_of(record))
        assert record.hash == end
