"""The team lead's board: every station of the area, worst first."""

from dataclasses import dataclass
from datetime import datetime

from momstation.events.machines import MachineState
from momstation.production.views.home import HourView
from momstation.production.views.sheets import OpenStopRow
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A station on the team lead's board, told by its worst machine.

    delta_text  ``−18`` or empty; progress_text ``412 of 600``; matter: what makes it as bad as it is, in
    words order_text  ``4711-20 · Bracket L, 3 mm`` or ``No order``
    """

    station: str
    name: str
    machine: str | None
    machine_name: str
    state: MachineState
    status: Status
    icon: str
    state_word: str
    since: datetime | None
    since_text: str
    order: str | None
    order_text: str
    good: int
    target: int
    progress_text: str
    delta: int | None
    delta_text: str
    matter: str
    stop: str | None
    stop_reason: str
    is_reason_missing: bool
    is_hatched: bool
    hours: tuple[HourView, ...]


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """An open order in the sequence of a machine; ``right`` is when it is due."""

    order: str
    title: str
    detail: str
    right: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class SequenceView:
    """The open orders of a machine in the order in which they come; ``title`` is what people call it. ``refusal``:
    why the acting person may not change it."""

    work_unit: str
    title: str
    rows: tuple[SequenceRow, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """Every station of the area, worst first; ``headline`` names the worst one in a sentence. ``sequences`` are
    those of machines at which more than one order waits."""

    title: str
    headline: str
    status: Status
    rows: tuple[BoardRow, ...]
    unreasoned: tuple[OpenStopRow, ...]
    empty_text: str
    refreshed_at: datetime
    sequences: tuple[SequenceView, ...] = ()
