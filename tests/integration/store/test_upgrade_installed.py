"""An installed station finds the way from older files to newer ones: the revisions are in the package."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from momstation.store.schema import VERSION
from tests.integration.store.test_upgrade import form, text_of
from tests.support.store_story import undump

ROOT = Path(__file__).parents[3]
OPEN = """
import sys
from pathlib import Path
from momstation.core.clock import SystemClock
from momstation.store import sqlite, upgrade
assert "alembic" not in sys.modules
sqlite.close(upgrade.open_in_present_form(Path(sys.argv[1]), SystemClock()))
print(upgrade.__file__, "alembic" in sys.modules)
"""


def _open(installed: Path, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path)],
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_an_installed_package_opens_an_older_file_and_loads_what_that_takes_only_then(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=200)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    path = tmp_path / "station.db"
    undump(text_of(1, "dump.sql"), path)
    place, loaded = _open(tmp_path / "installed", path)
    assert place.startswith(str(tmp_path / "installed"))
    assert (form(path), loaded) == (VERSION, "True")
    assert _open(tmp_path / "installed", path)[1] == "False"
