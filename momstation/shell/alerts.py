"""Calls people to the cards of the strip by ear: an alarm until somebody has seen it, a question a few times.

The cards themselves are the visual twins; whoever shows them tells ``shown`` in the same call.
"""

from collections.abc import Callable, Sequence

from momstation.production.views import StripCard
from momstation.ui.cues import Cue, Cues
from momstation.ui.status import Status

AGAIN_S = 30.0
MOST_TIMES = 3
QUIET_AFTER_SEEN_S = 60.0
"""A condition that chatters does not call anew each time, once somebody has seen it."""
_NO_DANGER = ("link",)
"""A plant that is out of reach for long is red on the screen; nobody need run for it."""


class Alerts:
    """``tell`` is called with the worst alarm that nobody has seen yet, when it begins and each second after."""

    def __init__(
        self,
        cues: Cues,
        monotonic: Callable[[], float],
        tell: Callable[[StripCard], None] = lambda _card: None,
    ) -> None:
        self._cues = cues
        self._monotonic = monotonic
        self._tell = tell
        self._alarms: dict[str, StripCard] = {}
        self._questions: dict[str, tuple[int, float]] = {}
        self._seen: dict[str, float] = {}
        self._shown: frozenset[str] = frozenset()

    def take_over(self, before: "Alerts") -> None:
        """What somebody has seen in the window that stood here before need not call anew."""
        self._seen = dict(before._seen)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Keys of the alarms that sound."""
        return tuple(self._alarms)

    def shown(self, cards: Sequence[StripCard]) -> None:
        """These cards are on the screen now, and no others."""
        now = self._monotonic()
        self._forget_old(now)
        self._shown = frozenset(card.key for card in cards)
        self._hear_questions(cards, now)
        self._hear_alarms(cards)

    def seen(self, key: str) -> None:
        """Somebody tapped this card."""
        self._seen[key] = self._monotonic()
        self._questions.pop(key, None)
        self._drop_alarms(lambda one: one == key)

    def seen_all(self) -> None:
        """Somebody tapped what told of the alarms where the strip cannot be seen."""
        for key in tuple(self._alarms):
            self.seen(key)

    def tick(self) -> None:
        """Once a second."""
        now = self._monotonic()
        due = [key for key, (_times, at) in self._questions.items() if now - at >= AGAIN_S]
        if any(self._ask_again(key, now) for key in due):
            self._cues.give(Cue.NEEDS_YOU)
        self._sound_alarm()

    def stop(self) -> None:
        """The window is closed: nothing sounds on."""
        self._questions.clear()
        self._alarms.clear()
        self._cues.end(Cue.ALARM)
        self._cues.end(Cue.NEEDS_YOU)

    def _hear_questions(self, cards: Sequence[StripCard], now: float) -> None:
        asked = {card.key for card in cards if _needs_somebody(card)}
        new = asked - self._questions.keys() - self._seen.keys()
        for key in self._questions.keys() - asked:
            del self._questions[key]
        self._questions |= dict.fromkeys(new, (1, now))
        if new:
            self._cues.give(Cue.NEEDS_YOU)
        elif not self._questions:
            self._cues.end(Cue.NEEDS_YOU)

    def _ask_again(self, key: str, now: float) -> bool:
        times, _at = self._questions[key]
        self._questions[key] = (times + 1, now)
        return times < MOST_TIMES

    def _hear_alarms(self, cards: Sequence[StripCard]) -> None:
        alarms = {card.key: card for card in cards if _is_alarm(card)}
        self._drop_alarms(lambda key: key not in alarms)
        new = [key for key in alarms if key not in self._seen and key not in self._alarms]
        self._alarms |= {key: card for key, card in alarms.items() if key in new or key in self._alarms}
        if new:
            self._sound_alarm()

    def _drop_alarms(self, is_over: Callable[[str], bool]) -> None:
        over = [key for key in self._alarms if is_over(key)]
        for key in over:
            del self._alarms[key]
        if over and not self._alarms:
            self._cues.end(Cue.ALARM)

    def _sound_alarm(self) -> None:
        if self._alarms:
            self._tell(next(iter(self._alarms.values())))
            self._cues.give(Cue.ALARM)

    def _forget_old(self, now: float) -> None:
        """What was shown until now was seen until now."""
        for key in self._shown & self._seen.keys():
            self._seen[key] = now
        self._seen = {key: at for key, at in self._seen.items() if now - at < QUIET_AFTER_SEEN_S}


def _is_alarm(card: StripCard) -> bool:
    return card.status is Status.ALARM and not card.key.startswith(_NO_DANGER)


def _needs_somebody(card: StripCard) -> bool:
    """A question that only a person at the station can answer, such as why the machine stands still."""
    return card.action is not None and card.status is Status.WARNING
