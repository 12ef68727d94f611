"""The process that reads a machine, as the station sees it: how it is started, and the wire to one that runs."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from momstation.devices import local_socket
from momstation.devices.machine_folder import MachineFolder
from momstation.devices.wire import BadFrameError, Frame, Unpacker, pack

CHUNK = 65_536
ANSWER_TIMEOUT_S = 5.0


def start_process(folder: MachineFolder, machine: str) -> "subprocess.Popen[bytes]":
    """In a session of its own: what ends the station's terminal does not end the reading."""
    with folder.log.open("wb") as log:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "momstation.devices.opcua_child"),
                *("--folder", str(folder.path), "--machine", machine),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=os.name == "posix",
        )


class Wire:
    """A connected machine process that has said who it is."""

    def __init__(self, wire: socket.socket, unpacker: Unpacker, hello: Frame, first: list[Frame]) -> None:
        self.socket = wire
        self.unpacker = unpacker
        self.hello = hello
        self.first = first

    @classmethod
    def open(cls, path: Path) -> "Wire":
        wire = local_socket.connect(path, timeout_s=ANSWER_TIMEOUT_S)
        try:
            unpacker = Unpacker()
            frames: list[Frame] = []
            while not frames:
                data = wire.recv(CHUNK)
                if not data:
                    raise ConnectionError("the process closed the door")
                frames += unpacker.feed(data)
            wire.settimeout(None)
        except (OSError, BadFrameError):
            wire.close()
            raise
        return cls(wire, unpacker, frames[0], frames[1:])

    def kill(self) -> None:
        """It says each second that it runs; one that does not will not listen to anything gentler."""
        with contextlib.suppress(OSError):
            os.kill(int(self.hello["pid"]), getattr(signal, "SIGKILL", signal.SIGTERM))

    def acknowledge(self, number: int) -> None:
        say_at_once(self.socket, {"t": "ack", "n": number})


def say_at_once(wire: socket.socket, frame: Frame) -> None:
    """Never waits: a process that does not read what it is told is not worth a standing screen."""
    with contextlib.suppress(OSError):
        wire.send(pack(frame), getattr(socket, "MSG_DONTWAIT", 0))
