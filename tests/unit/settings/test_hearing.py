"""Beeps and lamps name scanners and machines of the same file; a loudness has bounds."""

from pathlib import Path

import pytest

from momstation.plant.bindings import machine_bindings
from momstation.plant.signals import OutputBinding
from momstation.settings import Settings, SettingsRefused, load

STATION = """
[station]
code = "P07"
name = "Press 07"
area = "Line 3"
[store]
path = "p07.db"
[[scanner]]
id = "hand"
port = "/dev/ttyACM0"
[[machine]]
code = "P07"
endpoint = "opc.tcp://127.0.0.1:4840"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"
"""


def read(folder: Path, more: str) -> Settings:
    file = folder / "station.toml"
    file.write_text(STATION + more, encoding="utf-8")
    return load(file)


def refused(folder: Path, more: str) -> list[tuple[str, str]]:
    with pytest.raises(SettingsRefused) as caught:
        read(folder, more)
    return [(fault.key, fault.accepted or fault.remedy) for fault in caught.value.faults]


def test_a_station_that_says_nothing_has_a_loudness_and_no_beeps(tmp_path: Path) -> None:
    settings = read(tmp_path, "")
    assert (settings.sound.volume, settings.sound.alarm_least, settings.beep, settings.light) == (
        70,
        40,
        (),
        (),
    )
    assert (settings.watch.hang_s, settings.watch.end_when_hung) == (10, False)


def test_a_lamp_becomes_an_output_of_its_machine(tmp_path: Path) -> None:
    more = '[[light]]\nmachine = "P07"\ncue = "alarm"\nnode = "ns=2;s=Red"\n'
    (binding,) = machine_bindings(read(tmp_path, more))
    assert binding.outputs == (OutputBinding("alarm", "ns=2;s=Red"),)


def test_a_command_may_hold_control_characters(tmp_path: Path) -> None:
    more = '[[beep]]\nscanner = "hand"\ncue = "refused"\nsend = "\\u001B[4q\\u0007"\n'
    assert read(tmp_path, more).beep[0].send.encode("latin-1") == b"\x1b[4q\x07"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            '[[beep]]\nscanner = "hnad"\ncue = "alarm"\nsend = "a"\n',
            ("beep[0].scanner", "hand"),
        ),
        (
            '[[light]]\nmachine = "P08"\ncue = "alarm"\nnode = "ns=2;s=Red"\n',
            ("light[0].machine", "P07"),
        ),
        (
            '[[light]]\nmachine = "P07"\ncue = "alarm"\nnode = "ns=2;s=Red"\n' * 2,
            ("light[1].cue", "Give each its own, or remove one."),
        ),
        (
            '[sound]\nalarm_least = 0\n',
            ("sound.alarm_least", "a whole number from 10 to 100 (percent)"),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_what_can(
    tmp_path: Path, more: str, fault: tuple[str, str]
) -> None:
    assert refused(tmp_path, more) == [fault]


def test_a_command_with_a_letter_that_is_no_byte_is_refused(tmp_path: Path) -> None:
    more = '[[beep]]\nscanner = "hand"\ncue = "alarm"\nsend = "→"\n'
    assert [key for key, _accepts in refused(tmp_path, more)] == ["beep[0].send"]
