"""Refuses an alarm to which nobody has an answer: each says what people do and whose it is."""

from collections.abc import Sequence

from momstation.core.i18n import _
from momstation.settings.declared import MachineSettings, SignalSettings
from momstation.settings.reading import Reading

_CONDITION = "condition:"


def check_alarms(reading: Reading, machines: Sequence[MachineSettings]) -> None:
    """IEC 62682: an alarm needs a response. A condition of which nothing is said is none, and stays as it is."""
    for at, machine in enumerate(machines):
        for number, signal in enumerate(machine.signal):
            _check(reading, f"machine[{at}].signal[{number}]", signal)


def _check(reading: Reading, key: str, signal: SignalSettings) -> None:
    said = {"priority": signal.priority, "response": signal.response.strip(), "owner": signal.owner}
    is_condition = signal.role.startswith(_CONDITION) and signal.type == "bool"
    if not is_condition:
        for name in (name for name, value in said.items() if value):
            problem = _("only a condition of type bool can be an alarm.")
            reading.fault(f"{key}.{name}", problem, said[name], remedy=_("Remove this line."))
    elif any(said.values()):
        for name in (name for name, value in said.items() if not value):
            reading.fault(f"{key}.{name}", _missing(name).format(role=signal.role), remedy=_remedy(name))


def _missing(name: str) -> str:
    if name == "priority":
        return _("the alarm {role} does not say how soon somebody must respond.")
    if name == "response":
        return _("the alarm {role} does not say what people do when it comes.")
    return _("the alarm {role} does not say whose it is.")


def _remedy(name: str) -> str:
    if name == "priority":
        return _('Write priority = "high", "medium" or "low".')
    if name == "response":
        return _('Write response = "What people do", or remove priority and owner: then it is no alarm.')
    return _('Write owner = "operator", "maintenance" or another role.')
