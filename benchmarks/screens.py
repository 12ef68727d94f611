"""What a person feels at a station's window: presses, results, screens, repaints, and a machine that talks a lot."""

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchmarks import board
from benchmarks.fingers import Finger, Painted
from benchmarks.living import Figures, Frames, alone, live, spread
from benchmarks.pixels import saturated_share
from benchmarks.talkative import ALARMS, VALUES
from momstation.app.station import Station
from momstation.core.paths import resources
from momstation.devices.machine_folder import MachineFolder
from momstation.plant.bindings import machine_bindings
from momstation.plant.command import main as plant_command
from momstation.plant.readings import CodeScanned
from momstation.settings import load
from momstation.shell.window import StationWindow
from momstation.ui.charts import add_line, line_chart
from momstation.ui.state_bar import StateBar
from momstation.ui.theme import ThemeHost
from momstation.ui.tokens import THEMES

_TIMES = 30
_PANEL = (1920, 1080)
_STORM_S = 15.0
_TALK_S = 4.0
_PAIRS = 3
WANTED = {
    "press_to_paint_ms p10": 20,
    "action_to_result_ms p10": 100,
    "change_of_screen_ms p10": 150,
    "full_repaint_ms p10": 12,
    "chart_of_2000_points_ms p10": 8,
    "theme_switch_ms p10": 100,
    "saturated_share": 0.003,
    "frames_with_5000_values_a_s p99": 33,
    "frames_ratio_p99": 1.3,
    "storm tap_ms p50": 50,
    "storm most_cards": 4,
    "storm lost": 0,
}


def measure() -> dict[str, Any]:
    """Each figure of one window of 1920 by 1080 on a real station with a machine on its wire."""
    with tempfile.TemporaryDirectory(prefix="mom-screens-") as folder:
        found = alone("benchmarks.screens", "--one", folder)
    return {**found, **board.measure(), "wanted": {**WANTED, **board.WANTED}}


def _prepare(folder: Path) -> Path:
    config = folder / "station.toml"
    text = [
        '[station]\ncode = "P07"\nname = "Press 07"\narea = "STAMPING"\nrole = "operator"\n',
        "[display]\ndiagonal_in = 21.5\nfullscreen = false\nwidth_px = 1920\nheight_px = 1080\n",
        f"[store]\npath = {json.dumps(str(folder / 'station.db'))}\nballast_mb = 0\n",
        '[[machine]]\ncode = "P07"\nendpoint = "opc.tcp://127.0.0.1:1"\nsecurity = "none"\n',
    ]
    conditions = [(f"condition:value {n:03d}", "number") for n in range(VALUES)]
    conditions += [(f"condition:alarm {n:02d}", "bool") for n in range(ALARMS)]
    fixed = [("state", "whole"), ("good_count", "whole"), ("reject_count", "whole"), ("cycle_time", "number")]
    for role, kind in (*fixed, *conditions):
        row = {"role": role, "node": f"ns=2;s={role}", "type": kind}
        text.append(
            "\n".join(["[[machine.signal]]", *(f"{k} = {json.dumps(v)}" for k, v in row.items())]) + "\n"
        )
    config.write_text("\n".join(text))
    arguments = ["import", str(resources() / "plants/demo"), "--config", str(config)]
    plant_command(arguments, sys.stderr, sys.stderr)
    return config


