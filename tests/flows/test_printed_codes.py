"""A whole job by printed codes alone, each taken back once: what a tile does, its code does, on a real store."""

from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.production.model.order import OrderWork, Phase
from momstation.shell.verdict import Judged
from momstation.ui.theme import ThemeHost
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

Play = Callable[[Callable[["Bench"], Coroutine[Any, Any, None]]], None]
ORDER = "4711-20"


class Bench:
    """A station and somebody who only scans."""

    def __init__(self, one: WholeStation) -> None:
        self.one = one
        self._judged: list[Judged] = []
        one.bus.subscribe(Judged, self._judged.append)

    async def scan(self, code: str) -> str:
        """What the station says to it."""
        count = len(self._judged)
        self.one.bus.publish(scanned(code))
        await self.one.until(lambda: len(self._judged) > count, f"a verdict on {code}")
        for _turn in range(3):
            await self.one.settle()
        return self._judged[-1].verdict.title

    async def work(self) -> OrderWork:
        return await self.one.store.reader.state(f"order/{ORDER}", OrderWork) or OrderWork(order=ORDER)

    async def shown(self, phase: Phase) -> None:
        """The home has followed; a code is judged by what the home shows."""
        one = self.one

        def is_seen() -> bool:
            if phase is Phase.PAUSED:
                return one.sees("order.paused") is not None
            if phase is Phase.RUNNING:
                return one.sees("order.good") is not None and one.sees("order.paused") is None
            return one.sees("order.empty") is not None

        await one.until(is_seen, f"the home shows that the order is {phase}")
        assert (await self.work()).phase is phase


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Play]:
    """A. Meyer is signed on; nothing runs."""
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
        one = WholeStation(host, loop, tmp_path / "station.db")
        one.window.resize(1280, 800)

        async def whole() -> None:
            try:
                await one.define(a_small_plant())
                await one.announce()
                one.window.show()
                one.window.start()
                await one.window.ready()
                bench = Bench(one)
                await bench.scan("BADGE:B-1")
                await one.says("people.acting", "A. Meyer")
                await scene(bench)
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


def test_a_job_by_codes_alone_each_taken_back_once(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        assert await bench.scan("MOM:PAUSE") == "No order runs here that could be paused."
        assert await bench.scan("MOM:START") == f"Order {ORDER} started."
        await bench.shown(Phase.RUNNING)
        assert await bench.scan("MOM:UNDO") == f"The start of order {ORDER} was taken back."
        await bench.shown(Phase.QUEUED)
        assert await bench.scan("MOM:UNDO") == "There is nothing that can be taken back now."
        await bench.scan("MOM:START")
        await bench.shown(Phase.RUNNING)

        assert await bench.scan("MOM:GOOD:24") == "Good 24"
        assert await bench.scan("MOM:SCRAP:BURR") == "Scrap 1: BURR"
        assert await bench.scan("MOM:UNDO") == "The last entry was taken back."
        work = await bench.work()
        assert (work.good, work.scrap) == (24, 0)

        assert await bench.scan("MOM:PAUSE") == f"Order {ORDER} paused."
        await bench.shown(Phase.PAUSED)
        assert await bench.scan("MOM:UNDO") == f"Order {ORDER} goes on."
        await bench.shown(Phase.RUNNING)
        assert await bench.scan("MOM:SETUP") == f"Setup for order {ORDER} started."
        assert await bench.scan("MOM:SETUP-END") == f"Setup for order {ORDER} ended."
        assert await bench.scan("MOM:FINISH") == f"Order {ORDER} finished."
        await bench.shown(Phase.FINISHED)
        assert await bench.scan("MOM:UNDO") == f"Order {ORDER} is open again."
        await bench.shown(Phase.RUNNING)
        assert await bench.scan("MOM:FINISH") == f"Order {ORDER} finished."

    play(scene)


def test_the_undo_bar_takes_a_start_back_by_one_tap(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        await bench.scan(f"ORDER:{ORDER}")
        await bench.shown(Phase.RUNNING)
        await bench.one.tap("undo.button")
        await bench.shown(Phase.QUEUED)
        await bench.one.gone("undo.button")
        rows = await bench.one.store.reader.read(
            lambda conn: conn.exec_driver_sql(
                "SELECT kind FROM event WHERE stream = ?", (f"order/{ORDER}",)
            ).all()
        )
        assert [row[0] for row in rows] == ["production.order_started", "production.start_withdrawn"]

    play(scene)


def test_after_ten_seconds_there_is_nothing_to_take_back(play: Play) -> None:
    async def scene(bench: Bench) -> None:
        await bench.scan(f"ORDER:{ORDER}")
        await bench.shown(Phase.RUNNING)
        bench.one.clock.advance(11)
        assert await bench.scan("MOM:UNDO") == "There is nothing that can be taken back now."
        assert (await bench.work()).phase is Phase.RUNNING

    play(scene)
