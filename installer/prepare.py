"""Makes the virtual environment ``.venv`` from the hashed constraints, and the system packages that Qt and it lack.

Runs on a bare Python with nothing installed: standard library only, and no syntax that an older Python cannot read,
so that whoever has one gets a sentence. With ``--system`` it only sees to the system packages; with ``--tests`` to a
PostgreSQL with TLS, which only tests need.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
PROGRAMS = Path("/usr/lib/postgresql")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        return under_a_newer_python(arguments)
    if "--tests" in arguments:
        return postgresql_for_tests()
    if sys.platform == "linux" and not system_packages():
        return 1
    if "--system" in arguments:
        return 0
    try:
        install(make_venv())
    except subprocess.CalledProcessError as failed:
        print("This did not work: " + " ".join(map(str, failed.cmd)), file=sys.stderr)
        print(
            "Look at the lines above, then type the same command again; it goes on from here.",
            file=sys.stderr,
        )
        return 1
    (VENV / "ready").write_text("made by installer/prepare.py\n", encoding="utf-8")
    return 0


def under_a_newer_python(arguments: list[str]) -> int:
    """Start again under one that is new enough: Ubuntu 22.04 has ``python3.11`` beside an older ``python3``."""
    for minor in (11, 12, 13, 14):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            return subprocess.run([newer, str(Path(__file__).resolve()), *arguments], check=False).returncode
    print(f"momstation needs Python 3.11 or later; this is {platform.python_version()}.", file=sys.stderr)
    return 1


def system_packages() -> bool:
    """True when nothing lacks; installs what lacks as root on Debian and Ubuntu, else prints the line to type."""
    missing = missing_packages()
    if not missing:
        return True
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing system packages:", *missing, flush=True)
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], line):
            if subprocess.run(command, env=quietly, check=False).returncode:
                break
        missing = missing_packages()
        if not missing:
            return True
        line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    sudo = "sudo " if shutil.which("sudo") else ""
    who = "" if sudo or os.geteuid() == 0 else " as root"
    print(f"System packages are missing. Type this{who}, then try again:", file=sys.stderr)
    print(f"  {sudo}apt-get update && {sudo}{' '.join(line)}", file=sys.stderr)
    return False


def postgresql_for_tests() -> int:
    """Its programs alone: no server of it is left running. Without it the tests say what they could not try."""
    if sys.platform == "linux" and not list(PROGRAMS.glob("*/bin/postgres")) and not _install_postgresql():
        print("The tests of TLS need a PostgreSQL: install the package postgresql.", file=sys.stderr)
    return 0


def _install_postgresql() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing PostgreSQL for the tests", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    for command in (["apt-get", "update", "-q"], [*install, "postgresql-common"]):
        if subprocess.run(command, env=quietly, check=False).returncode:
            return False
    with NO_CLUSTER.open("a", encoding="utf-8") as file:
        file.write("\ncreate_main_cluster = false\n")  # or the next package makes a server and starts it
    return subprocess.run([*install, "postgresql"], env=quietly, check=False).returncode == 0


def missing_packages() -> list[str]:
    """Debian's names of the packages that lack: Qt's libraries, those of the display that is here, and venv."""
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted |= X11_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted |= WAYLAND_LIBRARIES
    missing = {package for library, package in wanted.items() if not _loads(library)}
    importlib.invalidate_caches()
    if not venv_python().exists() and importlib.util.find_spec("ensurepip") is None:
        missing.add("python{}.{}-venv".format(*sys.version_info))  # Debian splits ensurepip off
    return sorted(missing)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> Path:
    """Make ``.venv``, or mend one whose making was interrupted or whose Python is gone."""
    python = venv_python()
    if not _answers(python, "import sys; sys.exit(sys.version_info < (3, 11))"):
        print("Making .venv", flush=True)
        venv.EnvBuilder(with_pip=True, clear=VENV.exists(), symlinks=os.name != "nt").create(VENV)
    elif not _answers(python, "import pip"):
        subprocess.run([str(python), "-m", "ensurepip"], check=True)
    return python


def _answers(python: Path, code: str) -> bool:
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", code], check=False, capture_output=True).returncode == 0


def install(python: Path) -> None:
    """Install exactly the pinned files, each checked by its hash, then the station; compile, so that it starts fast."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q"]
    pinned = str(ROOT / "constraints.txt")
    print("Installing the pinned packages (a few minutes the first time)", flush=True)
    subprocess.run([*pip, "install", "--require-hashes", "-r", pinned], check=True)
    subprocess.run([*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    compiled = [str(VENV), str(ROOT / "momstation")]
    subprocess.run([str(python), "-m", "compileall", "-qq", "-j", "0", *compiled], check=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
