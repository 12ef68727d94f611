"""What the team lead's board shows: every station, worst first, with who is there and how old it is."""

from dataclasses import dataclass
from datetime import datetime

from momstation.production.views import BandView, BoardRow, OpenStopRow, SequenceView
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A station. ``people``: who is signed on; ``age_text``: how old its records are, empty while fresh. ``team``:
    the names of all who are there. ``band``: the shift of the row's machine, None where it was not heard."""

    row: BoardRow
    people: str
    age_text: str
    team: tuple[str, ...] = ()
    band: BandView | None = None


@dataclass(frozen=True, slots=True)
class BoardScreenView:
    """``to_settle``: ``3 to settle``; empty while nothing contradicts itself. ``free_text``: the operators who are
    signed on nowhere in the area."""

    title: str
    headline: str
    status: Status
    lines: tuple[BoardLine, ...]
    unreasoned: tuple[OpenStopRow, ...]
    empty_text: str
    refreshed_at: datetime
    to_settle: str = ""
    sequences: tuple[SequenceView, ...] = ()
    free_text: str = ""
