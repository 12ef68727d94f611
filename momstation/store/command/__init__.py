"""``momstation store``: what an IT person of the plant does with a station's record file."""

from momstation.store.command.parsing import main

__all__ = ["main"]
