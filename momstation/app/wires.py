"""Starts and stops everything that talks to the outside, and hands what it says to the main thread."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from momstation.app.assembly import Assembly
from momstation.app.urgency import urgency_of
from momstation.core.bus import Bus
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.core.part import Recorded
from momstation.devices.framer import Framing
from momstation.devices.gauge import GaugeConfig, GaugePort
from momstation.devices.gauge_lines import Format
from momstation.devices.opcua import MachinePort
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.plant.bindings import machine_bindings
from momstation.plant.readings import Reading
from momstation.plant.signals import MachineBinding
from momstation.settings import GaugeSettings, ScannerSettings
from momstation.sync.access import AccessWatch
from momstation.sync.config import SyncConfig, configured
from momstation.sync.refusals import REFUSALS
from momstation.sync.status import SyncStatus
from momstation.sync.thread import SyncThread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadingsHeard:
    """Published on the bus for each batch of a machine."""

    readings: tuple[Reading, ...]


class Wires:
    """Machines, scanners and the plant's database of one station; where people practise there is no ``sync``."""

    def __init__(self, assembly: Assembly, bus: Bus, loop: asyncio.AbstractEventLoop) -> None:
        self._bus = bus
        self._loop = loop
        data_dir = assembly.settings.store.path.parent
        self._machines = [self._machine(binding, data_dir) for binding in machine_bindings(assembly.settings)]
        self._machine_codes = [one.code for one in assembly.settings.machine]
        self._scanners = [self._scanner(one) for one in assembly.settings.scanner]
        self._scanner_ids = [one.id for one in assembly.settings.scanner]
        self._gauges = [self._gauge(one) for one in assembly.settings.gauge]
        self.has_plant = False
        self.sync = None if assembly.settings.station.training else self._plant(assembly)
        self._forget = assembly.store.on_recorded(self._wake)

    def start(self, *, hears_machines: bool = True) -> None:
        """Without ``hears_machines`` they are started later, with ``listen``."""
        if hears_machines:
            self.listen()
        for scanner in self._scanners:
            scanner.start()
        for gauge in self._gauges:
            gauge.start()
        if self.sync is not None:
            self.sync.start()

    def listen(self) -> None:
        """Hear the machines."""
        for machine in self._machines:
            machine.start()

    def write_to(self, scanner: str, command: bytes) -> None:
        """Send a scanner a command; returns at once."""
        self._scanners[self._scanner_ids.index(scanner)].write(command)

    def switch(self, machine: str, output: str, is_on: bool) -> None:
        """Switch an output of a machine, such as a lamp; returns at once."""
        self._machines[self._machine_codes.index(machine)].switch(output, is_on)

    async def stop_inputs(self) -> None:
        """No scan and no reading comes any more."""
        for scanner in self._scanners:
            await scanner.stop()
        for gauge in self._gauges:
            await gauge.stop()
        for machine in self._machines:
            await machine.stop()

    async def stop_sync(self) -> None:
        self._forget()
        if self.sync is not None:
            await asyncio.to_thread(self.sync.stop)

    def _plant(self, assembly: Assembly) -> SyncThread:
        watch = _watch(assembly)
        access, trouble = _access(watch)
        self.has_plant = access is not None or bool(trouble)
        tell = self._later(self._bus.publish)
        urgency = urgency_of(assembly)
        return SyncThread(
            access, assembly.store.sync, tell, assembly.clock, trouble, urgency, again=watch.again
        )

    def _wake(self, recorded: Recorded) -> None:
        if self.sync is not None and recorded.is_own and recorded.records:
            self.sync.wake()

    def _machine(self, binding: MachineBinding, data_dir: Path) -> MachinePort:
        return MachinePort(binding, data_dir, self._on_batch, self._bus.publish, self._call_soon)

    def _scanner(self, settings: ScannerSettings) -> ScannerPort:
        framing = Framing(settings.prefix.encode(), settings.suffix.encode(), settings.idle_ms / 1000)
        config = ScannerConfig(settings.id, settings.port, settings.baudrate, framing)
        return ScannerPort(config, self._bus.publish, self._bus.publish, self._call_soon)

    def _gauge(self, settings: GaugeSettings) -> GaugePort:
        framing = Framing(b"", settings.suffix.encode(), settings.idle_ms / 1000)
        written_as = Format(settings.format)
        config = GaugeConfig(settings.id, settings.port, settings.baudrate, written_as, framing)
        return GaugePort(config, self._bus.publish, self._bus.publish, self._call_soon)

    def _on_batch(self, batch: list[Reading]) -> None:
        """The whole batch for the record, then each reading for whoever shows it."""
        self._bus.publish(ReadingsHeard(tuple(batch)))
        for reading in batch:
            self._bus.publish(reading)

    def _call_soon(self, callback: Callable[..., object], *arguments: object) -> None:
        self._loop.call_soon_threadsafe(callback, *arguments)

    def _later(self, callback: Callable[[SyncStatus], None]) -> Callable[[SyncStatus], None]:
        def hand_over(status: SyncStatus) -> None:
            try:
                self._loop.call_soon_threadsafe(callback, status)
            except RuntimeError:  # the loop is closed: nobody is there to be told
                _log.debug("the window is gone")

        return hand_over


def _watch(assembly: Assembly) -> AccessWatch:
    central = assembly.settings.central
    station_id = assembly.store.identity.station_id
    return AccessWatch(central.token_file, lambda: configured(central), station_id)


def _access(watch: AccessWatch) -> tuple[SyncConfig | None, str]:
    """How to reach the plant, or what is wrong with what enrolment left; the station works either way."""
    try:
        return watch.first(), ""
    except Refused as refused:
        _log.warning("The access to the central database cannot be used: %s", refused)
        return None, _(REFUSALS[refused.key]).format(**refused.values)
