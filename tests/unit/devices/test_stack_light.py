"""A lamp shines as long as its cue means something, and no longer."""

from collections.abc import Callable

from momstation.devices.beeper import Beeper
from momstation.devices.stack_light import StackLight
from momstation.ui.cues import Cue

LAMPS = {Cue.ALARM: "red", Cue.REFUSED: "red", Cue.NEEDS_YOU: "amber", Cue.ACCEPTED: "green"}


class Timer:
    """What a loop's ``call_later`` gives."""

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Lamps:
    """Lamps and a clock that a test moves by hand."""

    def __init__(self) -> None:
        self.lit: dict[str, bool] = {}
        self.due: list[tuple[Timer, Callable[[], None]]] = []
        self.light = StackLight(LAMPS, self.lit.__setitem__, self.later, lit_s=1.0)

    def later(self, _seconds: float, call: Callable[[], None]) -> Timer:
        timer = Timer()
        self.due.append((timer, call))
        return timer

    def a_second_passes(self) -> None:
        due, self.due = self.due, []
        for timer, call in due:
            if not timer.is_cancelled:
                call()


def test_a_short_cue_shines_for_its_time() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.ACCEPTED, 70)
    assert lamps.lit == {"green": True}
    lamps.a_second_passes()
    assert lamps.lit == {"green": False}


def test_the_time_begins_anew_with_each_cue() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.ACCEPTED, 70)
    first, lamps.due = lamps.due, []
    lamps.light.give(Cue.ACCEPTED, 70)
    assert [timer.is_cancelled for timer, _call in first] == [True]
    lamps.a_second_passes()
    assert lamps.lit == {"green": False}


def test_an_alarm_shines_until_it_is_ended_also_beside_a_refusal_on_the_same_lamp() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.ALARM, 70)
    lamps.light.give(Cue.REFUSED, 70)
    lamps.a_second_passes()
    assert lamps.lit == {"red": True}
    lamps.light.end(Cue.ALARM)
    assert lamps.lit == {"red": False}


def test_a_mute_station_is_not_blind() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.NEEDS_YOU, 0)
    assert lamps.lit == {"amber": True}


def test_a_cue_without_a_lamp_lights_none() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.ANSWERED, 70)
    lamps.light.end(Cue.ANSWERED)
    assert lamps.lit == {}


def test_at_the_end_every_lamp_is_dark() -> None:
    lamps = Lamps()
    lamps.light.give(Cue.ACCEPTED, 70)
    lamps.light.give(Cue.ALARM, 70)
    lamps.light.stop()
    assert lamps.lit == {"green": False, "red": False}
    assert all(timer.is_cancelled for timer, _call in lamps.due)


def test_a_beeper_beeps_for_what_it_has_a_command_for_and_not_when_the_station_is_mute() -> None:
    sent: list[bytes] = []
    beeper = Beeper(sent.append, {Cue.ACCEPTED: b"\x07", Cue.REFUSED: b"\x1b[5q"})
    for cue, volume in ((Cue.ACCEPTED, 70), (Cue.ANSWERED, 70), (Cue.REFUSED, 0), (Cue.REFUSED, 10)):
        beeper.give(cue, volume)
        beeper.end(cue)
    assert sent == [b"\x07", b"\x1b[5q"]
