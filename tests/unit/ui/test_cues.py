"""A cue reaches every sink at the station's volume; one sink that fails silences no other."""

from collections.abc import Callable

import pytest

from momstation.ui.cues import Cue, Cues
from momstation.ui.sounds import CUES


class Ears:
    def __init__(self) -> None:
        self.heard: list[tuple[Cue, int]] = []
        self.ended: list[Cue] = []

    def give(self, cue: Cue, volume: int) -> None:
        self.heard.append((cue, volume))

    def end(self, cue: Cue) -> None:
        self.ended.append(cue)


class Broken(Ears):
    def give(self, cue: Cue, volume: int) -> None:
        raise OSError("no such lamp")

    def end(self, cue: Cue) -> None:
        raise OSError("no such lamp")


def test_every_cue_has_a_recipe_and_every_recipe_a_cue() -> None:
    assert {cue.value for cue in Cue} == set(CUES)


@pytest.mark.parametrize(
    ("volume", "least", "heard"),
    [(70, 40, (70, 70)), (20, 40, (20, 40)), (0, 40, (0, 40)), (900, 10, (100, 100))],
)
def test_only_alarms_have_a_floor(volume: int, least: int, heard: tuple[int, int]) -> None:
    ears = Ears()
    cues = Cues(volume, least, [ears])
    cues.give(Cue.ACCEPTED)
    cues.give(Cue.ALARM)
    assert ears.heard == [(Cue.ACCEPTED, heard[0]), (Cue.ALARM, heard[1])]


def test_a_new_volume_is_that_of_the_next_cue() -> None:
    ears = Ears()
    cues = Cues(50, sinks=[ears])
    cues.set_volume(-10)
    cues.give(Cue.REFUSED)
    assert (cues.volume, ears.heard) == (0, [(Cue.REFUSED, 0)])


def test_a_broken_sink_is_logged_and_the_others_are_given_the_cue(expect_log: Callable[[str], None]) -> None:
    expect_log("A sink cannot")
    ears = Ears()
    cues = Cues(sinks=[Broken()])
    cues.add(ears)
    cues.give(Cue.ANSWERED)
    cues.end(Cue.ALARM)
    assert (ears.heard, ears.ended) == ([(Cue.ANSWERED, 70)], [Cue.ALARM])
