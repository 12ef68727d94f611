"""Tells the probe of every press, so that the time until the pressed state is painted can be measured."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from momstation.core.clock import Clock
from momstation.shell.services import Probe
from momstation.ui.tappable import Tappable

_HEARD = "press_is_heard"


class Presses(QObject):
    """``listen`` finds the buttons that are new since the last time."""

    def __init__(self, window: QWidget, probe: Probe | None, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._probe = probe
        self._clock = clock

    def listen(self) -> None:
        if self._probe is None:
            return
        for button in self._window.findChildren(Tappable):
            if not button.property(_HEARD):
                button.setProperty(_HEARD, True)
                button.pressed.connect(self._note)

    def _note(self) -> None:
        if self._probe is not None:
            self._probe.note("tap_to_paint", self._clock.monotonic())
