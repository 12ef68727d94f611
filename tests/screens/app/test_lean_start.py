"""What an operator's home does not need is not loaded before it stands; no clock measures this."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.core.paths import resources
from momstation.plant.command import main as plant_command
from momstation.simulation.demo.settings_file import station_toml

MOST_MODULES = 880
HEAVY = frozenset(
    {
        "alembic", "argon2", "asyncua", "babel", "cryptography", "hypothesis", "numpy", "psycopg", "pydantic",
        "pyqtgraph", "pytest", "sounddevice", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPrintSupport",
        "momstation.production.screens.evidence_sheet", "momstation.production.screens.quantity_sheet",
        "momstation.production.screens.scrap_sheet", "momstation.production.screens.stop_reason_sheet",
        "momstation.shell.about", "momstation.shell.alarm_page.presenter", "momstation.shell.alarm_page.screen",
         "momstation.shell.board_presenter", "momstation.shell.board_screen",
        "momstation.shell.doctor", "momstation.shell.inbox.evidence", "momstation.shell.inbox.screen",
        "momstation.store.salvage", "momstation.sync.central",
        "momstation.ui.gallery_pages", "momstation.ui.measure_grid", "momstation.ui.text_sheet",
    }
)  # fmt: skip
_TELL = """
import json, linecache, sys
from momstation.simulation.conductor import Conductor
say = Conductor.say
def tell(self, word, **more):
    if word == "ready":
        more["modules"] = sorted(sys.modules)
        more["read"] = [name for name in linecache.cache if name.endswith(".py")]
    say(self, word, **more)
Conductor.say = tell
from momstation.cli import main
sys.exit(main(["run", "--config", sys.argv[1], "--conduct"]))
"""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What a station in a process of its own says when its home is painted and answers."""
    folder = tmp_path_factory.mktemp("lean")
    config = folder / "station.toml"
    text = station_toml("P07", "Press 07", "STAMPING", "operator", folder / "station.db", None, None)
    config.write_text(text)
    assert plant_command(_importing(config), sys.stdout, sys.stderr) == 0
    command = [sys.executable, "-c", _TELL, str(config)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as station:
        assert station.stdin is not None and station.stdout is not None
        said: dict[str, object] = next(
            (line for line in map(json.loads, station.stdout) if line["is"] == "ready"), {}
        )
        station.stdin.close()
        yield said
        assert station.wait(60) == 0


def _importing(config: Path) -> list[str]:
    return ["import", str(resources() / "plants/demo"), "--config", str(config)]


def _modules(ready: dict[str, object]) -> frozenset[str]:
    modules = ready["modules"]
    assert isinstance(modules, list)
    return frozenset(modules)


def test_nothing_heavy_is_loaded_before_the_home_stands(ready: dict[str, object]) -> None:
    assert sorted(HEAVY & _modules(ready)) == []


def test_a_start_loads_few_modules(ready: dict[str, object]) -> None:
    """A start pays for each; whoever needs more of them asks whether the home needs them."""
    assert len(_modules(ready)) < MOST_MODULES


def test_no_text_of_a_module_is_read_for_switches_of_qt(ready: dict[str, object]) -> None:
    assert ready["read"] == []


def test_what_is_said_to_be_heavy_can_be_loaded() -> None:
    """A name that was misspelt would never be found."""
    own = sorted(name for name in HEAVY if name.startswith("momstation."))
    code = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    assert subprocess.run([sys.executable, "-c", code, *own], check=False).returncode == 0
