"""The orders of each machine in the order in which they come, for whoever may put them into another one."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.plant import records as plant
from momstation.plant.time_words import day_and_clock
from momstation.production.model.sequencing import Waiting
from momstation.production.presenters.gathering import StationAtWork, material_text
from momstation.production.records import querying
from momstation.production.views import SequenceRow, SequenceView


def sequences_of(
    conn: sa.Connection, stations: Sequence[StationAtWork], now: datetime, zone: tzinfo
) -> tuple[SequenceView, ...]:
    """Of the work units at which more than one order waits: elsewhere there is nothing to move."""
    views = []
    for station in stations:
        names = {each.machine: each.equipment.name for each in station.machines}
        for unit in station.station.work_units:
            listed = querying.listed_at(conn, unit).open
            if sum(not each.is_running for each in listed) > 1:
                rows = tuple(_row(conn, each, now, zone) for each in listed)
                views.append(SequenceView(unit, names.get(unit, station.station.name), rows))
    return tuple(views)


def _row(conn: sa.Connection, each: Waiting, now: datetime, zone: tzinfo) -> SequenceRow:
    planned = each.planned
    material = material_text(conn, plant.work_master(conn, planned.work_master))
    amount = _("{good} of {target}").format(good=each.work.good, target=planned.quantity)
    return SequenceRow(
        order=planned.id,
        title=planned.id,
        detail=" · ".join(part for part in (material, amount) if part),
        right=_("due {due}").format(due=day_and_clock(planned.due, now, zone)),
        is_running=each.is_running,
    )
