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
    def main_machine(self) -> str | None:
        return self.machines[0] if self.machines else None
