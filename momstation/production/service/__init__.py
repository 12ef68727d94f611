"""Carries out what is asked of production, and answers what machines were heard to do."""

from collections.abc import Sequence

from momstation.core.event import Event
from momstation.core.part import Command, Handler, Reaction
from momstation.plant.station import StationFacts
from momstation.production.service.orders import OrderService
from momstation.production.service.quantities import QuantityService
from momstation.production.service.rules import ProductionRules
from momstation.production.service.stops import StopService
from momstation.store.questions import Reader


class ProductionService:
    """One per station. Reads committed state, decides through the model, returns events; writes nothing."""

    def __init__(self, reader: Reader, station: StationFacts, rules: ProductionRules | None = None) -> None:
        rules = rules or ProductionRules()
        self._orders = OrderService(reader, station)
        self._quantities = QuantityService(reader, station, rules)
        self._stops = StopService(reader, station, rules)

    def handlers(self) -> dict[type[Command], Handler]:
        return self._orders.handlers() | self._quantities.handlers() | self._stops.handlers()

    def reactions(self) -> dict[type[Event], Sequence[Reaction]]:
        return self._quantities.reactions() | self._stops.reactions()
