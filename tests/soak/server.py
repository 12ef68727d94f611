"""The plant's PostgreSQL in the soak: durable, and treated worse than any administrator would."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from momstation.sync import central
from momstation.sync.config import SyncConfig
from momstation.sync.embedded import EmbeddedPostgres

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "recovery_init_sync_method": "syncfs",  # one call instead of one for each file: a start in a tenth of the time
    "shared_buffers": "64MB",
    "max_connections": "100",
    "max_wal_size": "256MB",
    "log_min_messages": "fatal",
}


class PlantServer:
    """One database ``plant``. All of it is called by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = EmbeddedPostgres(folder, settings=DURABLE)
        self._server.start()
        with psycopg.connect(self._server.dsn, autocommit=True) as connection:
            connection.execute("CREATE DATABASE plant")
        self.dsn = self._server.dsn_of("plant")
        self.other_dsn = self._server.dsn
        self.socket_path = self._server.socket_path
        central.init(self.dsn)
        self.restarts = 0
        self.down_ms: list[int] = []
        self.has_backup = False

    def enrol(self, code: str, area: str, station_id: bytes) -> SyncConfig:
        return central.enrol(self.dsn, code=code, area=area, station_id=station_id)

    def admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.dsn, autocommit=True, connect_timeout=5)

    def crash(self, hard: bool) -> None:
        """As a power cut of the server's process does: nothing is told, nothing is finished. ``hard`` kills
        every process at once, otherwise the first one tells the others to drop everything."""
        self._down_s = time.monotonic()
        family = self._family()
        if hard:
            for pid in family:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._server.stop(at_once=True)
        _until_gone(family)
        self.restarts += 1

    def start(self) -> None:
        self._server.start()
        self.down_ms.append(round((time.monotonic() - self._down_s) * 1000))

    def back_up(self) -> None:
        """A copy of the files while the server is down; it is started again."""
        self.crash(hard=False)
        shutil.rmtree(self._backup, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self._data), str(self._backup)], check=True)
        self.has_backup = True
        self.start()

    def restore(self) -> None:
        """Yesterday's server: what it was told since then, it never heard."""
        self.crash(hard=False)
        shutil.rmtree(self._data)
        subprocess.run(["cp", "-a", str(self._backup), str(self._data)], check=True)
        self.start()

    def forget_backup(self) -> None:
        self.has_backup = False

    def signal_all(self, number: signal.Signals) -> None:
        for pid in self._family():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def stop(self) -> None:
        self._server.stop()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _backup(self) -> Path:
        return self._folder / "backup"

    def _family(self) -> list[int]:
        """The server's first process and all that it has made: each is a group of its own."""
        first = int((self._data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        try:
            children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii")
        except OSError:
            return []
        return [first, *map(int, children.split())]


def _until_gone(family: list[int]) -> None:
    """A new server must not meet one that is left of the old: the memory that they share would be in use."""
    deadline_s = time.monotonic() + 10
    while any(_is_running(pid) for pid in family[1:]):
        assert time.monotonic() < deadline_s, "processes of the crashed server stay"
        time.sleep(0.005)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][:1]
    except OSError:
        return False
    return state not in ("Z", "X")
