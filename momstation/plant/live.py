"""What the wires say at this moment: shown with its quality and age, never recorded."""

from collections.abc import Iterable
from datetime import datetime

from momstation.plant.alarms import AlarmClass
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import CONDITION
from momstation.plant.standing import Standing

_HEARD = (Link.LIVE, Link.MISCONFIGURED)


class LiveSignals:
    """The last reading of each signal, the last word on each link, and which conditions stand after their delays, also
    while a full disk records nothing; lives on the main thread."""

    def __init__(self, alarms: Iterable[AlarmClass] = ()) -> None:
        self._alarms = tuple(alarms)
        self._readings: dict[str, dict[str, Reading]] = {}
        self._links: dict[str, MachineLink] = {}
        self._standing: dict[str, Standing] = {}

    def hear(self, reading: Reading) -> None:
        machine = reading.machine
        self._readings.setdefault(machine, {})[reading.signal] = reading
        if reading.signal.startswith(CONDITION):
            before = self._standing.get(machine, Standing())
            self._standing[machine], _events = before.hear(reading, machine, self._alarms)

    def hear_link(self, link: MachineLink) -> None:
        self._links[link.machine] = link
        if link.status not in _HEARD and link.machine in self._standing:
            self._standing[link.machine] = self._standing[link.machine].unheard()

    def tick(self, at: datetime) -> None:
        """Time passed: a condition may have come or gone for as long as it must."""
        for machine, standing in self._standing.items():
            self._standing[machine], _events = standing.settle(at, machine, self._alarms)

    def resume(self, machine: str, standing: Iterable[str]) -> None:
        """What stands in the records as the station begins to listen; nothing of it waits again."""
        self._standing[machine] = Standing(frozenset(standing))

    def standing(self, machine: str) -> frozenset[str]:
        """The conditions that came for long enough, by name, and have not gone for long enough since; whether they are
        heard at this moment says ``is_live``."""
        return self._standing.get(machine, Standing()).recorded

    def link(self, machine: str) -> MachineLink:
        """A machine that no wire has spoken of yet is being connected to."""
        return self._links.get(machine, MachineLink(machine, Link.CONNECTING))

    def is_wired(self, machine: str) -> bool:
        """Whether any wire has spoken of this machine; a bench without one is worked at by hand."""
        return machine in self._links or machine in self._readings

    def reading(self, machine: str, signal: str) -> Reading | None:
        return self._readings.get(machine, {}).get(signal)

    def is_live(self, machine: str, signal: str) -> bool:
        """Whether a value may be shown without a warning: heard in good quality over a wire that is up, even
        if another signal of the machine cannot be read."""
        reading = self.reading(machine, signal)
        good = reading is not None and reading.quality is Quality.GOOD
        return good and self.link(machine).status in _HEARD

    def age_s(self, machine: str, signal: str, monotonic: float) -> float | None:
        """Seconds since the signal was heard; None if it never was."""
        reading = self.reading(machine, signal)
        return None if reading is None else max(0.0, monotonic - reading.received_monotonic)