class Talker:
    """The process that speaks as the machine's; the station adopts it."""

    def __init__(self, config: Path) -> None:
        binding = machine_bindings(load(config))[0]
        folder = config.parent / "machines"
        MachineFolder(folder, binding.code).write_binding(binding)
        command = [sys.executable, "-m", "benchmarks.talkative", str(folder), binding.code]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def say(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def alarms(self) -> int:
        """How many it has said so far."""
        self.say("count")
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def end(self) -> None:
        if self._process.poll() is None:
            self.say("quit")
        self._process.wait(20)


async def _scene(station: Station, window: StationWindow, talker: Talker) -> Figures:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    finger = Finger(window, Painted(app))
    _scan(station, "BADGE:1001")
    await finger.see("people.acting")
    _scan(station, "ORDER:4711-20")
    await finger.see("order.card")
    await finger.see("machine.state")
    talker.say("parts 400")
    await finger.until(lambda: "400 of 600" in finger.said("order.good"), "400 parts are shown")
    await finger.until(lambda: not finger.hands.names("verdict."), "the verdict is gone")
    found: Figures = {"saturated_share": await _share(station, window)}
    found["press_to_paint_ms"] = await _times(lambda: finger.press("tile.scrap"))
    found["action_to_result_ms"] = _low([await _book(finger, count + 1) for count in range(_TIMES)])
    found["change_of_screen_ms"] = await _times(
        lambda: _there_and_back(finger, "tile.orders", "screen.orders")
    )
    found["change_to_oee_ms"] = await _times(lambda: _there_and_back(finger, "tile.oee", "screen.oee"))
    found["full_repaint_ms"] = _repaints(window)
    found["theme_switch_ms"] = _themes(station.host, window)
    found["chart_of_2000_points_ms"] = _chart(station.host, app)
    found |= await _talk(window, talker)
    found["storm"] = await _storm(station, window, talker, finger)
    return found


def _scan(station: Station, text: str) -> None:
    code = CodeScanned("hand", text, text.encode(), station.clock.now(), time.monotonic())
    station.bus.publish(code)


async def _book(finger: Finger, count: int) -> float:
    """One piece of scrap: from the tap on its reason until the card tells it; the sheet was opened before."""
    await finger.tap("tile.scrap", "scrap.reason.")
    taken_ms = await finger.tap(await finger.first("scrap.reason."), "order.scrap", says=f"Scrap {count} ")
    await finger.until(lambda: not finger.hands.names("sheet."), "the sheet is gone")
    return taken_ms


async def _there_and_back(finger: Finger, tile: str, screen: str) -> float:
    """With its first rows; the way back is not counted."""
    taken_ms = await finger.tap(tile, screen)
    await finger.tap("nav.home", "screen.home", "order.card")
    return taken_ms


async def _times(once: Callable[[], Awaitable[float]]) -> Figures:
    return _low([await once() for _ in range(_TIMES)])


def _low(values: Sequence[float]) -> Figures:
    ordered = sorted(values)
    found = spread(ordered)
    return {"p10": round(ordered[len(ordered) // 10], 2), **found}


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _repaints(window: StationWindow) -> Figures:
    """Every widget of the window with the raster engine that paints the panel; into a picture of its own, because the
    window leaves out what lies under an opaque part."""
    picture = QImage(window.size(), QImage.Format.Format_RGB32)
    return _low([_timed(lambda: window.render(picture)) for _ in range(2 * _TIMES)])


def _themes(host: ThemeHost, window: StationWindow) -> Figures:
    def switch(name: str) -> None:
        host.set_theme(name)
        window.repaint()

    before = host.theme.name
    taken = [_timed(lambda name=name: switch(name)) for _ in range(_TIMES // 3) for name in THEMES]  # type: ignore[misc]
    switch(before)
    return _low(taken)


def _chart(host: ThemeHost, app: QApplication) -> Figures:
    """New values in a chart of noisy data, painted; its first picture, in which fonts are loaded, is not counted."""
    plot = line_chart(host, name="Noise", bottom="s", left="mm")
    plot.resize(900, 420)
    chance = random.Random(1)
    xs = [float(n) for n in range(2000)]
    line = add_line(host, plot, xs, [0.0] * 2000)
    plot.show()

    def update() -> None:
        line.setData(xs, [chance.gauss(12.0, 0.02) for _ in range(2000)])
        plot.viewport().repaint()

    update()
    taken = [_timed(update) for _ in range(_TIMES)]
    plot.close()
    plot.deleteLater()
    return _low(taken)


async def _share(station: Station, window: StationWindow) -> float:
    """The largest of three themes."""
    found = []
    before = station.host.theme.name
    for theme in (*THEMES, before):
        station.host.set_theme(theme)
        await asyncio.sleep(0.05)
        found.append(saturated_share(window.grab().toImage()))
    return round(max(found), 5)


async def _talk(window: StationWindow, talker: Talker) -> Figures:
    """The same window without and with five thousand changes a second; the best of three such pairs."""
    bar = window.findChild(StateBar)
    assert bar is not None
    frames = Frames(bar, lambda n: bar.update(), time.perf_counter)
    pairs = []
    for _ in range(_PAIRS):
        pairs.append([spread(await _frames_with(values, frames, talker)) for values in (0, 5000)])
    talker.say("values 0")
    frames.stop()
    without, with_them = min(pairs, key=lambda pair: pair[1]["p99"] / pair[0]["p99"])
    return {
        "frames_without_ms": without,
        "frames_with_5000_values_a_s": with_them,
        "frames_ratio_p50": round(with_them["p50"] / without["p50"], 2),
        "frames_ratio_p99": round(with_them["p99"] / without["p99"], 2),
        "pairs_ratio_p99": [round(with_them["p99"] / without["p99"], 2) for without, with_them in pairs],
    }


async def _frames_with(values: int, frames: Frames, talker: Talker) -> Sequence[float]:
    talker.say(f"values {values}")
    await asyncio.sleep(1.0)
    frames.take()
    await asyncio.sleep(_TALK_S)
    return frames.take()[0]


async def _storm(station: Station, window: StationWindow, talker: Talker, finger: Finger) -> Figures:
    """A thousand alarms a minute: each also stops the machine or lets it go on, which is a fact for the log."""
    await asyncio.sleep(1.0)
    before = await _changes(station)
    talker.say("alarms 1000")
    taken: list[float] = []
    most_cards = 0
    until = time.perf_counter() + _STORM_S
    while time.perf_counter() < until:
        taken.append(await finger.press("tile.quantity"))
        most_cards = max(most_cards, sum(1 for card in window.frame.strip.cards if card.key))
    talker.say("alarms 0")
    said = talker.alarms()
    await asyncio.sleep(1.0)
    await station.reporting.settled()
    return {
        "tap_ms": _low(taken),
        "most_cards": most_cards,
        "alarms": said,
        "lost": said - (await _changes(station) - before),
    }


async def _changes(station: Station) -> int:
    sql = sa.text("SELECT count(*) FROM event WHERE kind = 'machines.state_changed'")
    return int(await station.assembly.store.reader.read(lambda conn: conn.execute(sql).scalar_one()))


def _one(folder: Path) -> None:
    config = _prepare(folder)
    talker = Talker(config)
    try:
        print(json.dumps(live(config, lambda station, window: _scene(station, window, talker))))
    finally:
        talker.end()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]))
    else:
        print(json.dumps(measure(), indent=2))
