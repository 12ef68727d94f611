"""Writes the settings of a demo station as an administrator would."""

import json
from collections.abc import Mapping
from pathlib import Path

from momstation.plant.signals import MachineBinding
from momstation.simulation.machine import BROKEN_DOWN

_ALARMS = {
    BROKEN_DOWN: {
        "priority": "high",
        "response": "Keep the guard closed and call maintenance.",
        "owner": "maintenance",
    }
}
"""What people do about each alarm of a simulated machine."""


def station_toml(
    code: str,
    name: str,
    area: str,
    role: str,
    store: Path,
    scanner: Path | None,
    machine: MachineBinding | None,
) -> str:
    """The text of a station's file; operators get a scanner and a machine, the team lead's desktop neither."""
    station = {"code": code, "name": name, "area": area, "role": role}
    is_desk = role == "team_lead"
    display: dict[str, object] = {"diagonal_in": 24.0 if is_desk else 10.1, "fullscreen": False}
    display |= {"width_px": 1920, "height_px": 1080} if is_desk else {"width_px": 1280, "height_px": 800}
    tables = [
        _table("[station]", station),
        _table("[display]", display),
        _table("[store]", {"path": str(store), "ballast_mb": 0}),  # many stations, one disk, for minutes
    ]
    if scanner is not None:
        tables.append(_table("[[scanner]]", {"id": "hand", "port": str(scanner)}))
    if machine is not None:
        tables.append(_table("[[machine]]", _machine(machine)))
        for signal in machine.signals:
            row = {"role": signal.role, "node": signal.node_id, "type": str(signal.type)}
            row |= _ALARMS.get(signal.role, {})
            tables.append(_table("[[machine.signal]]", row))
    return "\n".join(tables)


def _machine(machine: MachineBinding) -> dict[str, object]:
    return {
        "code": machine.code,
        "endpoint": machine.endpoint,
        "security": str(machine.security),
        "state_model": str(machine.state_model),
        "publishing_ms": machine.publishing_ms,
        "counter_modulus": machine.counter_modulus or 0,
    }


def _table(head: str, rows: Mapping[str, object]) -> str:
    """JSON's strings, numbers and booleans are TOML's too."""
    return "\n".join([head, *(f"{key} = {json.dumps(value)}" for key, value in rows.items())]) + "\n"
