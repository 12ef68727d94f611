"""What a station practises with must have nothing in common with what it works with."""

from pathlib import Path

from momstation.settings import for_training, load
from momstation.settings.declared import Settings
from momstation.settings.shape import settings_of
from tests.support.station_file import a_station_file

MORE = """
[central]
dsn = "postgresql://plant-db:5432/momstation"
token_file = "st-07.token"

[[scanner]]
id = "hand"
port = "/dev/ttyS9"

[[machine]]
code = "P07"
endpoint = "opc.tcp://press:4840"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"

[[light]]
machine = "P07"
cue = "alarm"
node = "ns=2;s=Lamp"
"""


def both(folder: Path) -> tuple[Settings, Settings]:
    real = load(a_station_file(folder, MORE))
    return real, for_training(real)


def test_a_station_works_unless_its_file_says_that_people_practise(tmp_path: Path) -> None:
    real, practice = both(tmp_path)
    assert not real.station.training and practice.station.training
    text = '[station]\ncode = "A"\nname = "A"\narea = "A"\ntraining = true\n[store]\npath = "a.db"\n'
    assert load(a_station_file(tmp_path, text=text)).station.training


def test_every_file_of_practice_lies_in_a_folder_of_its_own(tmp_path: Path) -> None:
    real, practice = both(tmp_path)
    own = tmp_path / "data" / "st-07-training"
    assert practice.store.path == own / "st-07-training.db"
    named = [
        practice.store.path.parent / each for each in (practice.store.journal_dir, practice.store.backup_dir)
    ]
    for path in (practice.store.path, practice.central.token_file, *named):
        assert path.is_relative_to(own), path
    assert not real.store.path.is_relative_to(own)


def test_a_second_journal_on_another_medium_is_left_alone(tmp_path: Path) -> None:
    text = a_station_file(tmp_path).read_text(encoding="utf-8") + 'journal_dir = "/media/card/journal"\n'
    practice = for_training(load(a_station_file(tmp_path, text=text)))
    assert not Path(practice.store.journal_dir).is_absolute()


def test_no_plant_is_known_and_no_lamp_is_switched(tmp_path: Path) -> None:
    real, practice = both(tmp_path)
    assert real.central.dsn and real.light
    assert practice.central.dsn == "" and practice.light == ()
    assert practice.central.token_file != real.central.token_file


def test_people_practise_with_their_own_scanner_panel_and_rules(tmp_path: Path) -> None:
    real, practice = both(tmp_path)
    kept = {setting.name for setting in settings_of(Settings)} - {"station", "store", "central", "light"}
    assert {"scanner", "machine", "production", "display", "workforce"} <= kept
    for name in kept:
        assert getattr(practice, name) == getattr(real, name), name
