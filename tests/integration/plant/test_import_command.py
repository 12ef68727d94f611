"""``momstation plant import`` at a real store: all or nothing, once, never into a store in use."""

import io
import shutil
from pathlib import Path

import pytest

from momstation.core.clock import SystemClock
from momstation.core.paths import resources
from momstation.plant.command import main
from momstation.plant.copying import definitions_in
from momstation.plant.definitions import definition_fold
from momstation.plant.records import current_definitions, definition_projection, job_orders
from momstation.store.open import Store, open_store
from tests.support.station_file import a_station_file

DEMO = resources() / "plants" / "demo"


def run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main([str(argument) for argument in arguments], out, err)
    return code, out.getvalue(), err.getvalue()


def opened(folder: Path) -> Store:
    return open_store(
        folder / "data" / "st-07.db",
        code="ST-07",
        topics=("plant",),
        folds=(definition_fold(),),
        projections=(definition_projection(),),
        clock=SystemClock(),
    )


def held(folder: Path) -> dict[tuple[str, str], int]:
    """What a station finds after its start: entity and id, with their version."""
    store = opened(folder)
    try:
        return {key: one.version for key, one in store.reader.read_now(current_definitions).items()}
    finally:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "plant"))


def test_an_import_is_there_for_the_station_that_starts_next(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    code, out, err = run("import", DEMO, "--config", config)
    assert (code, out, err) == (0, "Imported: 79 new, 0 changed, 0 unchanged.\n", "")
    store = opened(tmp_path)
    try:
        orders = store.reader.read_now(lambda conn: job_orders(conn, ["P07"]))
    finally:
        store.close()
    assert orders[0].id == "4711-20"
    assert [order.priority for order in orders] == sorted(order.priority for order in orders)


def test_a_second_import_records_only_what_changed(tmp_path: Path, folder: Path) -> None:
    config = a_station_file(tmp_path)
    run("import", folder, "--config", config)
    assert run("import", folder, "--config", config)[1] == "Imported: 0 new, 0 changed, 79 unchanged.\n"
    materials = folder / "materials.csv"
    materials.write_text(materials.read_text("utf-8").replace("Washer strip", "Washer belt"), "utf-8")
    assert run("import", folder, "--config", config)[1] == "Imported: 0 new, 1 changed, 78 unchanged.\n"
    assert held(tmp_path)["material", "WS-16"] == 2


def test_one_broken_row_refuses_the_whole_import_and_nothing_is_written(tmp_path: Path, folder: Path) -> None:
    config = a_station_file(tmp_path)
    orders = folder / "job_orders.csv"
    orders.write_text(orders.read_text("utf-8").replace("P08,200,", "P08,-200,"), "utf-8")
    code, out, err = run("import", folder, "--config", config)
    assert (code, out) == (1, "")
    assert 'job_orders.csv, row 13, column quantity: "-200"' in err
    assert 'job_orders.csv, row 14, column quantity: "-200"' in err
    assert "Nothing was imported: 2 faults" in err
    assert held(tmp_path) == {}


def test_a_broken_row_leaves_what_was_imported_before_as_it_was(tmp_path: Path, folder: Path) -> None:
    config = a_station_file(tmp_path)
    run("import", DEMO, "--config", config)
    before = held(tmp_path)
    materials = folder / "materials.csv"
    materials.write_text("id,description\nNEW,New part\nNEW,New part again\n", "utf-8")
    assert run("import", folder, "--config", config)[0] == 1
    assert held(tmp_path) == before


def test_a_check_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    code, out, _ = run("import", DEMO, "--config", config, "--check")
    assert (code, out) == (0, "Would import: 79 new, 0 changed, 0 unchanged.\n")
    assert held(tmp_path) == {}


def test_while_the_station_runs_the_import_is_refused_with_what_to_do(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    station = opened(tmp_path)
    try:
        code, _, err = run("import", DEMO, "--config", config)
    finally:
        station.close()
    assert code == 1
    assert "Nothing was imported" in err
    assert "Close it, import, and start it again" in err


def test_wrong_settings_are_refused_before_any_file_is_touched(tmp_path: Path) -> None:
    config = a_station_file(tmp_path, "\n[stroe]\npath = 'x'\n")
    code, _, err = run("import", DEMO, "--config", config)
    assert code == 1
    assert "stroe" in err
    assert not (tmp_path / "data").exists()


def test_a_command_that_is_not_understood_shows_the_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", DEMO)[0] == 2
    assert "--config" in capsys.readouterr().err
    assert run("export")[0] == 2
    assert run("--help")[0] == 0


def test_an_import_to_practise_with_leaves_the_stations_records_alone(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    code, out, err = run("import", DEMO, "--config", config, "--training")
    assert (code, out, err) == (0, "Imported: 79 new, 0 changed, 0 unchanged.\n", "")
    practice = tmp_path / "data" / "st-07-training" / "st-07-training.db"
    assert len(definitions_in(practice)) == 79
    assert not (tmp_path / "data" / "st-07.db").exists()
