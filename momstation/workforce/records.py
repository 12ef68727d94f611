"""Reads who is at the station: the team's state and the persons behind its ids."""

from momstation.plant.nouns import Person
from momstation.plant.records import permissions, persons
from momstation.plant.roles import Changes, changes_of
from momstation.store.fold import Fold
from momstation.store.questions import StreamReader
from momstation.workforce.model import Team, apply_to_team, empty_team, team_stream


def team_fold() -> Fold[Team]:
    return Fold(name="team", version=2, state=Team, empty=empty_team, apply=apply_to_team)


async def team_at(reader: StreamReader, station: str) -> Team:
    return await reader.state(team_stream(station), Team) or Team()


async def persons_by_id(reader: StreamReader) -> dict[str, Person]:
    """Everybody the plant knows, in the order of their names."""
    return {person.id: person for person in await reader.read(persons)}


async def changed_rights(reader: StreamReader) -> Changes:
    """The rows of the table of roles that the plant has written anew."""
    return changes_of(await reader.read(permissions))
