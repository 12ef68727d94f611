"""What systemd is told, and that a supervisor which does not listen keeps nobody waiting."""

import socket
from pathlib import Path

from momstation.app.supervised import Supervisor


def test_each_word_is_one_datagram(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        supervisor = Supervisor({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert supervisor.is_there
        supervisor.tell("READY=1")
        supervisor.tell("WATCHDOG=1")
        assert [systemd.recv(100), systemd.recv(100)] == [b"READY=1", b"WATCHDOG=1"]
        supervisor.close()


def test_a_supervisor_that_never_reads_keeps_nobody_waiting(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        supervisor = Supervisor({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        for _ in range(5000):
            supervisor.tell("WATCHDOG=1")
        supervisor.close()


def test_an_abstract_address_is_understood() -> None:
    name = f"momstation-test-{id(object())}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{name}")
        supervisor = Supervisor({"NOTIFY_SOCKET": f"@{name}"})
        supervisor.tell("READY=1")
        assert systemd.recv(100) == b"READY=1"
        supervisor.close()


def test_without_one_nobody_is_told(tmp_path: Path) -> None:
    alone = Supervisor({})
    alone.tell("READY=1")
    gone = Supervisor({"NOTIFY_SOCKET": str(tmp_path / "nowhere")})
    gone.tell("READY=1")
    assert (alone.is_there, gone.is_there) == (False, True)
    gone.close()
