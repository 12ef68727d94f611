"""Turns a station's settings into what wires and rules ask for: bindings of machines, the station's facts."""

from collections.abc import Sequence

from momstation.events.machines import AlarmPriority
from momstation.plant.alarms import AlarmClass
from momstation.plant.signals import (
    CONDITION,
    MachineBinding,
    OutputBinding,
    Security,
    SignalBinding,
    SignalType,
    StateModel,
)
from momstation.plant.station import StationFacts
from momstation.settings import LightSettings, MachineSettings, Settings, SignalSettings


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
        alarms=alarm_classes(settings),
    )


def alarm_classes(settings: Settings) -> tuple[AlarmClass, ...]:
    """One class for each condition of each [[machine]] of which the settings say more than its node."""
    return tuple(
        _class(machine.code, signal)
        for machine in settings.machine
        for signal in machine.signal
        if signal.priority or signal.delay_s
    )


def _class(machine: str, signal: SignalSettings) -> AlarmClass:
    condition = signal.role.removeprefix(CONDITION)
    if not signal.priority:
        return AlarmClass(machine, condition, delay_s=signal.delay_s)
    priority = AlarmPriority(signal.priority)
    return AlarmClass(machine, condition, priority, signal.response, signal.owner, signal.delay_s)


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
