"""Turns a station's settings into what wires and rules ask for: bindings of machines, the station's facts."""

from collections.abc import Sequence

from momstation.plant.signals import (
    MachineBinding,
    OutputBinding,
    Security,
    SignalBinding,
    SignalType,
    StateModel,
)
from momstation.plant.station import StationFacts
from momstation.settings import LightSettings, MachineSettings, Settings


def machine_bindings(settings: Settings) -> tuple[MachineBinding, ...]:
    """One binding for each [[machine]], in the order of the file."""
    return tuple(_binding(machine, settings.light) for machine in settings.machine)


def station_facts(settings: Settings) -> StationFacts:
    station = settings.station
    return StationFacts(
        code=station.code,
        name=station.name,
        area=station.area,
        machines=tuple(machine.code for machine in settings.machine),
        timezone=station.timezone,
    )


def _binding(machine: MachineSettings, lights: Sequence[LightSettings]) -> MachineBinding:
    outputs = (OutputBinding(light.cue, light.node) for light in lights if light.machine == machine.code)
    signals = (SignalBinding(one.role, one.node, SignalType(one.type)) for one in machine.signal)
    return MachineBinding(
        code=machine.code,
        endpoint=machine.endpoint,
        signals=tuple(signals),
        security=Security(machine.security),
        state_model=StateModel(machine.state_model),
        publishing_ms=machine.publishing_ms,
        keep_alive_s=machine.keep_alive_s,
        session_timeout_s=machine.session_timeout_s,
        counter_modulus=machine.counter_modulus or None,
        outputs=tuple(outputs),
    )
