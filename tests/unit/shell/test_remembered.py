"""What a person chose about the look survives a restart, and a broken file survives nothing."""

from pathlib import Path

from momstation.shell.remembered import Remembered


def test_a_choice_is_there_after_a_restart(tmp_path: Path) -> None:
    Remembered(tmp_path / "look.json").put("theme", "dark")
    Remembered(tmp_path / "look.json").put("text", "125")
    again = Remembered(tmp_path / "look.json")
    assert (again.get("theme", "light"), again.get("text", "100")) == ("dark", "125")


def test_nothing_chosen_yet(tmp_path: Path) -> None:
    assert Remembered(tmp_path / "look.json").get("theme", "light") == "light"


def test_a_broken_file_is_no_reason_to_stop(tmp_path: Path) -> None:
    file = tmp_path / "look.json"
    for broken in (b"{", b"[1]", b"\xff\xfe", b'{"theme": 3}'):
        file.write_bytes(broken)
        assert Remembered(file).get("theme", "light") == "light"
    Remembered(file).put("theme", "dark")
    assert Remembered(file).get("theme", "light") == "dark"


def test_a_folder_that_is_not_there_costs_only_the_choice(tmp_path: Path) -> None:
    Remembered(tmp_path / "nowhere" / "look.json").put("theme", "dark")
