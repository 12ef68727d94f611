"""An alarm sounds until somebody has seen it, a question is asked three times, and nothing sounds for what is over."""

from momstation.core.clock import ManualClock
from momstation.production.views import Action, ActionKey, StripCard
from momstation.shell.alerts import Alerts
from momstation.ui.cues import Cue, Cues
from momstation.ui.status import Status
from tests.support.plant_builders import NOON


class Ears:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.heard: list[tuple[Cue, int]] = []
        self.lasting: set[Cue] = set()

    def give(self, cue: Cue, volume: int) -> None:
        self.heard.append((cue, volume))
        self.lasting.add(cue)

    def end(self, cue: Cue) -> None:
        self.lasting.discard(cue)

    def count(self, cue: Cue) -> int:
        return sum(1 for heard, _volume in self.heard if heard is cue)


class Room:
    """Cards, a clock and the ears of whoever stands there."""

    def __init__(self, volume: int = 70) -> None:
        self.clock, self.ears = ManualClock(NOON), Ears()
        self.told: list[str] = []
        self.cues = Cues(volume, 40, [self.ears])
        self.alerts = Alerts(self.cues, self.clock.monotonic, lambda card: self.told.append(card.key))

    def seconds(self, count: int) -> None:
        for _ in range(count):
            self.clock.advance(1)
            self.alerts.tick()


def card(key: str, status: Status, action: Action | None = None) -> StripCard:
    return StripCard(key=key, status=status, icon="", kicker="", title=key, text="", action=action)


HOT = card("condition/P07/hot", Status.ALARM)
WHY = card("stop/1", Status.WARNING, Action(ActionKey.STOP_REASON, "Why?", "pause"))
NEXT = card("next", Status.NORMAL, Action(ActionKey.START, "Start", "play_arrow"))


def test_a_question_is_asked_three_times_in_a_minute_and_then_no_more() -> None:
    room = Room()
    room.alerts.shown([WHY, NEXT])
    assert room.ears.count(Cue.NEEDS_YOU) == 1
    room.seconds(29)
    assert room.ears.count(Cue.NEEDS_YOU) == 1
    room.seconds(31)
    assert room.ears.count(Cue.NEEDS_YOU) == 3
    room.seconds(600)
    room.alerts.shown([WHY])
    assert room.ears.count(Cue.NEEDS_YOU) == 3


def test_an_answer_ends_the_question() -> None:
    room = Room()
    room.alerts.shown([WHY])
    room.alerts.shown([NEXT])
    room.seconds(120)
    assert room.ears.count(Cue.NEEDS_YOU) == 1
    assert Cue.NEEDS_YOU not in room.ears.lasting


def test_whoever_taps_the_question_is_not_called_again() -> None:
    room = Room()
    room.alerts.shown([WHY])
    room.alerts.seen(WHY.key)
    room.seconds(120)
    room.alerts.shown([WHY])
    assert room.ears.count(Cue.NEEDS_YOU) == 1


def test_the_next_stop_asks_anew() -> None:
    room = Room()
    room.alerts.shown([WHY])
    room.alerts.seen(WHY.key)
    room.alerts.shown([card("stop/2", Status.WARNING, WHY.action)])
    assert room.ears.count(Cue.NEEDS_YOU) == 2


def test_an_alarm_sounds_each_second_until_its_card_is_tapped() -> None:
    room = Room()
    room.alerts.shown([HOT])
    room.seconds(10)
    assert room.ears.count(Cue.ALARM) == 11
    assert room.told == [HOT.key] * 11
    room.alerts.seen(HOT.key)
    room.seconds(10)
    room.alerts.shown([HOT])
    assert room.ears.count(Cue.ALARM) == 11
    assert Cue.ALARM not in room.ears.lasting


def test_an_alarm_that_is_over_falls_silent() -> None:
    room = Room()
    room.alerts.shown([HOT])
    room.alerts.shown([])
    assert Cue.ALARM not in room.ears.lasting
    room.seconds(5)
    assert room.ears.count(Cue.ALARM) == 1


def test_the_second_alarm_sounds_though_the_first_was_seen() -> None:
    room = Room()
    room.alerts.shown([HOT])
    room.alerts.seen(HOT.key)
    room.alerts.shown([HOT, card("condition/P07/leak", Status.ALARM)])
    assert room.alerts.unseen == ("condition/P07/leak",)
    assert Cue.ALARM in room.ears.lasting


def test_an_alarm_that_chatters_is_heard_once_a_minute_at_most() -> None:
    room = Room()
    for _ in range(20):
        room.alerts.shown([HOT])
        room.alerts.seen(HOT.key)
        room.seconds(1)
        room.alerts.shown([])
        room.seconds(1)
    assert room.ears.count(Cue.ALARM) == 1
    room.seconds(61)
    room.alerts.shown([HOT])
    assert room.ears.count(Cue.ALARM) == 2


def test_seeing_the_banner_is_seeing_all_its_alarms() -> None:
    room = Room()
    room.alerts.shown([HOT, card("not_recorded", Status.ALARM)])
    room.alerts.seen_all()
    room.seconds(5)
    assert room.alerts.unseen == ()
    assert room.ears.count(Cue.ALARM) == 1


def test_a_plant_that_is_away_for_long_is_red_and_silent() -> None:
    room = Room()
    room.alerts.shown([card("link", Status.ALARM)])
    assert room.ears.heard == []


def test_a_mute_station_still_gives_its_alarms_at_their_floor() -> None:
    room = Room(volume=0)
    room.alerts.shown([HOT, WHY])
    assert set(room.ears.heard) == {(Cue.ALARM, 40), (Cue.NEEDS_YOU, 0)}
    room.cues.set_volume(90)
    room.seconds(1)
    assert room.ears.heard[-1] == (Cue.ALARM, 90)


def test_at_the_end_nothing_sounds_on() -> None:
    room = Room()
    room.alerts.shown([HOT, WHY])
    room.alerts.stop()
    room.seconds(60)
    assert room.ears.lasting == set()
    assert len(room.ears.heard) == 2
