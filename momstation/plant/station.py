"""Who this station is, for rules and presenters that must tell own work from foreign work."""

from dataclasses import dataclass

from momstation.plant.alarms import AlarmClass


@dataclass(frozen=True, slots=True)
class StationFacts:
    """``code`` names the station in every record; ``machines`` are the equipment ids of the work units that
    it serves, the first being the one that a scan means when nothing else is said; ``timezone`` an IANA name,
    empty for that of the plant's shifts; ``alarms`` what the settings ask of people for each alarm."""

    code: str
    name: str
    area: str
    machines: tuple[str, ...] = ()
    timezone: str = ""
    alarms: tuple[AlarmClass, ...] = ()

    @property
    def work_units(self) -> tuple[str, ...]:
        """For which orders are planned here (ISA-95); a workplace without a machine is one itself, by its code."""
        return self.machines or (self.code,)

    @property
    def main_machine(self) -> str | None:
        return self.machines[0] if self.machines else None
