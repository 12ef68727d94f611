"""What people call stations and persons, and what the plant's clock shows, as of one moment."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.plant import records as plant
from momstation.plant.station import StationFacts
from momstation.plant.time_words import day_and_clock, zone_of
from momstation.production.records.naming import station_names


@dataclass(frozen=True)
class PlantWords:
    stations: dict[str, str]
    persons: dict[str, str]
    zone: tzinfo
    now: datetime

    def station(self, code: str) -> str:
        return self.stations.get(code, code)

    def person(self, person: str) -> str:
        return self.persons.get(person, person)

    def time(self, at: str) -> str:
        """``14:05`` today, ``11-24 14:05`` on another day; empty where no moment is known."""
        try:
            return day_and_clock(datetime.fromisoformat(at), self.now, self.zone)
        except ValueError:
            return ""

    def moment(self, at: datetime) -> str:
        return day_and_clock(at, self.now, self.zone)


def plant_words(conn: sa.Connection, facts: StationFacts, now: datetime) -> PlantWords:
    names = station_names(conn) | {facts.code: facts.name}
    persons = {one.id: one.name for one in plant.persons(conn)}
    return PlantWords(names, persons, zone_of(facts, plant.shifts(conn)), now)
