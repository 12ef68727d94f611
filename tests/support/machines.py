"""A simulated plant in its own process, and a station's end that remembers what it heard."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from momstation.devices.opcua import MachinePort
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import MachineBinding
from momstation.simulation.control import ask

Thing = TypeVar("Thing")
PATIENCE_S = 60.0


class Heard:
    """What a port handed over, in order; a test waits for facts in it."""

    def __init__(self) -> None:
        self.readings: list[Reading] = []
        self.links: list[MachineLink] = []
        self._news = threading.Condition()

    def call_soon(self, call: Callable[..., None], *arguments: object) -> None:
        """Stands in for a loop: calls at once, on the port's thread."""
        with self._news:
            call(*arguments)
            self._news.notify_all()

    def until(self, look: Callable[[], Thing | None], timeout_s: float = PATIENCE_S) -> Thing:
        """Wait until ``look`` finds something."""
        deadline = time.monotonic() + timeout_s
        with self._news:
            while (found := look()) is None:
                rest = deadline - time.monotonic()
                assert rest > 0, f"never seen; links {self.links[-5:]}, readings {self.readings[-8:]}"
                self._news.wait(rest)
            return found

    def forget(self) -> None:
        """All but how the link stands."""
        with self._news:
            self.readings.clear()
            del self.links[:-1]

    def link(self, status: Link, reason: str = "", *, after: int = 0) -> MachineLink:
        return self.until(
            lambda: next((x for x in self.links[after:] if x.status is status and reason in x.reason), None)
        )

    def reading(self, role: str, quality: Quality, value: object = ..., reason: str | None = None) -> Reading:
        def fits(reading: Reading) -> bool:
            return (
                reading.signal == role
                and reading.quality is quality
                and (value is ... or reading.value == value)
                and (reason is None or reason in reading.reason)
            )

        return self.until(lambda: next((x for x in self.readings if fits(x)), None))

    def count(self, role: str, fits: Callable[[int], bool]) -> Reading:
        """The first good reading of a counter whose value fits."""

        def look() -> Reading | None:
            mine = (r for r in self.readings if r.signal == role and r.quality is Quality.GOOD)
            return next((r for r in mine if isinstance(r.value, int) and fits(r.value)), None)

        return self.until(look)


class Station:
    """A machine port with its ears. On a busy computer a process that reads a machine may be silent for long."""

    def __init__(self, binding: MachineBinding, data_dir: Path, silent_after_s: float = PATIENCE_S) -> None:
        self.heard = Heard()
        self.port = MachinePort(
            binding,
            data_dir,
            self.heard.readings.extend,
            self.heard.links.append,
            self.heard.call_soon,
            silent_after_s=silent_after_s,
        )
        self.port.start()
        self._is_stopped = False

    def stop(self, *, keep_child: bool = False) -> None:
        if not self._is_stopped:
            self._is_stopped = True
            asyncio.run(self.port.stop(keep_child=keep_child))


class Stations(Protocol):
    """Builds stations that are ended with the test."""

    def __call__(self, binding: MachineBinding, data_dir: Path, silent_after_s: float = ...) -> Station: ...


class SimulatedPlant:
    """The plant's process and its control socket."""

    def __init__(self, control: Path, port: int = 0, *options: str) -> None:
        self.control = control
        self._options = options
        self.start(port)

    def start(self, port: int) -> None:
        arguments = ["--control", str(self.control), "--port", str(port), "--wait", "--cycle", "0.1"]
        stops = ["--first-stop-at", "0", "--between-stops", "0", "--between-micro-stops", "0"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "momstation.simulation.plant", *arguments, *stops, *self._options],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        self.endpoint: str = ready["endpoint"]
        self.bindings = {
            code: msgspec.convert(one, MachineBinding) for code, one in ready["bindings"].items()
        }

    @property
    def port(self) -> int:
        return int(self.endpoint.split(":")[2].split("/")[0])

    def tell(self, cmd: str, **more: object) -> dict[str, Any]:
        answer = ask(self.control, {"cmd": cmd, **more}, timeout_s=PATIENCE_S)
        assert answer["ok"], answer
        return answer

    def fault(self, fault: str, **more: object) -> None:
        self.tell("fault", fault=fault, machine=more.pop("machine", "P07"), **more)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self._let_go()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        self._let_go()

    def _let_go(self) -> None:
        self.process.wait(PATIENCE_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
