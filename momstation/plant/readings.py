"""What a wire to the floor heard: neither a request nor a fact yet."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Quality(StrEnum):
    GOOD = "good"
    UNCERTAIN = "uncertain"
    BAD = "bad"
    STALE = "stale"
    NEVER_SEEN = "never_seen"
    CHANGED = "changed"


class Link(StrEnum):
    """How the station stands with a machine."""

    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    REFUSED = "refused"
    MISCONFIGURED = "misconfigured"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of one signal. ``value`` is None unless ``quality`` is good; decimals are text of a Decimal.

    ``reason`` is a sentence for people that says why the value is not good.

    ``signal`` is the role (``state``, ``good_count``, ``reject_count``, ``cycle_time``, ``condition:<name>``).
    """

    machine: str
    signal: str
    value: int | str | bool | None
    quality: Quality
    reason: str
    source_time: datetime | None
    server_time: datetime | None
    received_at: datetime
    received_monotonic: float
    is_overflow: bool = False
    """The machine had more values than it could queue: some before this one are missing."""


@dataclass(frozen=True, slots=True)
class MachineLink:
    """``reason`` is a sentence for people that says what is wrong and what to do; empty when live.

    A misconfigured machine may still be heard: its readings say one by one whether their value may be used.
    """

    machine: str
    status: Link
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A whole frame of a scanner; ``trouble`` says why it cannot be a code (too long, not text), or is empty."""

    scanner: str
    text: str
    raw: bytes
    received_at: datetime
    received_monotonic: float
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ScannerStatus:
    scanner: str
    is_connected: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GaugeRead:
    """A value that a gauge sent. ``value`` None: ``trouble`` says why the line is none; ``text`` is what came.

    ``unit`` as the gauge said it, such as ``mm``, or empty; pieces have none.
    """

    gauge: str
    value: Decimal | None
    unit: str
    text: str
    received_at: datetime
    received_monotonic: float
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class GaugeStatus:
    gauge: str
    is_connected: bool
    reason: str = ""
