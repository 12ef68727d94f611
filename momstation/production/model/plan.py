"""Where an order should be by now, and when it will be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class PlanNow:
    """``planned``: good parts due by now at the ideal cycle over the planned time in which the order ran;
    ``delta`` good parts ahead (+) or behind (−); ``done_at`` at the pace so far, None before there is a
    pace."""

    planned: int
    delta: int
    done_at: datetime | None


def overlap_s(ones: Sequence[Stretch], others: Sequence[Stretch]) -> float:
    """Seconds that lie in both; each list's own stretches do not overlap."""
    total = timedelta()
    for start, end in ones:
        for other_start, other_end in others:
            inside = min(end, other_end) - max(start, other_start)
            total += max(inside, timedelta())
    return total.total_seconds()


def plan_now(good: int, target: int, ideal_cycle_s: Decimal, worked_s: float, now: datetime) -> PlanNow:
    """The plan never asks for more than the order. Pace: planned time per good part once there are five."""
    planned = min(target, int(Decimal(str(worked_s)) / ideal_cycle_s))
    pace_s = worked_s / good if good >= ENOUGH_FOR_A_PACE else float(ideal_cycle_s)
    left = target - good
    done_at = now + timedelta(seconds=left * pace_s) if left > 0 else None
    return PlanNow(planned, good - planned, done_at)


def is_behind(plan: PlanNow) -> bool:
    """More than a fiftieth of the plan and more than one part: less is the rhythm of counting."""
    return -plan.delta > max(1, plan.planned // 50)


ENOUGH_FOR_A_PACE = 5


@dataclass(frozen=True, slots=True)
class Hour:
    """Good parts of one clock hour against what the planned time in it, as far as it has passed, asks for."""

    start: datetime
    good: int
    target: int
    is_current: bool

    @property
    def is_low(self) -> bool:
        """Under four fifths of the target; an hour that has hardly begun is not judged."""
        return self.target >= MOST_UNJUDGED and self.good * 5 < self.target * 4


MOST_UNJUDGED = 5
HOUR = timedelta(hours=1)


def hours(
    start: datetime,
    now: datetime,
    goods: Sequence[tuple[datetime, int]],
    work_times: Sequence[Stretch],
    ideal_cycle_s: Decimal | None,
    most: int = 9,
) -> list[Hour]:
    """The clock hours from ``start`` to ``now``, at most the last ``most``. ``start`` is in the plant's zone,
    so that zones with half hours begin where their clocks do."""
    first = start.replace(minute=0, second=0, microsecond=0)
    found = list[Hour]()
    while first <= now:
        end = first + HOUR
        made = sum(good for at, good in goods if first <= at < end)
        asked = overlap_s([(max(first, start), min(end, now))], work_times)
        target = 0 if ideal_cycle_s is None else int(Decimal(str(asked)) / ideal_cycle_s)
        found.append(Hour(first, made, target, is_current=end > now))
        first = end
    return found[-most:]
