"""Every command as an administrator types it, and what is wrong about it: a sentence, its stream, an exit code."""

import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from momstation import cli
from momstation.core.clock import SystemClock
from momstation.core.paths import resources
from momstation.plant.definitions import definition_fold
from momstation.plant.records import current_definitions, definition_projection
from momstation.store.open import Store, open_store
from momstation.store.verify import verify_file
from tests.support.rights import bow_to_file_rights
from tests.support.station_file import a_station_file

DEMO = resources() / "plants" / "demo"
NOBODY_THERE = "postgresql://mom@127.0.0.1:9/plant"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


def typed(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    try:
        code = cli.main([str(word) for word in words])
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return Said(code, said.out, said.err)


def run_station(config: Path, preexec: Callable[[], None] = bow_to_file_rights, **environment: str) -> Said:
    """``momstation run`` in a process of its own, bound by the rights of files even for root."""
    done = subprocess.run(
        [sys.executable, "-m", "momstation", "run", "--config", str(config)],
        capture_output=True,
        text=True,
        timeout=200,
        preexec_fn=preexec,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
    )
    assert "Traceback" not in done.stderr
    assert "Fatal" not in done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def opened(folder: Path) -> Store:
    return open_store(
        folder / "data" / "st-07.db",
        code="ST-07",
        topics=("plant",),
        folds=(definition_fold(),),
        projections=(definition_projection(),),
        clock=SystemClock(),
    )


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_each_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    said = typed(capsys, command, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"momstation {command}" in said.out
    assert "momstation." not in said.out.splitlines()[0], "a command is named as it is typed"
    assert "``momstation run`` is started" not in said.out


@pytest.mark.parametrize("words", [(), ("bogus",)])
def test_words_that_are_no_command_are_answered_with_the_commands(
    capsys: pytest.CaptureFixture[str], words: Sequence[str]
) -> None:
    said = typed(capsys, *words)
    assert (said.code, said.out) == (2, "")
    for command in cli.COMMANDS:
        assert f"  {command} " in said.err
    if words:
        assert said.err.startswith("momstation: there is no command 'bogus'.")


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        (("run",), "--config"),
        (("doctor",), "--config"),
        (("plant", "import"), "--config"),
        (("store", "verify"), "file"),
        (("central",), "VERB"),
        (("central", "status"), "--central"),
        (("gallery", "--out", "x", "--theme", "pink"), "light, dark, contrast"),
        (("compute",), "NAME"),
        (("settings", "bogus"), "momstation settings [--example]"),
        (("demo", "--stations", "0"), "2 to 9"),
    ],
)
def test_a_command_without_what_it_needs_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], command: Sequence[str], missing: str
) -> None:
    said = typed(capsys, *command)
    assert (said.code, said.out) == (2, "")
    assert missing in said.err


@pytest.mark.parametrize(
    ("more", "sentences"),
    [
        (
            "[display]\nwidht_px = 1280\n",
            ("station.toml:11: display.widht_px: there is no such setting.", "Did you mean width_px?"),
        ),
        (
            '[display]\nwidth_px = "wide"\n',
            ("display.width_px: this is not accepted.", 'Found: "wide".', "a whole number from 640 to 7680"),
        ),
        ("[[machine]\n", ("the file is not valid TOML", "[[machine]")),
    ],
)
def test_wrong_settings_name_file_line_key_and_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, more: str, sentences: Sequence[str]
) -> None:
    config = a_station_file(tmp_path, more)
    for command in (("run",), ("doctor",), ("plant", "import", str(DEMO))):
        said = typed(capsys, *command, "--config", config)
        assert said.code in (1, 2)
        for sentence in sentences:
            assert sentence in said.out + said.err
    assert not (tmp_path / "data").exists(), "nothing was begun"


def test_a_missing_settings_file_says_how_to_make_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "nope.toml"
    for command in (
        ("run",),
        ("doctor",),
        ("plant", "import", str(DEMO)),
        ("central", "enrol", "--central", NOBODY_THERE),
    ):
        said = typed(capsys, *command, "--config", missing)
        assert said.code in (1, 2)
        assert "there is no such file" in said.out + said.err
        assert "momstation settings --example >" in said.out + said.err


def test_a_station_with_a_damaged_store_starts_with_a_new_one_and_keeps_the_file_as_it_is(
    tmp_path: Path,
) -> None:
    config = a_station_file(tmp_path)
    file = tmp_path / "data" / "st-07.db"
    file.parent.mkdir()
    damaged = b"SQLite format 3\0" + bytes(range(256)) * 64
    file.write_bytes(damaged)
    with started(config) as station:
        assert station.stdout is not None
        assert any('"ready"' in line for line in station.stdout)
        tell_to_quit(station)
    (kept,) = (tmp_path / "data" / "quarantine").glob("*/st-07.db")
    assert kept.read_bytes() == damaged
    assert verify_file(file).is_whole


