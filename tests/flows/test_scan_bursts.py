"""A scanner on a real serial line and a whole station: twenty scans at once, none lost, order kept."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.devices.framer import Framing
from momstation.devices.gauge import GaugeConfig, GaugePort
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.plant.readings import GaugeStatus, ScannerStatus
from momstation.shell.verdict import Judged
from momstation.simulation.scanner import FakeScanner
from momstation.ui.keypad import KeyPad
from momstation.ui.theme import ThemeHost
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

PATIENCE_S = 60.0
Play = Callable[[Callable[[WholeStation], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Play]:
    """A station where A. Meyer works on order 4711-20."""
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Callable[[WholeStation], Coroutine[Any, Any, None]]) -> None:
        one = WholeStation(host, loop, tmp_path / "station.db")
        one.window.resize(1280, 800)

        async def whole() -> None:
            try:
                await one.define(a_small_plant())
                await one.announce()
                one.window.show()
                one.window.activateWindow()
                one.window.start()
                await one.window.ready()
                for code in ("BADGE:B-1", "ORDER:4711-20"):
                    one.bus.publish(scanned(code))
                await one.shows("order.card")
                await one.gone("verdict.accepted")
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


async def plugged(one: WholeStation, link: Path, kind: type[ScannerPort] | type[GaugePort]) -> Any:
    """A port of the station at the end of a real line; what it hears goes on the station's bus."""
    heard: list[ScannerStatus | GaugeStatus] = []
    one.bus.subscribe(ScannerStatus, heard.append)
    one.bus.subscribe(GaugeStatus, heard.append)
    framing = Framing(suffix=b"\r", idle_s=PATIENCE_S)  # a busy computer is no silence on the line
    config: Any = (
        ScannerConfig("S1", str(link), framing=framing)
        if kind is ScannerPort
        else GaugeConfig("G1", str(link), framing=framing)
    )
    port = kind(config, one.bus.publish, one.bus.publish, one.loop.call_soon_threadsafe)
    port.start()
    await one.until(lambda: any(status.is_connected for status in heard), "the line is open")
    return port


@pytest.mark.parametrize("where", ["screen.orders", "sheet.quantity", "sheet.station", "screen.people"])
def test_twenty_scans_at_once_are_all_recorded_in_their_order(play: Play, tmp_path: Path, where: str) -> None:
    ways = {
        "screen.orders": "tile.orders",
        "sheet.quantity": "tile.quantity",
        "sheet.station": "link",
        "screen.people": "people.acting",
    }
    codes = [f"GOOD:{number}" if number % 4 else f"NO-SUCH-{number}" for number in range(1, 21)]

    async def scene(one: WholeStation) -> None:
        fake = FakeScanner(tmp_path / "scanner")
        fake.plug()
        judged: list[Judged] = []
        one.bus.subscribe(Judged, judged.append)
        port = await plugged(one, tmp_path / "scanner", ScannerPort)
        try:
            await one.tap(ways[where])
            await one.shows(where)
            for code in codes:
                fake.send(f"{code}\r".encode())
            await until_long(one, lambda: len(judged) == 20)
        finally:
            await port.stop()
            fake.unplug()
        assert [each.code.text for each in judged] == codes
        assert [each.verdict.accepted for each in judged] == [code.startswith("GOOD") for code in codes]
        declared = await one.store.reader.read(
            lambda conn: conn.exec_driver_sql(
                "SELECT good FROM production_entry e JOIN own_log o USING (event_id) ORDER BY o.seq"
            ).all()
        )
        assert [row[0] for row in declared] == [number for number in range(1, 21) if number % 4]
        last = one.sees("verdict.refused")
        assert last is not None and "NO-SUCH-20" in last.accessibleName()
        if where.startswith("sheet"):
            assert one.sees(where) is not None, "the sheet stays open"

    play(scene)


def test_a_gauge_on_its_line_fills_the_number_and_a_person_accepts_it(play: Play, tmp_path: Path) -> None:
    async def scene(one: WholeStation) -> None:
        fake = FakeScanner(tmp_path / "gauge")
        fake.plug()
        port = await plugged(one, tmp_path / "gauge", GaugePort)
        try:
            await one.tap("tile.quantity")
            await one.shows("sheet.quantity")
            pad = next(pad for pad in one.window.findChildren(KeyPad) if pad.isVisible())
            fake.send(b"S S       24 pcs\r")
            await one.until(lambda: pad.model.value == 24, "the value stands in the number")
            fake.send(b"S D       25 pcs\r")
            await one.says("verdict.refused", "not at rest")
            assert pad.model.value == 24
            await one.tap("keypad.enter")
            await one.gone("sheet.quantity")
            await one.says("order.good", "24")
        finally:
            await port.stop()
            fake.unplug()

    play(scene)


async def until_long(one: WholeStation, is_true: Callable[[], bool]) -> None:
    """Twenty durable records on a slow disk take their time."""
    deadline = one.loop.time() + PATIENCE_S
    while not is_true():
        assert one.loop.time() < deadline, "not every scan was judged"
        await asyncio.sleep(0.01)
