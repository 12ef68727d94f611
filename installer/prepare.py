"""Makes the virtual environment ``.venv`` from the hashed constraints, and Qt's system libraries where they lack.

Runs on a bare Python 3.11 or later with nothing installed: standard library only.
"""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever runs this may have an older one
        print(f"momstation needs Python 3.11 or later; this is {platform.python_version()}.", file=sys.stderr)
        return 1
    if sys.platform == "linux" and not system_libraries():
        return 1
    python = make_venv()
    install(python)
    (VENV / "ready").write_text("made by installer/prepare.py\n", encoding="utf-8")
    return 0


def system_libraries() -> bool:
    """True when Qt can load; installs what lacks as root on Debian and Ubuntu, else prints the line to type."""
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted |= WINDOW_LIBRARIES
    missing = sorted(package for library, package in wanted.items() if not _loads(library))
    if not missing:
        return True
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Qt's system libraries:", *missing, flush=True)
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(line, check=True)
        return True
    print("Qt's system libraries are missing. Type this, then try again:", file=sys.stderr)
    print("  sudo apt-get update && sudo " + " ".join(line), file=sys.stderr)
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_venv() -> Path:
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Making .venv", flush=True)
        venv.EnvBuilder(with_pip=_has_ensurepip(), symlinks=os.name != "nt").create(VENV)
    elif subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False).returncode:
        subprocess.run([str(python), "-m", "ensurepip"], check=True, capture_output=True)
    return python


def _has_ensurepip() -> bool:
    """Debian splits ensurepip off into python3-venv."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        print("Python's venv package is missing. Type: sudo apt-get install python3-venv", file=sys.stderr)
        raise SystemExit(1) from None
    return True


def install(python: Path) -> None:
    """Install exactly the pinned files, each checked by its hash, then the station; compile, so that it starts fast."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q"]
    pinned = str(ROOT / "constraints.txt")
    print("Installing the pinned packages (a few minutes the first time)", flush=True)
    subprocess.run([*pip, "install", "--require-hashes", "-r", pinned], check=True)
    subprocess.run([*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    compiled = [str(VENV), str(ROOT / "momstation")]
    subprocess.run([str(python), "-m", "compileall", "-q", "-j", "0", *compiled], check=False)


if __name__ == "__main__":
    raise SystemExit(main())
