"""Lets the window's thread go on soon when another thread of the station computes."""

import sys

_TURN_S = 0.0002
"""Python's own is 5 ms. Painting gives its turn away many times in a frame, and each time a thread that computes may
keep it so long."""


def take_short_turns() -> None:
    """For the whole process; call it once, at its start."""
    sys.setswitchinterval(_TURN_S)
