"""Consumption of a lot: signed amounts add, also below nothing; only a stock count closes what went wrong.

Nothing is rejected. A balance below zero is a discrepancy with every movement since the last count, and stays
one until somebody counts the stock, even if a receipt lifts the balance again.
"""

import msgspec

from momstation.store.merging.causality import Past


class Movement(msgspec.Struct, frozen=True):
    """An amount in the smallest unit: what came in is above zero, what was consumed below."""

    event: str
    amount: int


class Shortage(msgspec.Struct, frozen=True):
    """A balance that was below zero: every movement that took part, and the stock count that closed it."""

    first: str
    involved: tuple[str, ...]
    lowest: int
    resolved_by: str | None = None


class Balance(msgspec.Struct, frozen=True):
    """``counted`` at the last stock count, and the ``movements`` that this count had not seen."""

    counted: int = 0
    movements: tuple[Movement, ...] = ()
    shortages: tuple[Shortage, ...] = ()

    @property
    def now(self) -> int:
        return self.counted + sum(each.amount for each in self.movements)

    @property
    def open_shortage(self) -> Shortage | None:
        last = self.shortages[-1] if self.shortages else None
        return last if last is not None and last.resolved_by is None else None


def moved(balance: Balance, event: str, amount: int) -> Balance:
    movements = (*balance.movements, Movement(event, amount))
    return _watched(Balance(balance.counted, movements, balance.shortages), event)


def stock_counted(balance: Balance, event: str, counted: int, past: Past) -> Balance:
    """What was counted holds for every movement that the counter had seen; the others still add."""
    unseen = tuple(each for each in balance.movements if not past.saw(bytes.fromhex(each.event)))
    shortages = balance.shortages
    if balance.open_shortage is not None:
        last = shortages[-1]
        closed = Shortage(last.first, last.involved, last.lowest, resolved_by=event)
        shortages = (*shortages[:-1], closed)
    return _watched(Balance(counted, unseen, shortages), event)


def _watched(balance: Balance, event: str) -> Balance:
    involved = tuple(each.event for each in balance.movements)
    before = balance.open_shortage
    if before is not None:
        grown = Shortage(before.first, involved, min(before.lowest, balance.now))
        return Balance(balance.counted, balance.movements, (*balance.shortages[:-1], grown))
    if balance.now >= 0:
        return balance
    opened = Shortage(event, involved, balance.now)
    return Balance(balance.counted, balance.movements, (*balance.shortages, opened))
