"""A station's settings file: whole and right, or refused with every fault, its place and its remedy."""

import os
from pathlib import Path

import pytest

from momstation.core.paths import resources
from momstation.settings import Fault, Settings, SettingsRefused, load

GOOD = """
[station]
code = "ST-07"
name = "Press 07"
area = "Stamping"

[store]
path = "data/st-07.db"

[[machine]]
code = "P07"
endpoint = "opc.tcp://127.0.0.1:4840"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"

[[machine]]
code = "P08"
endpoint = "opc.tcp://127.0.0.1:4841"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"
[[machine.signal]]
role = "good_count"
node = "ns=2;s=Good"
type = "whole"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "station.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[Fault]:
    with pytest.raises(SettingsRefused) as refusal:
        load(write(folder, text))
    return list(refusal.value.faults)


def the_fault(folder: Path, text: str) -> Fault:
    (fault,) = faults(folder, text)
    return fault


def with_line(after: str, line: str) -> str:
    assert after in GOOD
    return GOOD.replace(after, f"{after}\n{line}", 1)


def test_a_good_file_gives_its_values_and_the_defaults(tmp_path: Path) -> None:
    settings = load(write(tmp_path, GOOD))
    assert isinstance(settings, Settings)
    assert [machine.code for machine in settings.machine] == ["P07", "P08"]
    assert settings.machine[1].signal[1].node == "ns=2;s=Good"
    assert settings.display.width_px == 1280
    assert settings.central.dsn == ""
    assert settings.workforce.pin_tries == 5


def test_paths_start_at_the_settings_file_not_at_the_working_folder(tmp_path: Path) -> None:
    settings = load(write(tmp_path, GOOD))
    assert settings.store.path == tmp_path / "data" / "st-07.db"
    assert settings.central.token_file == tmp_path / "central.token"


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    store = tmp_path / "elsewhere" / "x.db"
    assert load(write(tmp_path, GOOD.replace("data/st-07.db", store.as_posix()))).store.path == store


def test_the_example_is_accepted() -> None:
    settings = load(resources() / "config" / "station.example.toml")
    assert settings.machine[0].code == "P07"


def test_a_byte_order_mark_of_an_editor_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load(path).station.code == "ST-07"


def test_an_unknown_key_is_named_with_its_line_and_the_key_that_was_meant(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, with_line('area = "Stamping"', 'lenguage = "de"'))
    assert fault.key == "station.lenguage"
    assert fault.line == 6
    assert "language" in fault.remedy
    assert "station.toml:6: station.lenguage" in str(fault)


def test_an_unknown_table_is_named(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, GOOD + "\n[printer]\nport = 'COM4'\n")
    assert fault.key == "printer"
    assert "momstation settings" in fault.remedy


@pytest.mark.parametrize(
    ("after", "line", "key", "accepts", "found"),
    [
        ("[station]", "text_scale = '125'", "station.text_scale", "100 to 150 (percent)", '"125"'),
        ("[station]", "text_scale = 1000", "station.text_scale", "100 to 150 (percent)", "1000"),
        ("[station]", "text_scale = true", "station.text_scale", "100 to 150 (percent)", "True"),
        ("[station]", "text_scale = 110.5", "station.text_scale", "a whole number", "110.5"),
        ("[station]", "theme = 'drak'", "station.theme", "light, dark, contrast", '"drak"'),
        ("[store]", "least_free_mb = []", "store.least_free_mb", "50 to 1000000 (megabytes)", "[]"),
        ("[store]", "least_free_mb = -5", "store.least_free_mb", "50 to 1000000 (megabytes)", "-5"),
    ],
)
def test_a_wrong_value_is_shown_with_what_is_accepted(
    tmp_path: Path, after: str, line: str, key: str, accepts: str, found: str
) -> None:
    fault = the_fault(tmp_path, with_line(after, line))
    assert fault.key == key
    assert accepts in fault.accepted
    assert fault.found == found
    assert fault.line > 0


@pytest.mark.parametrize("diagonal", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, diagonal: str) -> None:
    fault = the_fault(tmp_path, GOOD + f"\n[display]\ndiagonal_in = {diagonal}\n")
    assert fault.key == "display.diagonal_in"


def test_a_number_in_quotation_marks_and_a_slip_of_the_finger_get_their_own_remedy(tmp_path: Path) -> None:
    assert "quotation marks" in the_fault(tmp_path, with_line("[station]", "text_scale = '125'")).remedy
    assert "dark" in the_fault(tmp_path, with_line("[station]", "theme = 'drak'")).remedy


def test_a_missing_setting_says_what_it_means(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, GOOD.replace('code = "ST-07"\n', ""))
    assert fault.key == "station.code"
    assert fault.line == 2
    assert "one of a kind" in fault.remedy


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    assert the_fault(tmp_path, GOOD.replace('[store]\npath = "data/st-07.db"\n', "")).key == "store"


def test_an_empty_file_names_all_that_is_due(tmp_path: Path) -> None:
    assert {fault.key for fault in faults(tmp_path, "")} == {"station", "store"}


def test_a_fault_in_the_second_machine_is_named_with_its_index_and_line(tmp_path: Path) -> None:
    text = GOOD.replace("opc.tcp://127.0.0.1:4841", "http://127.0.0.1:4841").replace("s=Good", "Good")
    endpoint, node = faults(tmp_path, text)
    assert (endpoint.key, endpoint.accepted) == ("machine[1].endpoint", "opc.tcp://HOST:PORT")
    assert text.splitlines()[endpoint.line - 1].startswith('endpoint = "http://')
    assert node.key == "machine[1].signal[1].node"
    assert text.splitlines()[node.line - 1] == 'node = "ns=2;Good"'


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = with_line("[station]", "text_scale = 5\nteme = 'dark'").replace('"state"', '"speed"')
    assert [fault.key for fault in faults(tmp_path, text)] == [
        "station.teme",
        "station.text_scale",
        "machine[0].signal[0].role",
        "machine[1].signal[0].role",
    ]


def test_a_machine_without_signals_is_refused(tmp_path: Path) -> None:
    text = GOOD + '\n[[machine]]\ncode = "P09"\nendpoint = "opc.tcp://127.0.0.1:4842"\nsignal = []\n'
    assert the_fault(tmp_path, text).key == "machine[2].signal"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD.replace('"P08"', '"P07"'), "machine[1].code"),
        (GOOD.replace('"good_count"', '"state"'), "machine[1].signal[1].role"),
        (GOOD + "[[scanner]]\nid='a'\nport='COM3'\n[[scanner]]\nid='b'\nport='COM3'\n", "scanner[1].port"),
        (GOOD + "[[scanner]]\nid='a'\nport='COM3'\n[[scanner]]\nid='a'\nport='COM4'\n", "scanner[1].id"),
        (GOOD + "[[gauge]]\nid='a'\nport='COM3'\n[[gauge]]\nid='a'\nport='COM4'\n", "gauge[1].id"),
        (GOOD + "[[scanner]]\nid='a'\nport='COM3'\n[[gauge]]\nid='a'\nport='COM3'\n", "gauge[0].port"),
    ],
)
def test_what_must_be_one_of_a_kind_is_refused_twice(tmp_path: Path, text: str, key: str) -> None:
    fault = the_fault(tmp_path, text)
    assert fault.key == key
    assert fault.line > 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD.replace("[store]\npath", "store"), "store"),
        ("scanner = 'COM3'\n" + GOOD, "scanner"),
        ("scanner = ['COM3']\n" + GOOD, "scanner[0]"),
        ("store = 7\n" + GOOD.replace("[store]", "[display]").replace('path = "data/st-07.db"', ""), "store"),
    ],
)
def test_a_value_where_a_table_is_due_is_refused(tmp_path: Path, text: str, key: str) -> None:
    assert key in [fault.key for fault in faults(tmp_path, text)]


@pytest.mark.parametrize("path", ['""', "7", '"  "'])
def test_a_store_needs_a_path(tmp_path: Path, path: str) -> None:
    assert the_fault(tmp_path, GOOD.replace('"data/st-07.db"', path)).key == "store.path"


@pytest.mark.parametrize("key", ["code", "name", "area"])
@pytest.mark.parametrize("text", ["", "A\\nB", "A\\u0000", "A\\n", "x" * 61])
def test_what_stands_in_every_record_is_one_line(tmp_path: Path, key: str, text: str) -> None:
    lines = [f'{key} = "{text}"' if line.startswith(f"{key} =") else line for line in GOOD.splitlines()]
    first = next(at for at, line in enumerate(lines) if line.startswith("[["))
    good = GOOD.splitlines()[first:]
    assert the_fault(tmp_path, "\n".join([*lines[:first], *good])).key == f"station.{key}"


def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, with_line("[station]", "timezone = 'Europe/Berlyn'"))
    assert (fault.key, fault.line) == ("station.timezone", 3)
    assert "Europe/Berlin" in fault.remedy
    berlin = with_line("[station]", "timezone = 'Europe/Berlin'")
    assert load(write(tmp_path, berlin)).station.timezone == "Europe/Berlin"


def test_a_password_in_the_dsn_is_never_repeated(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, GOOD + "\n[central]\ndsn = 'mysql://me:hunter2@db/mom'\n")
    assert fault.key == "central.dsn"
    assert "hunter2" not in str(fault)
    assert "postgresql://" in fault.accepted


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[station\ncode = 'x'\n", 1),
        ("[station]\ncode = ST-07\n", 2),
        ("[station]\ncode = 'a'\ncode = 'b'\n", 3),
    ],
)
def test_a_slip_in_the_syntax_is_shown_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    fault = the_fault(tmp_path, text)
    assert fault.line == line
    assert fault.found == text.splitlines()[line - 1]
    assert "TOML" in fault.problem


def test_a_windows_path_in_double_quotation_marks_gets_a_remedy(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, GOOD.replace("data/st-07.db", "C:\\users\\x.db"))
    assert "single" in fault.remedy


def test_a_file_that_ends_too_early_is_shown_at_its_end(tmp_path: Path) -> None:
    assert the_fault(tmp_path, '[station]\ncode = "a').line == 2


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        load(tmp_path / "none.toml")
    (fault,) = refusal.value.faults
    assert str(tmp_path / "none.toml") in str(fault)
    assert "momstation settings --example" in fault.remedy


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="folder"):
        load(tmp_path)


def test_text_of_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    path.write_bytes(GOOD.replace("Press", "Präge").encode("latin-1"))
    with pytest.raises(SettingsRefused, match="UTF-8"):
        load(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, GOOD)

    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(SettingsRefused, match="right to read"):
        load(path)
