"""Each code that stands on the printed sheet does what the sheet says: on the home, over a sheet, in every language."""

import io
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from momstation.core.i18n import ENGLISH, SHIPPED, SPEECH
from momstation.core.paths import translations
from momstation.events.machines import MachineState
from momstation.shell.code_sheet.command import main
from momstation.ui.theme import ThemeHost
from tests.flows.test_printed_codes import Bench
from tests.support.station_file import TEXT, a_station_file
from tests.support.whole_station import WholeStation, a_small_plant

STORE = "station.db"
READ_DPI = 150
STOPPED = "the machine stops"
RUNS = "the machine runs"
SHIFT: Sequence[tuple[str, str]] = (
    ("START", "production.order_started"),
    ("SETUP", "production.setup_started"),
    ("SETUP-END", "production.setup_ended"),
    ("CLEAR", "production.line_cleared"),
    (RUNS, ""),
    ("GOOD:1", "production.quantity_declared"),
    ("SCRAP:BURR", "production.quantity_declared"),
    ("UNDO", "production.entry_reversed"),
    ("PAUSE", "production.order_paused"),
    ("START", "production.order_resumed"),
    (STOPPED, ""),
    ("STOP:JAM", "production.stop_reason_given"),
    ("STOP:TOOL", "production.stop_reason_given"),
    ("FINISH", "production.order_finished"),
    ("SIGN-OFF", "workforce.signed_off"),
    ("BADGE:B-1", "workforce.signed_on"),
    ("LOCK", "workforce.station_locked"),
)
"""A shift by codes alone, and what each of them records."""

Scene = Callable[[Bench, list[str]], Coroutine[Any, Any, None]]
Play = Callable[..., None]


def read_sheet(folder: Path, language: str) -> list[str]:
    """What a scanner reads from the paper of the station that runs in ``folder``."""
    file, err = folder / "codes.pdf", io.StringIO()
    config = a_station_file(folder, text=TEXT.replace("data/st-07.db", STORE))
    assert (
        main(["--config", str(config), "--out", str(file), "--language", language], io.StringIO(), err) == 0
    ), err
    document, codes = pypdfium2.PdfDocument(file), list[str]()
    for page in document:
        picture = np.ascontiguousarray(page.render(scale=READ_DPI / 72).to_numpy())
        codes += [found.text for found in zxingcpp.read_barcodes(picture)]
    document.close()
    return codes


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Play]:
    """A. Meyer is signed on; nothing runs; the codes are those of the station's own sheet."""
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Scene, language: str = ENGLISH) -> None:
        SPEECH.use(translations(), language)
        if SPEECH.is_right_to_left:
            qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        one = WholeStation(host, loop, tmp_path / STORE)
        one.window.resize(1280, 800)

        async def whole() -> None:
            try:
                await one.define(a_small_plant())
                await one.announce()
                codes = read_sheet(tmp_path, language)
                SPEECH.use(translations(), language)
                one.window.show()
                one.window.start()
                await one.window.ready()
                bench = Bench(one)
                await bench.scan("BADGE:B-1")
                await one.says("people.acting", "A. Meyer")
                await scene(bench, codes)
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
    SPEECH.use(translations(), ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def kinds(one: WholeStation) -> list[str]:
    rows = await one.store.reader.read(
        lambda conn: conn.exec_driver_sql("SELECT kind FROM event ORDER BY seq").all()
    )
    return [str(row[0]) for row in rows]


async def a_shift(
    bench: Bench, codes: Sequence[str], before: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    """Scans every code of the sheet; ``before`` each."""
    one = bench.one
    assert set(codes) == {f"MOM:{word}" for word, kind in SHIFT if kind and word != "BADGE:B-1"}
    for word, kind in SHIFT:
        if word in (STOPPED, RUNS):
            await one.machine(MachineState.STOPPED if word == STOPPED else MachineState.PRODUCING)
            await one.later(40)
            continue
        code = word if word.startswith("BADGE") else next(each for each in codes if each == f"MOM:{word}")
        await before()
        known = len(await kinds(one))
        said = await bench.scan(code)
        new = (await kinds(one))[known:]
        assert kind in new, f"{code} recorded {new} and said: {said}"
        assert one.window.messages.banner.objectName() == "verdict.accepted", said
        if word == "PAUSE":  # START is judged by what the home shows
            await one.until(lambda: _is_up(one, "order.paused"), "the home shows that it is paused")


def _is_up(one: WholeStation, name: str) -> bool:
    """Also below a sheet."""
    widget = one.window.findChild(QWidget, name)
    return widget is not None and widget.isVisible()


@pytest.mark.parametrize("language", list(SHIPPED))
def test_every_printed_code_does_what_it_says_in_every_language(play: Play, language: str) -> None:
    async def nothing() -> None:
        """As the person finds it."""

    async def scene(bench: Bench, codes: list[str]) -> None:
        await a_shift(bench, codes, nothing)
        await bench.one.shows("lock")

    play(scene, language)


def test_every_printed_code_works_over_an_open_sheet(play: Play) -> None:
    async def scene(bench: Bench, codes: list[str]) -> None:
        one = bench.one

        async def over_a_sheet() -> None:
            if one.window.sheets.shown is None:
                one.window.open_station()
            assert one.window.sheets.shown is not None

        await a_shift(bench, codes, over_a_sheet)

    play(scene)


def test_what_is_typed_stays_while_another_code_is_scanned(play: Play) -> None:
    async def scene(bench: Bench, codes: list[str]) -> None:
        one = bench.one
        await bench.scan("MOM:START")
        await one.says("order.card", "4711-20")
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("12")
        assert await bench.scan("MOM:SCRAP:BURR") == "Scrap 1: BURR"
        assert await bench.scan("MOM:PAUSE") == "Order 4711-20 paused."
        await one.says("keypad.field", "12")

    play(scene)


def test_on_the_lock_every_code_is_refused_with_a_sentence(play: Play) -> None:
    async def scene(bench: Bench, codes: list[str]) -> None:
        one = bench.one
        await bench.scan("MOM:START")
        await one.says("order.card", "4711-20")
        await bench.scan("MOM:LOCK")
        await one.shows("lock")
        before = await kinds(one)
        for code in codes:
            if code != "MOM:LOCK":
                assert "locked" in await bench.scan(code), code
                assert one.window.messages.banner.objectName() == "verdict.refused", code
        assert await bench.scan("MOM:LOCK") == "Nothing to do: it was so already."
        assert await kinds(one) == before
        assert one.sees("lock") is not None

    play(scene)
