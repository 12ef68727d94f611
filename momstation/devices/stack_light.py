"""Lights the lamps of a machine's stack light for cues, by way of the machine's own connection."""

from collections.abc import Callable, Mapping
from typing import Protocol

from momstation.ui.cues import LASTING, Cue

Switch = Callable[[str, bool], None]
"""Name of an output of the machine, and whether it is to be on; returns at once."""


class Timer(Protocol):
    """``asyncio.TimerHandle``."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Timer]


class StackLight:
    """A sink. A lamp of a lasting cue shines until the cue is ended, any other for ``lit_s``.

    ``lamps`` gives the output of each cue; two cues may share one. ``later`` is the loop's ``call_later``.
    """

    def __init__(self, lamps: Mapping[Cue, str], switch: Switch, later: Later, lit_s: float = 1.0) -> None:
        self._lamps = dict(lamps)
        self._switch = switch
        self._later = later
        self._lit_s = lit_s
        self._lit: set[Cue] = set()
        self._ends: dict[Cue, Timer] = {}

    def give(self, cue: Cue, volume: int) -> None:
        """Whatever the volume: a mute station is not blind."""
        if cue not in self._lamps:
            return
        if cue not in LASTING:
            self._shine_for_a_while(cue)
        if cue not in self._lit:
            self._lit.add(cue)
            self._switch(self._lamps[cue], True)

    def end(self, cue: Cue) -> None:
        if cue not in self._lit:
            return
        self._lit.discard(cue)
        lamp = self._lamps[cue]
        if all(self._lamps[other] != lamp for other in self._lit):
            self._switch(lamp, False)

    def stop(self) -> None:
        """Every lamp dark: nobody is there to put it out later."""
        for timer in self._ends.values():
            timer.cancel()
        for cue in tuple(self._lit):
            self.end(cue)

    def _shine_for_a_while(self, cue: Cue) -> None:
        before = self._ends.pop(cue, None)
        if before is not None:
            before.cancel()
        self._ends[cue] = self._later(self._lit_s, lambda: self.end(cue))
