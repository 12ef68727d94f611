"""The station's end of the wire when the process at the other end is not as it should be."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momstation.devices.local_socket import Door
from momstation.devices.machine_folder import MachineFolder
from momstation.devices.opcua import MachinePort
from momstation.plant.readings import Link, Quality
from momstation.plant.signals import STATE, MachineBinding, Security, SignalBinding, SignalType
from tests.support.machines import PATIENCE_S, Heard, Stations

SIGNAL = SignalBinding(STATE, "ns=2;s=P07.StateCurrent", SignalType.WHOLE)


@pytest.fixture
def binding(free_port: int) -> MachineBinding:
    """Of a machine that is not there."""
    endpoint = f"opc.tcp://127.0.0.1:{free_port}/"
    return MachineBinding(code="P 07/ü", endpoint=endpoint, signals=(SIGNAL,), security=Security.NONE)


@pytest.fixture
def stranger(tmp_path: Path, binding: MachineBinding) -> Iterator[Door]:
    """Something that stands at the door of the machine's process and talks nonsense."""
    door = Door(MachineFolder(tmp_path / "machines", binding.code).socket)
    door.socket.settimeout(PATIENCE_S)

    def babble() -> None:
        guest, _ = door.socket.accept()
        with guest:
            guest.sendall(b"\x00\x00\x00\x05hello")

    thread = threading.Thread(target=babble)
    thread.start()
    yield door
    thread.join()
    door.close()


def test_a_stranger_at_the_door_is_left_alone_and_a_process_is_started(
    stranger: Door,
    stations: Stations,
    binding: MachineBinding,
    tmp_path: Path,
) -> None:
    heard = stations(binding, tmp_path).heard
    assert binding.endpoint in heard.link(Link.LOST).reason


def test_a_folder_that_cannot_be_written_is_said(
    stations: Stations,
    binding: MachineBinding,
    tmp_path: Path,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("The process of machine P 07/ü is out of reach")
    (tmp_path / "machines").write_text("a file where a folder should be")
    heard = stations(binding, tmp_path).heard
    assert "cannot be started" in heard.link(Link.LOST).reason
    assert heard.reading(STATE, Quality.NEVER_SEEN).value is None


def test_a_port_that_was_never_started_can_be_stopped(binding: MachineBinding, tmp_path: Path) -> None:
    heard = Heard()
    port = MachinePort(binding, tmp_path, heard.readings.extend, heard.links.append, heard.call_soon)
    asyncio.run(port.stop())
    assert heard.links == []


def test_a_closed_loop_ends_the_wire_and_leaves_the_process_to_the_next_station(
    stations: Stations, binding: MachineBinding, tmp_path: Path
) -> None:
    is_called = threading.Event()

    def closed(call: Callable[..., None], *arguments: object) -> None:
        is_called.set()
        raise RuntimeError("Event loop is closed")

    port = MachinePort(binding, tmp_path, lambda batch: None, lambda link: None, closed)
    port.start()
    assert is_called.wait(60)
    asyncio.run(port.stop())
    assert MachineFolder(tmp_path / "machines", binding.code).socket.exists()
    assert binding.endpoint in stations(binding, tmp_path).heard.link(Link.LOST).reason
