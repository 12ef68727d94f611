"""What a decision about an order rests on, read before it is asked for."""

from dataclasses import dataclass
from datetime import datetime

from momstation.plant.nouns import JobOrder
from momstation.plant.station import StationFacts
from momstation.production.model.order import OrderWork


@dataclass(frozen=True, slots=True)
class Running:
    """An order that runs at a place of this station."""

    order: str
    machine: str | None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """``planned`` is None for an order that planning never sent; ``here`` is what runs at this station
    now."""

    station: StationFacts
    work: OrderWork
    planned: JobOrder | None = None
    predecessor: JobOrder | None = None
    predecessor_work: OrderWork | None = None
    here: tuple[Running, ...] = ()
    shift_start: datetime | None = None

    @property
    def order(self) -> str:
        return self.work.order

    @property
    def quantity(self) -> int:
        return 0 if self.planned is None else self.planned.quantity

    def running_on(self, machine: str | None) -> Running | None:
        """What runs on this machine; without machines, what runs at the station."""
        return next((each for each in self.here if each.machine == machine), None)
