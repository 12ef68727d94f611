"""What screens show of machines: finished words beside the raw values they were made from."""

from dataclasses import dataclass
from datetime import datetime

from momstation.events.machines import MachineState
from momstation.plant.readings import Link, Quality
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class SignalView:
    """One live value. ``text`` is ``4.3 s``, or a dash when the value may not be trusted; ``note`` then says
    why."""

    signal: str
    label: str
    text: str
    note: str
    quality: Quality
    age_s: float | None


@dataclass(frozen=True, slots=True)
class MachineRow:
    """A machine on a board or in the station's list of machines.

    state_word  ``Running``, ``Stopped``, ``No signal`` …; never a colour alone
    since_text  ``since 14:02 · 12 min``; empty when no state was ever heard
    heard       the machine's own word (``PackML 6 Execute``)
    link_note   a sentence while the link is not live: what is wrong and what to do; else empty
    stop_reason is filled by whoever composes the board; machines know nothing of reasons
    """

    machine: str
    name: str
    state: MachineState
    status: Status
    icon: str
    state_word: str
    since: datetime | None
    since_text: str
    heard: str
    link: Link
    link_word: str
    link_note: str
    is_hatched: bool
    signals: tuple[SignalView, ...] = ()
    stop_reason: str = ""


@dataclass(frozen=True, slots=True)
class MachinesView:
    """All machines of this station, worst first; ``empty_text`` when there is none."""

    rows: tuple[MachineRow, ...]
    empty_text: str
