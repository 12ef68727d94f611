"""How soon a scan is answered: from its last byte on a serial line to the painted verdict and the cue, everywhere."""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.fingers import Finger, Painted
from benchmarks.living import Figures, alone, live, spread
from momstation.core.paths import resources
from momstation.plant.command import main as plant_command
from momstation.shell.window import StationWindow
from momstation.simulation.scanner import FakeScanner
from momstation.ui.cues import Cue

TIMES = 20
WANTED = {"every place verdict_ms p50": 100, "every place cue_ms p50": 150}
PLACES: dict[str, tuple[Sequence[str], str]] = {
    "home": ((), "screen.home"),
    "orders": (("tile.orders",), "screen.orders"),
    "oee": (("tile.oee",), "screen.oee"),
    "people": (("people.acting",), "screen.people"),
    "quantity": (("tile.quantity",), "sheet.quantity"),
    "scrap": (("tile.scrap",), "sheet.scrap"),
    "station": (("link",), "sheet.station"),
    "keys": ((), "sheet.keys"),
    "lock": ((), "lock"),
}
"""By which taps one comes there, and what is shown then; the keys and the lock have ways of their own."""


def measure() -> Figures:
    with tempfile.TemporaryDirectory(prefix="mom-scans-") as folder:
        return {**alone("benchmarks.scans", "--one", folder), "wanted": WANTED}


class Ear:
    """A sink that notes when a cue came to it."""

    def __init__(self) -> None:
        self.given: list[float] = []

    def give(self, cue: Cue, volume: int) -> None:
        if cue in (Cue.ACCEPTED, Cue.REFUSED):
            self.given.append(time.perf_counter())

    def end(self, cue: Cue) -> None:
        """Verdicts do not last."""


class Scanning:
    """One scanner on its line and one person before one window."""

    def __init__(self, window: StationWindow, scanner: FakeScanner) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._window, self._scanner, self._ear = window, scanner, Ear()
        self._painted = Painted(app)
        self.finger = Finger(window, self._painted)
        window.services.cues.add(self._ear)
        self._count = 0

    async def scan(self, code: str, verdict: str = "verdict.") -> tuple[float, float]:
        """Milliseconds from the last byte to the paint of the verdict, and to the cue."""
        done = self._painted.expect(verdict)
        before = len(self._ear.given)
        self._scanner.send(f"{code}\r".encode())
        begun = time.perf_counter()
        await self.finger.until(done.done, f"the verdict on {code} is painted")
        await self.finger.until(lambda: len(self._ear.given) > before, "the cue is given")
        return (done.result() - begun) * 1000, (self._ear.given[before] - begun) * 1000

    async def times_at(self, place: str) -> Figures:
        await self._go(place)
        pairs = []
        for _turn in range(TIMES):
            self._count += 1
            code = f"NO-SUCH-{self._count}"
            pairs.append(await self.scan(code))
            if code not in self.finger.said("verdict.refused"):
                raise AssertionError(f"the verdict does not say {code} at {place}")
        await self._leave(place)
        return {
            "verdict_ms": spread([one for one, _cue in pairs]),
            "cue_ms": spread([cue for _one, cue in pairs]),
        }

    async def _go(self, place: str) -> None:
        taps, shown = PLACES[place]
        for tap in taps:
            await self.finger.tap(tap, shown)
        if place == "keys":
            QTest.keyClick(self._window, Qt.Key.Key_Question)
        elif place == "lock":
            self._scanner.send(b"LOCK\r")
        await self.finger.see(shown)

    async def _leave(self, place: str) -> None:
        self._window.messages.banner.clear()
        if place == "lock":
            self._scanner.send(b"BADGE:1001\r")
            await self.finger.until(lambda: self.finger.hands.sees("lock") is None, "it is unlocked")
        elif PLACES[place][1].startswith("sheet."):
            QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_Escape)
        self._window.go_home()
        await self.finger.see("screen.home")
        await self.finger.until(lambda: not self.finger.hands.names("sheet."), "no sheet is left")


async def _scene(window: StationWindow, scanner: FakeScanner) -> Figures:
    one = Scanning(window, scanner)
    await one.finger.until(lambda: not one.finger.hands.names("strip.scanner"), "the scanner is there")
    await one.scan("BADGE:1001", "people.acting")
    await one.scan("ORDER:4711-20", "order.card")
    found = {place: await one.times_at(place) for place in PLACES}
    worst = {
        kind: max(figures[kind]["p50"] for figures in found.values()) for kind in ("verdict_ms", "cue_ms")
    }
    return {
        "places": found,
        "every place verdict_ms p50": worst["verdict_ms"],
        "every place cue_ms p50": worst["cue_ms"],
    }


def prepare(folder: Path) -> Path:
    config = folder / "station.toml"
    text = (
        '[station]\ncode = "P07"\nname = "Press 07"\narea = "STAMPING"\nrole = "operator"\n',
        "[display]\ndiagonal_in = 10.1\nfullscreen = false\nwidth_px = 1280\nheight_px = 800\n",
        f"[store]\npath = {json.dumps(str(folder / 'station.db'))}\nballast_mb = 0\n",
        '[[machine]]\ncode = "P07"\nendpoint = "opc.tcp://127.0.0.1:1"\nsecurity = "none"\n',
        '[[machine.signal]]\nrole = "state"\nnode = "ns=2;s=state"\ntype = "whole"\n',
        f'[[scanner]]\nid = "hand"\nport = {json.dumps(str(folder / "scanner"))}\n',
    )
    config.write_text("\n".join(text))
    arguments = ["import", str(resources() / "plants/demo"), "--config", str(config)]
    plant_command(arguments, sys.stderr, sys.stderr)
    return config


def _one(folder: Path) -> None:
    scanner = FakeScanner(folder / "scanner")
    scanner.plug()
    try:
        found = live(prepare(folder), lambda _station, window: _scene(window, scanner))
    finally:
        scanner.unplug()
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]))
    else:
        print(json.dumps(measure(), indent=2))
