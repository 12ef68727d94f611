"""What every fact about an order or a stop says, so that tests write out only what sets one apart."""

from datetime import datetime
from typing import TypedDict


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
