"""The shift of one machine as a band: its states, its stops and which of them nobody explained."""

from dataclasses import dataclass
from datetime import datetime

from momstation.production.views.shift import SpanView


@dataclass(frozen=True, slots=True)
class BandView:
    """``start`` and ``end`` of the shift in the plant's zone; ``spans`` up to now, an empty ``reason_text`` with a
    ``stop`` where nobody said why."""

    start: datetime
    end: datetime
    spans: tuple[SpanView, ...]
