"""Sign-on with everything but the disk: real handlers, folds and tables behind a real dispatcher."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.event import Event, Record
from momstation.core.part import Command
from momstation.plant.nouns import Noun
from momstation.plant.pins import hash_pin
from momstation.plant.station import StationFacts
from momstation.store.fold import fold_of
from momstation.workforce import part
from momstation.workforce.model import PinRules
from momstation.workforce.presenters import acting_actor
from momstation.workforce.records import team_fold
from momstation.workforce.service import TeamService
from tests.support.plant_builders import NOON, a_person, plant_tables, record_of

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
FACTS = StationFacts(
    code="ST-07", name="Press 07", area="Stamping", machines=("P07",), timezone="Europe/Berlin"
)


def the_crew() -> list[Noun]:
    """Two with badge and PIN, one with a badge alone."""
    return [
        a_person("P1001", name="A. Meyer", badge="BADGE:1001", pin_hash=hash_pin("1234")),
        a_person("P1002", name="J. Novak", badge="BADGE:1002", pin_hash=hash_pin("2580")),
        a_person("P1003", name="K. Ito", badge="77310"),
    ]


class MemoryStore:
    """Journal and reader over a list of records: what was recorded is all there is."""

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn
        self.records: list[Record] = []
        self._by_command: dict[str, tuple[Record, ...]] = {}

    async def record(self, events: Sequence[Event], *, command_id: str | None = None) -> tuple[Record, ...]:
        start = len(self.records) + 1
        made = tuple(record_of(event, hlc=at, seq=at) for at, event in enumerate(events, start=start))
        self.records.extend(made)
        if command_id is not None:
            self._by_command[command_id] = made
        return made

    async def recorded_by(self, command_id: str) -> tuple[Record, ...] | None:
        return self._by_command.get(command_id)

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        return query(self._conn)

    async def state(self, stream: str, kind: type[S], /) -> S | None:
        records = [record for record in self.records if record.stream == stream]
        folded = msgspec.json.encode(fold_of(team_fold(), stream, records))
        return msgspec.json.decode(folded, type=kind) if records else None


class TeamBench:
    """``clock`` is turned by hand; ``restart`` forgets all but the records."""

    def __init__(self, store: MemoryStore, rules: PinRules) -> None:
        self.store = store
        self.rules = rules
        self.clock = ManualClock(NOON)
        self.restart()

    def restart(self) -> None:
        self.service = TeamService(self.store, FACTS, self.rules)
        self.part = part(self.service, self.store)
        self.dispatcher = Dispatcher([self.part], self.store, self.clock)

    async def send(self, command: Command) -> list[Event]:
        """As the shell does: a wrong PIN is raised although it was recorded."""
        records = await self.dispatcher.send(command, await acting_actor(self.store, FACTS.code))
        refusal = await self.service.refusal_of(records)
        if refusal is not None:
            raise refusal
        return [record.event for record in records]

    def events(self, kind: type[Event]) -> list[Event]:
        return [record.event for record in self.store.records if isinstance(record.event, kind)]


@contextmanager
def a_team_bench(tries: int = 5, lock: timedelta = timedelta(minutes=15)) -> Iterator[TeamBench]:
    with plant_tables(the_crew()) as conn:
        yield TeamBench(MemoryStore(conn), PinRules(tries=tries, lock=lock))
