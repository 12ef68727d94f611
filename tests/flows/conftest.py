"""What whole stations share."""

import pytest

from momstation.devices.opcua import MachinePort


@pytest.fixture(autouse=True)
def readers_are_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer a process that reads a machine may say nothing for long, and is no process that hangs."""
    monkeypatch.setattr(MachinePort.__init__, "__defaults__", (60.0,))
