"""Builds the stage of the demo: the central database, machines, scanners, and a file of settings for each station."""

import io
import json
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from momstation.plant.signals import MachineBinding
from momstation.simulation.control import Answer, ask
from momstation.simulation.demo.cast import Player, PlayerFailedError
from momstation.simulation.demo.options import Options
from momstation.simulation.demo.plant_files import write_plant
from momstation.simulation.demo.progress import Tell
from momstation.simulation.demo.room import RoomTakenError, free_area
from momstation.simulation.demo.settings_file import station_toml
from momstation.simulation.machine import with_alarm
from momstation.sync.command import main as central_command
from momstation.sync.embedded import EmbeddedPostgres

LEAD = "LEAD"
AREA = "STAMPING"
MICROSTOP_S = 2
REASON_AFTER_S = 3
CYCLE_S = 0.8


@dataclass(frozen=True, slots=True)
class Place:
    """One station of the demo: its code, files, and (for operators) its scanner's control."""

    code: str
    folder: Path
    config: Path
    store: Path
    scanner: Path | None
    machine: str | None


class Stage:
    """Everything the stations need, in one folder; closing it ends what it started, in reverse order."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._ends = ExitStack()
        self.folder = self._make_folder()
        self.machines = [f"P{number:02}" for number in range(7, 7 + options.stations - 1)]
        self.places: list[Place] = []
        self.dsn = options.central or ""
        self._area = AREA
        self._sockets = Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="mom-")))
        self.plant_folder = self.folder / "plant-files"
        self.plant_control = self._sockets / "plant"

    def close(self) -> None:
        self._ends.close()

    def build(self, tell: Tell) -> None:
        """Start everything that is no station; ``tell`` says what is being done."""
        tell("Starting the central database")
        self._start_central()
        tell("Starting the machines")
        bindings = self._start_machines()
        tell("Plugging in the scanners")
        for code in self.machines:
            self.places.append(self._operator(code, bindings[code]))
        self.places.append(self._lead())

    def machine_report(self) -> dict[str, dict[str, int]]:
        return {code: dict(one) for code, one in self.tell_machines("report")["machines"].items()}

    def tell_machines(self, command: str) -> Answer:
        """Raises PlayerFailedError when the machines are gone: nobody can say then what they made."""
        try:
            return ask(self.plant_control, {"cmd": command})
        except OSError as gone:
            log = self.folder / "plant.log"
            raise PlayerFailedError(
                f"the machines ended, so nobody can say what they made; their log: {log}"
            ) from gone

    def player(self, name: str, *command: str, env: dict[str, str] | None = None) -> Player:
        """Start a process of the demo; it is ended with the stage."""
        player = Player(name, command, self.folder / f"{name}.log", env or {})
        self._ends.callback(player.end)
        return player

    def _make_folder(self) -> Path:
        if self._options.out is None:
            return Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="momstation-demo-")))
        out = self._options.out.resolve()
        out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("station-*/"), *out.glob("plant-files/")):
            shutil.rmtree(old)
        return out

    def _start_central(self) -> None:
        if self._options.central is None:
            data = Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="mom-pg-")))
            server = EmbeddedPostgres(data)
            server.start()
            self._ends.callback(server.stop)
            self.dsn = server.dsn
        self._central("init", "--central", self.dsn)
        self._find_room()

    def _find_room(self) -> None:
        status = json.loads(self._central("status", "--central", self.dsn, "--json"))
        try:
            self._area = free_area(AREA, (*self.machines, LEAD), status["stations"])
        except RoomTakenError as taken:
            raise PlayerFailedError(str(taken)) from taken

    def _start_machines(self) -> dict[str, MachineBinding]:
        plant = self.player(
            "plant", "momstation.simulation.plant", "--wait", "--control", str(self.plant_control),
            "--machines", ",".join(self.machines), "--seed", str(self._options.seed), "--cycle", str(CYCLE_S),
            "--first-stop-at", "8", "--stop-s", "6", "--reason-after", str(REASON_AFTER_S),
            "--uint16", self.machines[-1],
        )  # fmt: skip
        ready = plant.wait_for("endpoint", 30)
        self._ends.callback(_quit, self.plant_control)
        return msgspec.convert(ready["bindings"], type=dict[str, MachineBinding], strict=False)

    def _operator(self, code: str, binding: MachineBinding) -> Place:
        control, link = self._sockets / f"hand-{code}", self._sockets / f"scanner-{code}"
        scanner = self.player(
            f"scanner-{code}", "momstation.simulation.scanner", "--link", str(link), "--control", str(control)
        )
        scanner.wait_for("ready", 20)
        self._ends.callback(_quit, control)
        place = self._place(code, control, code)
        machine = with_alarm(binding)
        text = station_toml(code, f"Press {code[1:]}", self._area, "operator", place.store, link, machine)
        place.config.write_text(text, encoding="utf-8")
        return place

    def _lead(self) -> Place:
        place = self._place(LEAD, None, None)
        text = station_toml(LEAD, "Team lead", self._area, "team_lead", place.store, None, None)
        place.config.write_text(text, encoding="utf-8")
        return place

    def _place(self, code: str, scanner: Path | None, machine: str | None) -> Place:
        folder = self.folder / f"station-{code}"
        folder.mkdir()
        return Place(code, folder, folder / "station.toml", folder / "station.db", scanner, machine)

    def import_plant(self) -> None:
        """The team lead's desktop holds the definitions first; the others get them through the central database."""
        write_plant(
            self.plant_folder, self.machines, datetime.now().astimezone(), MICROSTOP_S, REASON_AFTER_S
        )
        config = str(self.places[-1].config)
        player = self.player(
            "import", "momstation", "plant", "import", str(self.plant_folder), "--config", config
        )
        player.finish(60)

    def enrol(self, place: Place) -> None:
        self._central(
            "enrol",
            "--no-keyring",  # a demo leaves nothing behind
            "--central",
            self.dsn,
            "--code",
            place.code,
            "--area",
            self._area,
            "--config",
            str(place.config),
            "--replace",
        )

    def _central(self, *argv: str) -> str:
        """What the command says; raises PlayerFailedError with its sentence."""
        out, err = io.StringIO(), io.StringIO()
        is_refused = central_command(list(argv), out, err)
        with (self.folder / "central.log").open("a", encoding="utf-8") as log:
            log.write(out.getvalue() + err.getvalue())
        if is_refused:
            raise PlayerFailedError(f"central {argv[0]} failed: {err.getvalue().strip()}")
        return out.getvalue()


def _quit(control: Path) -> None:
    """Machines and scanners listen at their door, not at their standard input."""
    try:
        ask(control, {"cmd": "quit"})
    except OSError:  # it has ended already
        return
