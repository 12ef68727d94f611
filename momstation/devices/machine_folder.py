"""The files that a station and a machine's process share, by name, so that a restarted station finds the
process again."""

import hashlib
from pathlib import Path
from urllib.parse import quote

import msgspec

from momstation import __version__
from momstation.plant.signals import MachineBinding


class MachineFolder:
    """``<data folder>/machines``: the binding, the socket, the log and the pinned certificate of each
    machine."""

    def __init__(self, path: Path, machine: str) -> None:
        self.path = path
        self._stem = quote(machine, safe="")

    @property
    def binding(self) -> Path:
        return self.path / f"{self._stem}.json"

    @property
    def socket(self) -> Path:
        return self.path / f"{self._stem}.sock"

    @property
    def log(self) -> Path:
        return self.path / f"{self._stem}.log"

    def write_binding(self, binding: MachineBinding) -> str:
        """Returns the digest by which a running process shows that it reads what is wanted now."""
        content = msgspec.json.encode(binding)
        self.path.mkdir(parents=True, exist_ok=True)
        new = self.binding.with_suffix(".new")
        new.write_bytes(content)
        new.replace(self.binding)
        return _digest(content)

    def read_binding(self) -> tuple[MachineBinding, str]:
        content = self.binding.read_bytes()
        return msgspec.json.decode(content, type=MachineBinding), _digest(content)


def _digest(content: bytes) -> str:
    """Of the binding and of this program: after an update the old process is not what is wanted any more."""
    return hashlib.sha256(content + __version__.encode()).hexdigest()
