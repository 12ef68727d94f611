"""What the wires say at this moment: shown with its quality and age, never recorded."""

from collections.abc import Mapping
from types import MappingProxyType

from momstation.plant.readings import Link, MachineLink, Quality, Reading


class LiveSignals:
    """The last reading of each signal and the last word on each link; lives on the main thread."""

    def __init__(self) -> None:
        self._readings: dict[str, dict[str, Reading]] = {}
        self._links: dict[str, MachineLink] = {}

    def hear(self, reading: Reading) -> None:
        self._readings.setdefault(reading.machine, {})[reading.signal] = reading

    def hear_link(self, link: MachineLink) -> None:
        self._links[link.machine] = link

    def link(self, machine: str) -> MachineLink:
        """A machine that no wire has spoken of yet is being connected to."""
        return self._links.get(machine, MachineLink(machine, Link.CONNECTING))

    def is_wired(self, machine: str) -> bool:
        """Whether any wire has spoken of this machine; a bench without one is worked at by hand."""
        return machine in self._links or machine in self._readings

    def reading(self, machine: str, signal: str) -> Reading | None:
        return self._readings.get(machine, {}).get(signal)

    def signals(self, machine: str) -> Mapping[str, Reading]:
        """Every signal of the machine that was ever heard, by its role."""
        return MappingProxyType(self._readings.get(machine, {}))

    def is_live(self, machine: str, signal: str) -> bool:
        """Whether a value may be shown without a warning: heard in good quality over a wire that is up, even
        if another signal of the machine cannot be read."""
        reading = self.reading(machine, signal)
        good = reading is not None and reading.quality is Quality.GOOD
        return good and self.link(machine).status in (Link.LIVE, Link.MISCONFIGURED)

    def age_s(self, machine: str, signal: str, monotonic: float) -> float | None:
        """Seconds since the signal was heard; None if it never was."""
        reading = self.reading(machine, signal)
        return None if reading is None else max(0.0, monotonic - reading.received_monotonic)
