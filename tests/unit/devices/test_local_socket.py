"""The door between two processes: over a UNIX socket, over one with a long path, and over TCP with a
token."""

import asyncio
import json
import socket
from pathlib import Path

import pytest

from momstation.devices import local_socket
from momstation.devices.local_socket import Door


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()


def say_hello(path: Path) -> bytes:
    with local_socket.connect(path, timeout_s=5) as guest:
        guest.sendall(b"hello\n")
        return guest.recv(100)


@pytest.mark.parametrize("folder", ["short", "long" * 30])
@pytest.mark.parametrize("use_tcp", [False, True])
def test_a_guest_is_served(tmp_path: Path, folder: str, use_tcp: bool) -> None:
    path = tmp_path / folder / "door"

    async def run() -> bytes:
        door = Door(path, use_tcp=use_tcp)
        server = await door.serve(echo)
        answer = await asyncio.to_thread(say_hello, path)
        server.close()
        await server.wait_closed()
        door.close()
        return answer

    assert asyncio.run(run()) == b"hello\n"
    assert not path.exists()


def test_a_guest_with_a_wrong_token_is_shown_out(tmp_path: Path) -> None:
    path = tmp_path / "door"

    def intrude() -> bytes:
        port = json.loads(path.read_text())["port"]
        with socket.create_connection(("127.0.0.1", port), timeout=200) as guest:
            guest.sendall(b"0" * 64 + b"hello\n")
            try:
                return guest.recv(100)
            except ConnectionResetError:
                return b""

    async def run() -> bytes:
        door = Door(path, use_tcp=True)
        server = await door.serve(echo)
        answer = await asyncio.to_thread(intrude)
        server.close()
        await server.wait_closed()
        door.close()
        return answer

    assert asyncio.run(run()) == b""


@pytest.mark.parametrize("use_tcp", [False, True])
def test_only_the_owner_may_enter(tmp_path: Path, use_tcp: bool) -> None:
    door = Door(tmp_path / "door", use_tcp=use_tcp)
    assert (tmp_path / "door").stat().st_mode & 0o077 == 0
    door.socket.close()
    door.close()


@pytest.mark.parametrize("use_tcp", [False, True])
def test_a_door_that_closes_late_leaves_its_successor_open(tmp_path: Path, use_tcp: bool) -> None:
    old = Door(tmp_path / "door", use_tcp=use_tcp)
    new = Door(tmp_path / "door", use_tcp=use_tcp)
    old.close()
    assert (tmp_path / "door").exists()
    new.close()
    assert not (tmp_path / "door").exists()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"port": "x", "token": "y"}'])
def test_a_file_that_leads_nowhere_is_an_ordinary_failure(tmp_path: Path, content: str) -> None:
    (tmp_path / "door").write_text(content)
    with pytest.raises(OSError, match="door"):
        local_socket.connect(tmp_path / "door", timeout_s=1)


def test_nobody_there_is_an_ordinary_failure(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="door"):
        local_socket.connect(tmp_path / "door", timeout_s=1)
