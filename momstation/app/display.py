"""Says whether there is a screen at all: without one Qt does not say so but ends the process, with a crash report."""

import os
import sys

_CHOSEN = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")


def has_display() -> bool:
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _CHOSEN)
