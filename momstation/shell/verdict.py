"""What the station answers to a scan or a tap, after the records are durable or the refusal is certain."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from momstation.core.part import Command
from momstation.plant.readings import CodeScanned


@dataclass(frozen=True, slots=True)
class Verdict:
    """``title`` is what was recorded, or why not; ``text`` what to do next. ``undo`` takes it back.

    ``books`` False: something was entered or shown, and what was recorded before can still be taken back.
    ``again`` says the title once more in the language that is spoken by then: who signs on may bring another one.
    """

    accepted: bool
    title: str
    text: str = ""
    undo: Command | None = None
    books: bool = True
    again: Callable[[], Awaitable[str]] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """Published for each scan once its verdict is shown."""

    code: CodeScanned
    verdict: Verdict
