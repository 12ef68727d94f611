"""Reads who is at the station: the team's state and the persons behind its ids."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import msgspec
import sqlalchemy as sa

from momstation.plant.nouns import Person
from momstation.plant.records import permissions, persons
from momstation.plant.roles import Changes, changes_of
from momstation.store.fold import Fold
from momstation.workforce.model import Team, apply_to_team, empty_team, team_stream

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


class Reader(Protocol):
    """What the store lets this function read."""

    async def read(self, query: Callable[[sa.Connection], T]) -> T: ...

    async def state(self, stream: str, kind: type[S], /) -> S | None: ...


def team_fold() -> Fold[Team]:
    return Fold(name="team", version=2, state=Team, empty=empty_team, apply=apply_to_team)


async def team_at(reader: Reader, station: str) -> Team:
    return await reader.state(team_stream(station), Team) or Team()


async def persons_by_id(reader: Reader) -> dict[str, Person]:
    """Everybody the plant knows, in the order of their names."""
    return {person.id: person for person in await reader.read(persons)}


async def changed_rights(reader: Reader) -> Changes:
    """The rows of the table of roles that the plant has written anew."""
    return changes_of(await reader.read(permissions))
