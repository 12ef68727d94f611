"""What every fact about an order or a stop says, so that tests write out only what sets one apart."""

from datetime import datetime
from typing import TypedDict

from momstation.production.model.order import OrderWork


class OrderFact(TypedDict):
    order: str
    at: datetime
    by: str | None
    station: str


class StopFact(TypedDict):
    stop: str
    machine: str
    station: str
    at: datetime


def scrap_by_reason(work: OrderWork) -> dict[str, int]:
    sums: dict[str, int] = {}
    for each in work.valid_entries:
        if each.scrap and each.scrap_reason is not None:
            sums[each.scrap_reason] = sums.get(each.scrap_reason, 0) + each.scrap
    return sums
