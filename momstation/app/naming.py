"""What commands and clocks of a station need from its records, with or without a window."""

from datetime import UTC, datetime, tzinfo

from momstation.app.assembly import Assembly
from momstation.core.bus import Bus
from momstation.core.part import Recorded
from momstation.core.tasks import spawn
from momstation.events.plant import DefinitionPut
from momstation.plant import records as plant
from momstation.plant.time_words import day_and_clock
from momstation.plant.zone import wall_time, zone_of


class Names:
    """What people call a reason or a person; the id itself where the plant does not say."""

    def __init__(self, assembly: Assembly) -> None:
        self._read = assembly.reader.read

    async def describe(self, entity: str, id_: str) -> str:
        if entity == "reason":
            reason = await self._read(lambda conn: plant.reason(conn, id_))
            return reason.text if reason else id_
        if entity == "person":
            person = await self._read(lambda conn: plant.person(conn, id_))
            return person.name if person else id_
        return id_


class WallClock:
    """``14:05`` in the station's own zone, or that of the plant's shifts, as soon as they are known."""

    def __init__(self, assembly: Assembly, bus: Bus) -> None:
        self._assembly = assembly
        self._zone: tzinfo | None = None
        bus.subscribe(Recorded, self._hear)

    async def look(self) -> None:
        shifts = await self._assembly.reader.read(plant.shifts)
        self._zone = zone_of(self._assembly.facts, shifts)

    def face(self, at: datetime) -> str:
        return wall_time(at, self._zone)

    def moment(self, at: datetime) -> str:
        """``14:05``, with its day when that is not today."""
        zone = self._zone or at.astimezone().tzinfo or UTC
        return day_and_clock(at, self._assembly.clock.now(), zone)

    def _hear(self, recorded: Recorded) -> None:
        if DefinitionPut.kind in recorded.kinds:
            spawn(self.look(), name="look at the shifts")
