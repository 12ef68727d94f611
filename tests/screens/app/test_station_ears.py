"""The station's own ears: settings become sinks, and only who may sets how loud it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momstation.app.assembly import Assembly, assemble
from momstation.app.ears import Ears
from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.part import Actor
from momstation.plant.definitions import put
from momstation.settings import load
from momstation.shell.remembered import Remembered
from momstation.ui.cues import Cue
from momstation.workforce.model import SignOnByBadge
from tests.support import production_views as made
from tests.support.plant_builders import NOON, a_person
from tests.support.shell_stage import Stage
from tests.support.stage_fixtures import loop, stage
from tests.support.station_file import a_station_file

__all__ = ["loop", "stage"]
DEVICES = """
[sound]
volume = 50
[[scanner]]
id = "hand"
port = "/dev/nowhere"
[[beep]]
scanner = "hand"
cue = "accepted"
send = "\\u0007"
[[machine]]
code = "P07"
endpoint = "opc.tcp://127.0.0.1:1"
[[machine.signal]]
role = "state"
node = "ns=2;s=State"
type = "whole"
[[light]]
machine = "P07"
cue = "alarm"
node = "ns=2;s=Red"
[[light]]
machine = "P07"
cue = "refused"
node = "ns=2;s=Red"
"""


class Outlets:
    """What went out of the station."""

    def __init__(self) -> None:
        self.beeps: list[tuple[str, bytes]] = []
        self.lamps: list[tuple[str, str, bool]] = []

    def write_to(self, scanner: str, command: bytes) -> None:
        self.beeps.append((scanner, command))

    def switch(self, machine: str, output: str, is_on: bool) -> None:
        self.lamps.append((machine, output, is_on))


@pytest.fixture
def assembly(tmp_path: Path) -> Iterator[Assembly]:
    assembly = assemble(load(a_station_file(tmp_path, DEVICES)), ManualClock(NOON))
    yield assembly
    assembly.store.close()


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "remembered.json")


async def sign_on(assembly: Assembly, *roles: str) -> None:
    dispatcher, itself = assembly.dispatcher(), Actor(None, "ST-07", frozenset())
    await dispatcher.report([put(a_person("P1", badge="B-1", roles=roles), 1)], itself)
    await dispatcher.send(SignOnByBadge(badge="B-1"), itself)


def test_settings_become_a_beeper_and_a_stack_light(
    stage: Callable[..., Stage], assembly: Assembly, remembered: Remembered
) -> None:
    one, outlets = stage(home=made.a_home(strip=())), Outlets()

    async def scene() -> None:
        ears = Ears(assembly, outlets, remembered)
        ears.cues.give(Cue.ACCEPTED)
        ears.cues.give(Cue.ALARM)
        ears.cues.give(Cue.REFUSED)
        await ears.stop()

    one.play(scene)
    assert outlets.beeps == [("hand", b"\x07")]
    assert outlets.lamps == [
        ("P07", "alarm", True),
        ("P07", "alarm", True),
        ("P07", "alarm", False),
    ], "both cues share one lamp, dark at the end"


def test_a_lead_sets_the_volume_and_it_is_remembered(
    stage: Callable[..., Stage], assembly: Assembly, remembered: Remembered
) -> None:
    one = stage(home=made.a_home(strip=()))

    async def scene() -> None:
        await sign_on(assembly, "team_lead")
        ears = Ears(assembly, Outlets(), remembered)
        ears.start()
        ears.serve(one.window)
        one.window.open_station()
        await one.tap("volume.louder")
        await one.until(lambda: ears.cues.volume == 60, "it is louder")
        assert one.window.messages.banner.title == "Volume 60 %"
        await one.says("volume.value", "60 %")
        await ears.stop()

    one.play(scene)
    assert remembered.get("volume", "") == "60"


def test_an_operator_is_told_who_may(
    stage: Callable[..., Stage], assembly: Assembly, remembered: Remembered
) -> None:
    one = stage(home=made.a_home(strip=()))

    async def scene() -> None:
        await sign_on(assembly, "operator")
        one.desk.trouble = Refused("core.not_permitted", person="A. Meyer", permission="station.set_sounds")
        ears = Ears(assembly, Outlets(), remembered)
        ears.start()
        ears.serve(one.window)
        one.window.open_station()
        await one.tap("volume.quieter")
        await one.until(lambda: one.window.messages.banner.isVisible(), "it is answered")
        assert "team lead" in one.window.messages.banner.title
        assert ears.cues.volume == 50
        await ears.stop()

    one.play(scene)
