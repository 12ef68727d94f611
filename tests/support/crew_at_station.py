"""A crew at one station with its real window: badges, an order that runs, what the log says, and the lock."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.events.machines import MachineState
from momstation.plant.nouns import Noun, Person
from momstation.plant.pins import hash_pin
from momstation.ui.lock_screen import LockScreen
from momstation.ui.theme import ThemeHost
from tests.support.plant_builders import a_person
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

Scene = Callable[[WholeStation], Coroutine[Any, Any, None]]
Play = Callable[..., None]

CREW: Sequence[Noun] = (
    Person(id="P1", name="A. Meyer", badge="B-1", roles=("operator",), pin_hash=hash_pin("2580")),
    a_person("P3", name="E. Kaya", badge="B-3", roles=("team_lead",)),
    a_person("P4", name="T. Berg", badge="B-4", roles=("logistics",), language="de"),
)


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Play]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Scene, *more: Noun, role: str = "operator") -> None:
        one = WholeStation(host, loop, tmp_path / "station.db", role)
        one.window.resize(1280, 800)
        mine = {noun.id for noun in CREW}
        plant = [noun for noun in a_small_plant() if noun.id not in mine]

        async def whole() -> None:
            try:
                await one.define([*plant, *CREW, *more])
                await one.announce()
                one.window.show()
                one.window.activateWindow()
                one.window.start()
                await one.window.ready()
                await scene(one)
            finally:
                await one.stop()

        try:
            loop.run_until_complete(whole())
        finally:
            one.close()

    yield run
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


async def badge(one: WholeStation, number: int, acting: str = "") -> None:
    one.bus.publish(scanned(f"BADGE:B-{number}"))
    await one.until(lambda: one.window.router.waiting == 0, "the badge has its verdict")
    if acting:
        await one.until(lambda: one.window.frame.top.people.word.startswith(acting), f"{acting} acts")


async def started(one: WholeStation) -> None:
    await badge(one, 1, "A. Meyer")
    one.bus.publish(scanned("ORDER:4711-20"))
    await one.says("order.card", "4711-20")
    await one.machine(MachineState.PRODUCING)
    await one.made(10)
    await one.says("order.good", "10")


async def log(one: WholeStation, *columns: str) -> list[tuple[Any, ...]]:
    """The station's records of orders and people, in their order."""
    named = ", ".join(columns)
    query = sa.text(
        f"SELECT {named} FROM event WHERE kind LIKE 'production.%' OR kind LIKE 'workforce.%' ORDER BY seq"
    )
    return await one.store.reader.read(lambda conn: [tuple(row) for row in conn.execute(query)])


async def lock(one: WholeStation) -> LockScreen:
    one.window.messages.banner.clear()
    await one.tap("lock.now")
    shown = await one.shows("lock")
    assert isinstance(shown, LockScreen)
    return shown
