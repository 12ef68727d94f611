"""The printed sheet holds a code for every tile and reason, each reads back, and the station knows what it means."""

import asyncio
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtWidgets import QApplication

from momstation.app.assembly import assemble
from momstation.core.clock import ManualClock
from momstation.core.i18n import ENGLISH, SHIPPED, SPEECH
from momstation.core.part import Command
from momstation.core.paths import resources, translations
from momstation.plant.command import main as plant
from momstation.settings import load
from momstation.shell.code_sheet.command import main
from momstation.shell.codes import decode
from momstation.shell.spoken import WORDS, Spoken
from momstation.shell.verdict import Verdict
from tests.support import production_views as made
from tests.support.plant_builders import NOON
from tests.support.station_file import a_station_file

READ_DPI = 150
TILES = {"START", "PAUSE", "FINISH", "CLEAR", "SETUP", "SETUP-END", "GOOD:1", "UNDO", "SIGN-OFF", "LOCK"}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a station that knows the demo plant."""
    path = a_station_file(tmp_path_factory.mktemp("station"))
    demo = resources() / "plants" / "demo"
    assert plant(["import", str(demo), "--config", str(path)], io.StringIO(), io.StringIO()) == 0
    return path


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> object:
    yield
    SPEECH.use(translations(), ENGLISH)


def printed(config: Path, *more: str) -> tuple[int, str, list[str], str]:
    """What the command answered, and every code and word that stands on the paper."""
    out, err, file = io.StringIO(), io.StringIO(), config.parent / "codes.pdf"
    result = main(["--config", str(config), "--out", str(file), *more], out, err)
    if result:
        return result, err.getvalue(), [], ""
    document = pypdfium2.PdfDocument(file)
    codes, words = list[str](), ""
    for page in document:
        picture = np.ascontiguousarray(page.render(scale=READ_DPI / 72).to_numpy())
        codes += [found.text for found in zxingcpp.read_barcodes(picture)]
        words += page.get_textpage().get_text_range()
    document.close()
    return result, out.getvalue(), codes, words


def wanted(config: Path) -> set[str]:
    assembly = assemble(load(config), ManualClock(NOON))
    found = assembly.store.reader.read_now(
        lambda conn: conn.exec_driver_sql(
            "SELECT id, body FROM plant_definition WHERE entity = 'reason'"
        ).all()
    )
    assembly.store.close()
    kinds = {"scrap": "SCRAP", "stop": "STOP"}
    said = {f"{word}:{row[0]}" for row in found for kind, word in kinds.items() if f'"{kind}"' in str(row[1])}
    return {f"MOM:{code}" for code in said | TILES}


def test_every_tile_and_reason_has_a_code_that_reads_back(config: Path) -> None:
    result, said, codes, words = printed(config)
    assert result == 0
    assert len(codes) == len(set(codes)) > 30
    assert set(codes) == wanted(config)
    assert f"{len(codes)} codes written" in said
    for word in ("Codes of Press 07", "Scrap: one piece each", "Burr", "MOM:SCRAP:BURR"):
        assert word in words


def test_the_station_knows_what_each_printed_code_means(config: Path) -> None:
    codes = printed(config)[2]
    assembly = assemble(load(config), ManualClock(NOON))

    async def meant(code: str) -> object:
        scan = decode(code)
        spoken = Spoken(made.a_home, lambda: None)(scan)
        if spoken is not None:
            return spoken
        for part in assembly.parts:
            for rule in part.scans:
                command = await rule(scan)
                if command is not None:
                    return command
        return None

    meanings = {code: asyncio.run(meant(code)) for code in codes}
    assembly.store.close()
    assert all(isinstance(one, Command | Verdict) for one in meanings.values()), meanings
    tiles = {f"MOM:{word}" for word in WORDS if word != "RESUME"}
    assert tiles <= set(codes)
    assert all(isinstance(meanings[code], Command) for code in codes if code.count(":") == 2)


@pytest.mark.parametrize("language", list(SHIPPED))
def test_the_codes_are_the_same_in_every_language(config: Path, language: str) -> None:
    result, _said, codes, words = printed(config, "--language", language)
    assert result == 0
    assert set(codes) == wanted(config)
    assert words.strip()


def test_it_can_be_printed_while_the_station_runs(config: Path) -> None:
    assembly = assemble(load(config), ManualClock(NOON))
    try:
        assert printed(config)[0] == 0
    finally:
        assembly.store.close()


def test_a_station_that_knows_no_plant_prints_its_tiles(tmp_path: Path) -> None:
    result, _said, codes, _words = printed(a_station_file(tmp_path))
    assert result == 0
    assert set(codes) == {f"MOM:{code}" for code in TILES}


def test_what_cannot_be_written_or_understood_is_said(config: Path, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    nowhere = tmp_path / "none" / "codes.pdf"
    assert main(["--config", str(config), "--out", str(nowhere)], out, err) == 1
    assert f"{nowhere} cannot be written." in err.getvalue()
    assert main(["--config", str(tmp_path / "none.toml"), "--out", "x.pdf"], out, err) == 1
    assert main(["--out", "x.pdf"], out, err) == 2
