"""A barcode scanner that is not there: a pseudo-terminal that a station opens like any serial port.

``python -m momstation.simulation.scanner --link PATH --control SOCKET`` holds one at PATH; whoever calls
``scan`` with that control socket pulls its trigger.
"""

import argparse
import asyncio
import base64
import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from momstation.devices.local_socket import Door
from momstation.simulation.control import Answer, ask, serve

if sys.platform != "win32":
    import pty
    import tty

_WRITE_TIMEOUT_S = 2.0


class FakeScanner:
    """``link`` is its by-id path: there while it is plugged in."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._host_end: int | None = None
        self._own_end: int | None = None

    @property
    def is_plugged(self) -> bool:
        return self._own_end is not None

    def plug(self) -> None:
        if self.is_plugged:
            return
        self._own_end, self._host_end = pty.openpty()
        tty.setraw(self._host_end)
        os.set_blocking(self._own_end, False)
        self._link.parent.mkdir(parents=True, exist_ok=True)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._host_end))

    def unplug(self) -> None:
        """The device is gone: its path too, and whoever reads from it learns it."""
        self._link.unlink(missing_ok=True)
        for end in (self._host_end, self._own_end):
            if end is not None:
                os.close(end)
        self._host_end = self._own_end = None

    def send(self, data: bytes, *, chunks: Sequence[int] = (), pause_s: float = 0.0) -> None:
        """Write ``data``, first in portions of the given sizes with a pause after each, then the rest at
        once."""
        for size in chunks:
            self._write(data[:size])
            data = data[size:]
            if pause_s:
                time.sleep(pause_s)
        self._write(data)

    def heard(self) -> bytes:
        """What the host has sent back so far."""
        if self._own_end is None:
            return b""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._own_end, 65_536)
        return b""

    def _write(self, data: bytes) -> None:
        deadline = time.monotonic() + _WRITE_TIMEOUT_S
        while data:
            if self._own_end is None:
                raise ConnectionError("the scanner is not plugged in")
            _, is_free, _ = select.select([], [self._own_end], [], 0.1)
            if is_free:
                data = data[os.write(self._own_end, data) :]
            elif time.monotonic() > deadline:
                raise ConnectionError("nobody reads from the scanner")


def scan(control: Path, data: bytes) -> None:
    """Pull the trigger: the scanner behind ``control`` sends ``data`` as it is, suffix included."""
    answer = ask(control, {"cmd": "scan", "data": base64.b64encode(data).decode()})
    if not answer["ok"]:
        raise ConnectionError(str(answer["why"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="momstation.simulation.scanner", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="path at which the serial port shall appear")
    parser.add_argument("--control", type=Path, required=True, help="path of the control socket")
    options = parser.parse_args(arguments)
    asyncio.run(_run(options.link, options.control))
    return 0


async def _run(link: Path, control: Path) -> None:
    scanner = FakeScanner(link)
    scanner.plug()
    over = asyncio.Event()

    def handle(request: Answer) -> Answer:
        command = request["cmd"]
        if command == "scan":
            scanner.send(base64.b64decode(request["data"]))
        elif command in ("plug", "unplug"):
            scanner.plug() if command == "plug" else scanner.unplug()
        elif command == "quit":
            over.set()
        else:
            raise KeyError(command)
        return {}

    door = Door(control)
    attendant = await serve(door, handle)
    for stop in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(stop, over.set)
    sys.stdout.write('{"ready": true}\n')
    sys.stdout.flush()
    await over.wait()
    attendant.close()
    door.close()
    scanner.unplug()


if __name__ == "__main__":
    sys.exit(main())
