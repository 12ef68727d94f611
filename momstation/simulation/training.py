"""Gives people machines to practise with: for each real one of the station a simulated one that makes parts."""

import logging
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from momstation.plant.signals import MachineBinding
from momstation.settings import MachineSettings, SignalSettings
from momstation.simulation.demo.cast import Player

_log = logging.getLogger(__name__)
_READY_S = 60.0
_END_S = 10.0
_FASTEST_S, _SLOWEST_S = 1.0, 20.0
_FIRST_STOP_PARTS = 20
_LONGEST_ASKED_S = 120
_PATIENCE_S = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """How the station's work goes: a part takes ``cycle_s``, and a stop is asked about after ``ask_after_s``."""

    cycle_s: float = 2.0
    ask_after_s: int = 60

    def words(self) -> list[str]:
        """For the simulated plant: each stop of a jam is long enough to be asked about, and the first comes soon."""
        cycle = min(_SLOWEST_S, max(_FASTEST_S, self.cycle_s))
        stop = min(_LONGEST_ASKED_S, self.ask_after_s) + _PATIENCE_S
        return [
            "--cycle", str(cycle), "--first-stop-at", str(cycle * _FIRST_STOP_PARTS), "--stop-s", str(stop),
            "--between-stops", str(10 * stop), "--between-micro-stops", str(5 * stop),
        ]  # fmt: skip


class TrainingMachines:
    """``start`` blocks until they can be read; ``end`` in any case. They end with this process, too."""

    def __init__(self, folder: Path) -> None:
        """``folder`` takes their log."""
        self._folder = folder
        self._ends = ExitStack()

    def start(self, machines: tuple[MachineSettings, ...], pace: Pace) -> tuple[MachineSettings, ...]:
        """The same machines, as they are to be read now. Raises PlayerFailedError."""
        if not machines:
            return ()
        sockets = self._ends.enter_context(tempfile.TemporaryDirectory(prefix="mom-"))
        self._folder.mkdir(parents=True, exist_ok=True)
        plant = Player(
            "machines",
            [
                *("momstation.simulation.plant", "--attended", "--control", f"{sockets}/plant"),
                *("--machines", ",".join(one.code for one in machines), *pace.words()),
            ],
            self._folder / "machines.log",
            {},
        )
        self._ends.callback(plant.end, _END_S)
        ready = plant.wait_for("endpoint", _READY_S)
        bindings = msgspec.convert(ready["bindings"], type=dict[str, MachineBinding], strict=False)
        _log.info("Simulated machines run at %s", ready["endpoint"])
        return tuple(_instead(one, bindings[one.code]) for one in machines)

    def end(self) -> None:
        self._ends.close()


def _instead(real: MachineSettings, stand_in: MachineBinding) -> MachineSettings:
    """Signals of a condition that the real machine does not have are left out: no screen waits for them."""
    wanted = {signal.role: signal for signal in real.signal}
    signals = tuple(
        _stands_in(SignalSettings(role=one.role, node=one.node_id, type=one.type.value), wanted)
        for one in stand_in.signals
        if one.role in wanted or not one.role.startswith("condition:")
    )
    return MachineSettings(
        code=real.code,
        endpoint=stand_in.endpoint,
        signal=signals,
        security="none",
        publishing_ms=real.publishing_ms,
        counter_modulus=stand_in.counter_modulus or 0,
    )


def _stands_in(stand_in: SignalSettings, wanted: Mapping[str, SignalSettings]) -> SignalSettings:
    """People practise with the answers that the real alarm asks for."""
    real = wanted.get(stand_in.role)
    if real is None or real.type != stand_in.type:
        return stand_in
    return replace(real, node=stand_in.node)
