"""What the station answers to a scan or a tap, after the records are durable or the refusal is certain."""

from dataclasses import dataclass

from momstation.core.part import Command


@dataclass(frozen=True, slots=True)
class Verdict:
    """``title`` is what was recorded, or why not; ``text`` what to do next. ``undo`` takes it back."""

    accepted: bool
    title: str
    text: str = ""
    undo: Command | None = None
