"""Gives a cue to the ears wherever the eyes get a verdict; who makes the sound or the light is a sink's business.

A cue is given by whoever shows its visual twin, in the same call and after the rule has decided.
"""

import logging
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

_log = logging.getLogger(__name__)
STEP = 10
LOUDEST = 100


class Cue(StrEnum):
    """Named as its recipe in ``ui.sounds`` and its file in ``resources/sounds``."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NEEDS_YOU = "needs-you"
    ALARM = "alarm"
    ANSWERED = "answered"


LASTING = frozenset({Cue.NEEDS_YOU, Cue.ALARM})
"""Given again and again until ``end`` says that nobody needs it any more."""


class Sink(Protocol):
    """A sound device, a scanner's beeper, a stack light. No method may keep its caller waiting."""

    def give(self, cue: Cue, volume: int) -> None:
        """Now; ``volume`` is a percentage, 0 means without a sound."""
        ...

    def end(self, cue: Cue) -> None:
        """What a lasting cue was given for is over, or somebody has seen it."""
        ...


class Cues:
    """``volume`` is this station's; an alarm is never quieter than ``alarm_least``."""

    def __init__(self, volume: int = 70, alarm_least: int = 40, sinks: Iterable[Sink] = ()) -> None:
        self._volume = _bounded(volume)
        self._alarm_least = _bounded(alarm_least)
        self._sinks = list(sinks)

    @property
    def volume(self) -> int:
        return self._volume

    @property
    def alarm_volume(self) -> int:
        return max(self._volume, self._alarm_least)

    def add(self, sink: Sink) -> None:
        self._sinks.append(sink)

    def set_volume(self, volume: int) -> None:
        self._volume = _bounded(volume)

    def give(self, cue: Cue) -> None:
        """To every sink; one that fails is logged and does not silence the others."""
        volume = self.alarm_volume if cue is Cue.ALARM else self._volume
        for sink in self._sinks:
            try:
                sink.give(cue, volume)
            except Exception:
                _log.exception("A sink cannot give the cue %s", cue)

    def end(self, cue: Cue) -> None:
        for sink in self._sinks:
            try:
                sink.end(cue)
            except Exception:
                _log.exception("A sink cannot end the cue %s", cue)


def _bounded(volume: int) -> int:
    return min(LOUDEST, max(0, volume))
