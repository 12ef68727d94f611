"""What a plant may set of production's rules, and what several of them rest on."""

from dataclasses import dataclass
from datetime import timedelta

EXPLAIN_OLD_STOP = "production.explain_old_stop"
JUST_ENDED = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ProductionRules:
    """``most_factor``: one sheet may hold at most so many times the ordered quantity. ``reason_window_h``:
    hours after a stop's end in which its reason may change."""

    most_factor: int = 10
    reason_window_h: int = 24
