"""The process that reads a machine: it waits for its station for a while, and leaves nothing behind."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from momstation.devices import local_socket
from momstation.devices.machine_folder import MachineFolder
from momstation.devices.wire import Frame, Unpacker
from momstation.plant.signals import STATE, MachineBinding, Security, SignalBinding, SignalType


def start(folder: MachineFolder, port: int, *options: str) -> "subprocess.Popen[bytes]":
    signal = SignalBinding(STATE, "ns=2;s=P07.StateCurrent", SignalType.WHOLE)
    endpoint = f"opc.tcp://127.0.0.1:{port}/"
    folder.write_binding(
        MachineBinding(code="P07", endpoint=endpoint, signals=(signal,), security=Security.NONE)
    )
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "momstation.devices.opcua_child"),
            *("--folder", str(folder.path), "--machine", "P07", *options),
        ],
        stderr=subprocess.DEVNULL,
    )


def answering(folder: MachineFolder) -> socket.socket:
    """Connected as soon as the process has opened its door."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return local_socket.connect(folder.socket, timeout_s=60)
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_process_that_nobody_wants_ends_by_itself(tmp_path: Path, free_port: int) -> None:
    folder = MachineFolder(tmp_path / "machines", "P07")
    process = start(folder, free_port, "--patience", "0.3")
    assert process.wait(60) == 0
    assert not folder.socket.exists()


def test_it_says_who_it_is_and_how_the_machine_stands_and_ends_when_told(
    tmp_path: Path, free_port: int
) -> None:
    folder = MachineFolder(tmp_path / "machines", "P07")
    process = start(folder, free_port)
    frames: list[Frame] = []
    with answering(folder) as wire:
        unpacker = Unpacker()
        while not any(frame.get("status") == "lost" for frame in frames):
            frames += unpacker.feed(wire.recv(65_536))
        assert frames[0]["machine"] == "P07"
        assert frames[0]["digest"] == folder.read_binding()[1]
        process.terminate()
        assert process.wait(60) == 0
    assert not folder.socket.exists()