def started(config: Path, preexec: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    """A station that says when it is ready and hears when to quit."""
    return subprocess.Popen(
        [sys.executable, "-m", "momstation", "run", "--config", str(config), "--conduct"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=preexec,  # noqa: PLW1509 the test has one thread
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def tell_to_quit(station: "subprocess.Popen[str]") -> None:
    assert station.stdin is not None
    station.stdin.write('{"do": "quit"}\n')
    station.stdin.flush()
    assert station.wait(60) == 0


def test_a_second_station_on_the_same_store_is_told_who_has_it(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    store = opened(tmp_path)
    try:
        said = run_station(config)
    finally:
        store.close()
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"This station is already running (process {os.getpid()}, since ")
    assert "Switch to its window" in said.err


def test_a_store_that_may_not_be_written_is_named_and_kept(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    opened(tmp_path).close()
    file = tmp_path / "data" / "st-07.db"
    before = file.read_bytes()
    file.chmod(0o444)
    said = run_station(config)
    file.chmod(0o644)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"The station may not write to {file}: ")
    assert "Give the station's user the right to write there" in said.err
    assert file.read_bytes() == before


def test_a_station_on_a_full_disk_waits_and_starts_by_itself_when_there_is_space(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    opened(tmp_path).close()
    file = tmp_path / "data" / "st-07.db"
    with started(config, _allow_no_file_to_grow) as station:
        assert station.stdout is not None
        assert station.stderr is not None
        assert any("The station cannot start yet: store.disk_f" in line for line in station.stderr)
        assert station.poll() is None
        resource.prlimit(station.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert any('"ready"' in line for line in station.stdout)
        tell_to_quit(station)
    opened(tmp_path).close()
    assert verify_file(file).is_whole


def _allow_no_file_to_grow() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))


def test_a_station_without_a_panel_says_so_instead_of_crashing(tmp_path: Path) -> None:
    said = run_station(a_station_file(tmp_path), QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no panel to show the station on. Start it from the panel's own session.\n"


def test_an_import_with_broken_rows_names_each_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = a_station_file(tmp_path)
    folder = Path(shutil.copytree(DEMO, tmp_path / "plant"))
    orders, persons = folder / "job_orders.csv", folder / "persons.csv"
    text = orders.read_text("utf-8").replace("P07,250,", "P07,6.5,")
    orders.write_text(text.replace("4711-20,WM-BR-L-3", "4711-20,WM-NONE"), "utf-8")
    persons.write_text(persons.read_text("utf-8").replace("BADGE:1002", "BADGE:1001"), "utf-8")
    said = typed(capsys, "plant", "import", folder, "--config", config)
    assert (said.code, said.out) == (1, "")
    assert 'job_orders.csv, row 4, column quantity: "6.5" is not a whole number.' in said.err
    assert 'job_orders.csv, row 2, column work_master: "WM-NONE" is not known' in said.err
    assert "persons.csv, row 3, column badge" in said.err
    assert said.err.rstrip().endswith("Repair them and import again.")
    store = opened(tmp_path)
    try:
        assert store.reader.read_now(current_definitions) == {}
    finally:
        store.close()


def _times(**changes: int) -> str:
    usual = {"planned_s": 100, "run_s": 90, "ideal_cycle_s": 1, "total_count": 80, "good_count": 70}
    return json.dumps(usual | changes)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("oee.from_tines", "{}", "the nearest are oee.from_times"),
        ("oee.from_times", "{", "The input cannot be read as JSON"),
        ("oee.from_times", "[1]", "accepted here: an object with planned_s"),
        ("oee.from_times", '{"planed_s": 1}', '"planed_s" is not a name that is known here'),
        ("oee.from_times", _times(planned_s=-1), "-1"),
        ("oee.from_times", _times(good_count=81), "good_count"),
        ("oee.from_times", _times(run_s=101), "run_s"),
    ],
)
def test_a_calculation_refuses_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, text: str, sentence: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    said = typed(capsys, "compute", name)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("verb", [("init",), ("status",)])
@pytest.mark.parametrize("dsn", [NOBODY_THERE, "nonsense"])
def test_a_central_database_out_of_reach_is_a_sentence_with_what_to_check(
    capsys: pytest.CaptureFixture[str], verb: Sequence[str], dsn: str
) -> None:
    said = typed(capsys, "central", *verb, "--central", dsn)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("The central database cannot be reached: ")
    assert said.err.endswith("Check its address, the network, and that PostgreSQL runs there.\n")


def test_a_store_that_is_not_there_cannot_be_verified(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = typed(capsys, "store", "verify", tmp_path / "nope.db")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"There is no file {tmp_path / 'nope.db'}. Check the path.\n"
