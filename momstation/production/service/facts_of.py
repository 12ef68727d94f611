"""Reads all that a decision about an order rests on, also where the order is not named."""

from collections.abc import Sequence

from momstation.core.errors import Refused
from momstation.core.part import Context
from momstation.plant.station import StationFacts
from momstation.production.model.facts import OrderFacts, Running
from momstation.production.records import querying
from momstation.store.questions import Reader


class FactsOf:
    """``None`` means the only order that runs here."""

    def __init__(self, reader: Reader, station: StationFacts) -> None:
        self._reader = reader
        self._station = station

    async def order(self, order: str | None, context: Context) -> OrderFacts:
        """Raises Refused production.* where no order is named and not just one runs."""
        meant = order if order is not None else await self._only_here()
        return await self._reader.read(
            lambda conn: querying.order_facts(conn, meant, self._station, context.now)
        )

    async def _only_here(self) -> str:
        here = await self._reader.read(lambda conn: querying.running_here(conn, self._station.code))
        orders = _orders(here)
        if not orders:
            raise Refused("production.no_order_runs")
        if len(orders) > 1:
            raise Refused("production.several_orders_run", orders=", ".join(orders))
        return orders[0]


def _orders(here: Sequence[Running]) -> list[str]:
    return sorted({each.order for each in here})
