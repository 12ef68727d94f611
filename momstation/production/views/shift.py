"""OEE of the shift: its factors with the events behind them, its times and its timeline."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An event behind a number: its time, a sentence, and the id it has in every store (hex)."""

    at: datetime
    at_text: str
    sentence: str
    event_id: str


@dataclass(frozen=True, slots=True)
class OeeNumber:
    """One factor. ``value`` None: not computable, and ``formula`` says why. ``formula`` shows the numbers put
    in: ``6 h 12 min of 7 h 30 min``; ``definition`` is the norm's own (``APT / PBT``)."""

    key: str
    label: str
    value: Decimal | None
    text: str
    formula: str
    definition: str
    events: tuple[EvidenceRow, ...]
    events_text: str


@dataclass(frozen=True, slots=True)
class SpanView:
    """A piece of the shift's timeline: ``kind`` is the machine's state, or ``hatched`` where it was not
    heard."""

    start: datetime
    end: datetime
    kind: str
    word: str
    reason_text: str
    stop: str | None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time element of ISO 22400: ``APT`` ``Actual production time`` ``6 h 12 min``."""

    key: str
    label: str
    text: str
    seconds: Decimal


@dataclass(frozen=True, slots=True)
class OeeView:
    """OEE of the running shift at one machine. ``caveats`` are sentences about what keeps the numbers from
    being certain (time without signal, no ideal cycle, counter gaps). ``clocks_text`` says how long the order
    that runs there was set up, made and worked on; empty without one."""

    machine: str | None
    title: str
    shift_text: str
    oee: OeeNumber
    factors: tuple[OeeNumber, ...]
    times: tuple[TimeRow, ...]
    spans: tuple[SpanView, ...]
    start: datetime | None
    end: datetime | None
    caveats: tuple[str, ...]
    empty_text: str
    clocks_text: str = ""
