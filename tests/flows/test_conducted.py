"""The person that the demo sends works on in whichever window stands, and the account at the end is of all of them."""

import asyncio
import base64
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.conducted import Conducted
from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.core.i18n import SPEECH
from momstation.core.part import Actor
from momstation.core.paths import translations
from momstation.devices.local_socket import Door
from momstation.plant.definitions import put
from momstation.plant.nouns import Person
from momstation.settings import load
from momstation.simulation.control import Answer, serve
from momstation.simulation.demo.settings_file import station_toml
from momstation.simulation.scanner import FakeScanner
from tests.support.shop_floor import a_plant
from tests.support.window_hands import WindowHands

READS_GERMAN = Person(id="3002", name="B. Voss", badge="BADGE:3002", roles=("operator",), language="de")


class Demo:
    """Speaks to the station as the demo does: lines in, lines out."""

    def __init__(self, folder: Path) -> None:
        heard, words = os.pipe()
        self._stdin = os.fdopen(heard, encoding="utf-8")
        self._words = os.fdopen(words, "w", encoding="utf-8")
        self._said = (folder / "said.jsonl").open("w+", encoding="utf-8")

    def begin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Called by the test itself: before, what it prints is still another's."""
        monkeypatch.setattr(sys, "stdin", self._stdin)
        monkeypatch.setattr(sys, "stdout", self._said)

    def tell(self, word: str) -> None:
        print(json.dumps({"do": word}), file=self._words, flush=True)

    def heard(self, word: str) -> Mapping[str, Any] | None:
        lines = [json.loads(line) for line in Path(self._said.name).read_text(encoding="utf-8").splitlines()]
        return next((line for line in lines if line["is"] == word), None)

    def end(self) -> None:
        """The end of what it says tells the station to close."""
        self._words.close()

    def close(self) -> None:
        self._words.close()  # first: a file that a thread reads from cannot be closed
        self._stdin.close()
        self._said.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    demo.close()


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()
    SPEECH.use(translations(), "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@asynccontextmanager
async def hand_scanner(folder: Path) -> AsyncIterator[tuple[Path, Path]]:
    """Its serial port, and the control by which its trigger is pulled."""
    port, control = folder / "hand", folder / "hand.control"
    scanner = FakeScanner(port)
    scanner.plug()

    def handle(request: Answer) -> Answer:
        scanner.send(base64.b64decode(request["data"]))
        return {}

    door = Door(control)
    attendant = await serve(door, handle)
    try:
        yield port, control
    finally:
        attendant.close()
        door.close()
        scanner.unplug()


def test_the_person_works_on_after_a_change_of_language(
    qapp: QApplication, loop: QEventLoop, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.begin(monkeypatch)

    async def life() -> None:
        async with hand_scanner(tmp_path) as (port, control):
            config, store = tmp_path / "station.toml", tmp_path / "data" / "station.db"
            text = station_toml("ST07", "Press 07", "Line 3", "operator", store, port, None)
            config.write_text(text, encoding="utf-8")
            options = RunOptions(config, True, person_seed=0, hand_scanner=control, out=tmp_path)
            station = Station(load(config), options, qapp)
            first = await station.open()
            nouns = [put(noun, 1) for noun in (*a_plant(), READS_GERMAN)]
            await station.dispatcher.report(nouns, Actor(None, "ST07", frozenset()))
            closing = asyncio.create_task(station.run(), name="the station runs")
            hands = WindowHands(first)
            Conducted(station).start()
            await hands.until(lambda: SPEECH.language == "de", "the station speaks as its person reads")
            await hands.until(lambda: station.window is not first, "another window stands")
            hands.window = station.window
            await hands.shows("screen.orders")
            demo.tell("finish")
            await hands.until(lambda: demo.heard("finished") is not None, "the person went home")
            demo.tell("report")
            await hands.until(lambda: demo.heard("report") is not None, "the account is given")
            demo.tell("pictures")
            await hands.until(lambda: demo.heard("pictures") is not None, "the pictures are taken")
            demo.end()
            await closing
            station.window.deleteLater()
            station.host.deleteLater()

    loop.run_until_complete(life())
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    report, pictures = demo.heard("report"), demo.heard("pictures")
    assert report is not None and pictures is not None
    assert report["figures"]["scans"] >= 2
    assert len(report["samples"]["scan_to_paint"]) >= 2, "the badge was read in the window before"
    assert set(pictures["names"]) >= {"home", "orders"}
