"""Lets a scanner say what became of its scan: one command on its serial line for each cue that it has a beep for."""

from collections.abc import Callable, Mapping

from momstation.ui.cues import Cue


class Beeper:
    """A sink. ``write`` hands bytes to the scanner's port and returns at once.

    A panel often has no speaker, and the scanner is in the hand of whoever waits for the answer.
    """

    def __init__(self, write: Callable[[bytes], None], commands: Mapping[Cue, bytes]) -> None:
        self._write = write
        self._commands = dict(commands)

    def give(self, cue: Cue, volume: int) -> None:
        """A scanner knows no volume: it beeps unless the station is mute."""
        command = self._commands.get(cue, b"")
        if volume > 0 and command:
            self._write(command)

    def end(self, cue: Cue) -> None:
        """A beep ends by itself."""
