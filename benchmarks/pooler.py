"""A PgBouncer in front of a server, for as long as a measurement needs it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg.conninfo import conninfo_to_dict

_PATIENCE_S = 10.0


class Pooler:
    """Transaction pooling on a free port of loopback; one login for all stations, as the design has it."""

    def __init__(self, program: str, dsn: str, server_connections: int) -> None:
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="momstation-pooler-"))
        self._port = _free_port()
        where = conninfo_to_dict(dsn)
        self.dsn = f"host=127.0.0.1 port={self._port} user=any dbname=plant"
        self._write(where, server_connections)
        self._process: subprocess.Popen[bytes] | None = None

    def _write(self, where: Mapping[str, object], server_connections: int) -> None:
        host, port, name = where["host"], where.get("port", 5432), where["dbname"]
        (self._folder / "pgbouncer.ini").write_text(
            f"[databases]\nplant = host={host} port={port} dbname={name} user={where.get('user', 'postgres')}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self._port}\nunix_socket_dir =\n"
            f"auth_type = any\npool_mode = transaction\nmax_client_conn = 1000\n"
            f"default_pool_size = {server_connections}\n"
            f"logfile = {self._folder / 'log'}\npidfile = {self._folder / 'pid'}\n"
        )

    @property
    def version(self) -> str:
        said = subprocess.run([self._program, "--version"], capture_output=True, text=True, check=True).stdout
        return said.split()[1]

    def __enter__(self) -> Self:
        user = self._owner()
        self._process = subprocess.Popen(
            [self._program, "-q", str(self._folder / "pgbouncer.ini")],
            user=user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _PATIENCE_S
        while socket.socket().connect_ex(("127.0.0.1", self._port)):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"no pooler: {(self._folder / 'log').read_text()[-400:]}")
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _owner(self) -> int | None:
        """It refuses to run as root."""
        if os.getuid() != 0:
            return None
        uid = pwd.getpwnam("nobody").pw_uid
        self._folder.chmod(0o755)
        for path in (self._folder, *self._folder.iterdir()):
            os.chown(path, uid, -1)
        return uid


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
