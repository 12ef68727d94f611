"""Plays a task on a station of its own, and tells what it took."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.plant.nouns import Noun, Reason, ReasonKind
from momstation.plant.pins import hash_pin
from momstation.sync.status import SyncState
from momstation.ui.theme import ThemeHost
from tests.flows.taps.burdens import Burdens
from tests.flows.taps.cut_off import calls_nobody
from tests.flows.taps.tap_station import TapStation
from tests.flows.taps.tasks import Task
from tests.support.plant_builders import a_person
from tests.support.whole_station import a_small_plant


@dataclass(frozen=True, slots=True)
class Taken:
    """``fault``: why it was not booked; empty when it was. ``burdens``: what nobody with gloves is to be asked for."""

    task: Task
    taps: int
    scans: int
    fault: str = ""
    burdens: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        return (
            not self.fault
            and not self.burdens
            and self.taps <= self.task.taps
            and self.scans <= self.task.scans
        )


def play(
    app: QApplication, loop: QEventLoop, host: ThemeHost, task: Task, *, is_cut_off: bool = False
) -> Taken:
    """``is_cut_off``: the station calls a plant that does not answer, all the time."""
    with tempfile.TemporaryDirectory() as folder:
        one = TapStation(host, loop, Path(folder) / "station.db", task.role)
        one.window.resize(1280, 800)
        try:
            with watched(app) as burdens:
                fault = loop.run_until_complete(_whole(one, task, is_cut_off=is_cut_off))
        finally:
            one.close()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return Taken(task, one.taps, one.scans, fault, burdens.found)


@contextmanager
def watched(app: QApplication) -> Iterator[Burdens]:
    burdens = Burdens()
    app.installEventFilter(burdens)
    try:
        yield burdens
    finally:
        app.removeEventFilter(burdens)


async def _whole(one: TapStation, task: Task, *, is_cut_off: bool) -> str:
    try:
        with calls_nobody(one, is_wanted=is_cut_off):  # who calls is gone before the store is
            return await _played(one, task, is_cut_off=is_cut_off)
    finally:
        await one.stop()


async def _played(one: TapStation, task: Task, *, is_cut_off: bool) -> str:
    try:
        await one.define(a_plant_with_many_reasons())
        await one.announce()
        one.window.show()
        one.window.start()
        await one.window.ready()
        if is_cut_off:
            await _nobody_answers(one)
        await task.scene(one)
        await one.books(task.books)
        if is_cut_off:
            await _nobody_answers(one)
    except AssertionError as error:
        return str(error)
    return ""


async def _nobody_answers(one: TapStation) -> None:
    """And the station says so, and how many records it keeps."""
    await one.until(lambda: one.status.state is SyncState.OFFLINE and one.status.waiting > 0, "it is alone")
    one.window.tick()
    await one.says("link", "Offline")


def a_plant_with_many_reasons() -> list[Noun]:
    """As many stop reasons as do not fit at once, and somebody with a PIN, and a team lead."""
    rare = [Reason(id=f"R{n}", kind=ReasonKind.STOP, text=f"Rare reason {n}") for n in range(1, 10)]
    return [
        *a_small_plant(),
        *rare,
        a_person("P3", name="C. Ito", badge="B-3", pin_hash=hash_pin("4711")),
        a_person("P9", name="L. Kaya", badge="B-9", roles=("team_lead",)),
    ]
