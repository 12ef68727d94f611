"""Leads the shift from the first process to the report."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.simulation.demo.cast import Player, PlayerFailedError
from momstation.simulation.demo.evidence import collect
from momstation.simulation.demo.options import Options, parse
from momstation.simulation.demo.panel import show_panel
from momstation.simulation.demo.progress import Progress
from momstation.simulation.demo.report import compose
from momstation.simulation.demo.stage import Place, Stage
from momstation.sync.refusals import REFUSALS

READY_S = 180.0
DRAIN_S = 120.0
LOOK_S = 3.0


def main(argv: Sequence[str]) -> int:
    """0 when every invariant holds, 1 with the broken ones named (or the demo itself failed)."""
    options = parse(argv)
    progress = Progress()
    stage = Stage(options)
    try:
        return Shift(options, stage, progress).play()
    except PlayerFailedError as failure:
        progress.tell(f"The demo stopped: {failure}")
        return 1
    except Refused as refused:
        sentence = REFUSALS.get(refused.key)
        progress.tell(_(sentence).format(**refused.values) if sentence else str(refused))
        return 1
    except KeyboardInterrupt:
        progress.tell("Ended by you")
        return 1
    finally:
        stage.close()


class Shift:
    """One run of the demo."""

    def __init__(self, options: Options, stage: Stage, progress: Progress) -> None:
        self._options = options
        self._stage = stage
        self._progress = progress
        self._players: dict[str, Player] = {}

    def play(self) -> int:
        self._stage.build(self._progress.tell)
        self._progress.tell("Importing the plant and enrolling the stations")
        self._stage.import_plant()
        for place in self._stage.places:
            self._stage.enrol(place)
        self._progress.tell("Opening the stations")
        for number, place in enumerate(self._stage.places):
            self._players[place.code] = self._open(place, number)
            self._players[place.code].wait_for("ready", READY_S)
        for player in self._players.values():
            player.wait_for("listening", READY_S)
            player.say("begin")
        if not self._options.is_headless:
            show_panel(self._stage)
        self._stage.tell_machines("start")
        started = time.monotonic()
        self._progress.tell("The shift begins")
        self._work(started)
        return self._end(time.monotonic() - started)

    def _open(self, place: Place, number: int) -> Player:
        more = ["--conduct", "--out", str(place.folder)]
        env = {}
        if self._options.is_headless:
            env["QT_QPA_PLATFORM"] = "offscreen"
            more += ["--person", str(self._options.seed * 100 + number)]
            if place.scanner is not None:
                more += ["--hand-scanner", str(place.scanner)]
        return self._stage.player(
            f"station-{place.code}", "momstation", "run", "--config", str(place.config), *more, env=env
        )

    def _work(self, started: float) -> None:
        """Until the time is over, or every window was closed by the person."""
        duration = self._options.duration_s
        shown = started
        while duration is None or time.monotonic() - started < duration:
            if duration is None and not all(player.is_running for player in self._players.values()):
                return
            time.sleep(0.1)
            if time.monotonic() - shown >= LOOK_S:
                shown = time.monotonic()
                left = None if duration is None else duration - (shown - started)
                self._progress.show(
                    {code: player.latest.get("progress", {}) for code, player in self._players.items()}, left
                )

    def _end(self, seconds: float) -> int:
        if not all(player.is_running for player in self._players.values()):
            self._progress.tell("A window was closed: the shift ends without a report")
            return 0 if self._options.duration_s is None else 1
        self._progress.tell("The shift is over: machines pause, people put away their work")
        for player in self._players.values():
            player.say("finish")
        for player in self._players.values():
            player.wait_for("finished", DRAIN_S)
        self._stage.tell_machines("pause")
        evidence = collect(self._stage, self._players, seconds, self._options.seed, DRAIN_S)
        self._progress.tell("Summing up")
        report = compose(evidence)
        self._write(report)
        for name, broken in report["broken"].items():
            self._progress.tell(f"BROKEN {name}: {broken}")
        self._progress.tell("Every invariant holds" if not report["broken"] else "The shift did not add up")
        return 1 if report["broken"] else 0

    def _write(self, report: dict[str, object]) -> None:
        text = json.dumps(report, indent=2)
        if self._options.out is None:
            sys.stdout.write(text + "\n")
            return
        path = Path(self._stage.folder) / "report.json"
        path.write_text(text + "\n", encoding="utf-8")
        self._progress.tell(f"Report, pictures and stores: {self._stage.folder}")
