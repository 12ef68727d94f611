"""What the station answers to a scan or a tap, after the records are durable or the refusal is certain."""

from dataclasses import dataclass

from momstation.core.part import Command
from momstation.plant.readings import CodeScanned


@dataclass(frozen=True, slots=True)
class Verdict:
    """``title`` is what was recorded, or why not; ``text`` what to do next. ``undo`` takes it back."""

    accepted: bool
    title: str
    text: str = ""
    undo: Command | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Published for each scan once its verdict is shown."""

    code: CodeScanned
    verdict: Verdict
