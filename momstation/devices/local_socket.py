"""A door between two processes of this computer: a UNIX socket, or loopback TCP with a token where there are
none.

The door is named by a file path. A UNIX socket lies at that path; otherwise the file there says where to go:
``{"unix": PATH}`` when the path is too long for a socket (108 bytes), ``{"port": N, "token": T}`` on Windows.
"""

import asyncio
import hmac
import json
import os
import secrets
import socket
import stat
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

_LONGEST_UNIX_PATH = 100
_TOKEN_LENGTH = 64
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Door:
    """A listening local socket and the token that a guest must show (empty on a UNIX socket)."""

    def __init__(self, path: Path, *, use_tcp: bool = sys.platform == "win32") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self.path = path
        self.token = ""
        self._extra: Path | None = None
        self.socket = self._listen_tcp() if use_tcp else self._listen_unix()
        self._identity = _identity(path)

    def _listen_tcp(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        self.token = secrets.token_hex(_TOKEN_LENGTH // 2)
        _write_private(self.path, {"port": listener.getsockname()[1], "token": self.token})
        return listener

    def _listen_unix(self) -> socket.socket:
        where = self.path
        if len(os.fsencode(where)) > _LONGEST_UNIX_PATH:
            where = Path(tempfile.mkdtemp(prefix="momstation-")) / "door"
            self._extra = where
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(where))
        where.chmod(0o600)
        listener.listen(8)
        if self._extra is not None:
            _write_private(self.path, {"unix": str(where)})
        return listener

    async def serve(self, serve: Serve) -> asyncio.Server:
        """Answer guests on the running loop; one without the token is shown out."""

        async def admit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self.token and not await self._is_known(reader):
                writer.close()
                return
            # When the house closes, Python 3.11 would print a trace for each guest who is still in.
            with suppress(asyncio.CancelledError):
                await serve(reader, writer)

        if self.token:
            return await asyncio.start_server(admit, sock=self.socket)
        return await asyncio.start_unix_server(admit, sock=self.socket)

    async def _is_known(self, reader: asyncio.StreamReader) -> bool:
        try:
            shown = await asyncio.wait_for(reader.readexactly(_TOKEN_LENGTH), timeout=5)
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            return False
        return hmac.compare_digest(shown, self.token.encode())

    def _is_ours(self) -> bool:
        """A successor may have opened a door of its own at the same path."""
        return self.path.exists() and _identity(self.path) == self._identity

    def close(self) -> None:
        self.socket.close()
        if self._is_ours():
            self.path.unlink(missing_ok=True)
        if self._extra is not None:
            self._extra.unlink(missing_ok=True)
            self._extra.parent.rmdir()


def connect(path: Path, *, timeout_s: float) -> socket.socket:
    """A connected socket through the door at ``path``; raises OSError when nobody answers there."""
    if stat.S_ISSOCK(path.stat().st_mode):
        return _connect_unix(str(path), timeout_s)
    try:
        direction = json.loads(path.read_text())
        if "unix" in direction:
            return _connect_unix(direction["unix"], timeout_s)
        port, token = int(direction["port"]), str(direction["token"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise ConnectionError(f"{path} does not say where to connect") from wrong
    guest = socket.create_connection(("127.0.0.1", port), timeout=timeout_s)
    guest.sendall(token.encode())
    return guest


def _connect_unix(path: str, timeout_s: float) -> socket.socket:
    guest = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        guest.settimeout(timeout_s)
        guest.connect(path)
    except OSError:
        guest.close()
        raise
    return guest


def _identity(path: Path) -> tuple[int, int]:
    """A file system may give a number again at once; not at the same moment."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def _write_private(path: Path, content: object) -> None:
    """In one move, so that nobody reads half of it."""
    new = path.with_name(path.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file)
    new.replace(path)
