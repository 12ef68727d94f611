"""The wiring, by hand: builds every object of a station, starts them, and stops them in order."""

from momstation.app.run import main

__all__ = ["main"]
