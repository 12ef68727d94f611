"""Work on an order by people who could not know that it was finished: kept and told, never refused.

Parts add to the order in any case. Those of a station that had not seen the finish, and that come after it in
the order of the log, are kept as extra until a person counts them to the order.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from momstation.core.event import Record
from momstation.events.production import QuantityCounted, QuantityDeclared


class LateWork(msgspec.Struct, frozen=True, kw_only=True):
    """What one station made after one ``finish`` that it had not seen. ``first`` is the first such record,
    ``good`` and ``scrap`` the machine's; ``entries`` a person's."""

    finish: str
    station: str
    first: str
    last_at: datetime
    good: int = 0
    scrap: int = 0
    entries: tuple[str, ...] = ()


def with_late(
    late: tuple[LateWork, ...],
    finishes: Iterable[str],
    record: Record,
    event: QuantityCounted | QuantityDeclared,
) -> tuple[LateWork, ...]:
    """``finishes`` are those that the record had not seen."""
    for finish in finishes:
        before = next((each for each in late if (each.finish, each.station) == (finish, event.station)), None)
        more = _added(before, finish, record, event)
        late = (*late, more) if before is None else tuple(more if each is before else each for each in late)
    return late


def _added(
    before: LateWork | None, finish: str, record: Record, event: QuantityCounted | QuantityDeclared
) -> LateWork:
    known = before or LateWork(
        finish=finish, station=event.station, first=record.event_id.hex(), last_at=event.at
    )
    last_at = max(known.last_at, event.at)
    if isinstance(event, QuantityDeclared):
        entries = known.entries if event.entry in known.entries else (*known.entries, event.entry)
        return msgspec.structs.replace(known, entries=entries, last_at=last_at)
    return msgspec.structs.replace(
        known, good=known.good + event.good, scrap=known.scrap + event.rejected, last_at=last_at
    )
