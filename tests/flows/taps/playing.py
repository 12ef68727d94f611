"""Plays a task on a station of its own, and tells what it took."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.plant.nouns import Noun, Reason, ReasonKind
from momstation.plant.pins import hash_pin
from momstation.ui.theme import ThemeHost
from tests.flows.taps.tap_station import TapStation
from tests.flows.taps.tasks import Task
from tests.support.plant_builders import a_person
from tests.support.whole_station import a_small_plant


@dataclass(frozen=True, slots=True)
class Taken:
    """``fault``: why it was not booked; empty when it was."""

    task: Task
    taps: int
    scans: int
    fault: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.fault and self.taps <= self.task.taps and self.scans <= self.task.scans


def play(app: QApplication, loop: QEventLoop, host: ThemeHost, task: Task) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        one = TapStation(host, loop, Path(folder) / "station.db", task.role)
        one.window.resize(1280, 800)
        try:
            fault = loop.run_until_complete(_whole(one, task))
        finally:
            one.close()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return Taken(task, one.taps, one.scans, fault)


async def _whole(one: TapStation, task: Task) -> str:
    try:
        await one.define(a_plant_with_many_reasons())
        await one.announce()
        one.window.show()
        one.window.start()
        await one.window.ready()
        await task.scene(one)
        await one.books(task.books)
    except AssertionError as error:
        return str(error)
    finally:
        await one.stop()
    return ""


def a_plant_with_many_reasons() -> list[Noun]:
    """As many stop reasons as do not fit at once, and somebody with a PIN, and a team lead."""
    rare = [Reason(id=f"R{n}", kind=ReasonKind.STOP, text=f"Rare reason {n}") for n in range(1, 10)]
    return [
        *a_small_plant(),
        *rare,
        a_person("P3", name="C. Ito", badge="B-3", pin_hash=hash_pin("4711")),
        a_person("P9", name="L. Kaya", badge="B-9", roles=("team_lead",)),
    ]
