"""Puts the alarms in a store to the stations that recorded them, and measures each station by itself: an average over
all of them would hide the one that drowns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from momstation.events.station import StationAnnounced
from momstation.kpi.alarms import AlarmChange, AlarmFigures, alarm_figures
from momstation.machines.records import alarm_changes

_STATIONS = sa.text(
    "SELECT json_extract(payload, '$.station_id'), json_extract(payload, '$.code'), "
    "json_extract(payload, '$.machines') <> '[]' FROM event WHERE kind = :kind ORDER BY hlc"
).bindparams(kind=StationAnnounced.kind)
_OWN = sa.text("SELECT lower(hex(station_id)), code FROM identity")


@dataclass(frozen=True, slots=True)
class StationAlarms:
    station: str
    figures: AlarmFigures


def gathered(conn: sa.Connection, start: datetime, end: datetime) -> tuple[StationAlarms, ...]:
    """Each station with machines or alarms in this store, by code; of one that never said who it is stands its id."""
    known = {str(one): str(code) for one, code in conn.execute(_OWN)}
    with_machines = set(known)
    for one, code, has_machines in conn.execute(_STATIONS):
        known[one] = code
        (with_machines.add if has_machines else with_machines.discard)(one)
    changes: dict[str, list[AlarmChange]] = {one: [] for one in with_machines}
    for one, change in alarm_changes(conn):
        changes.setdefault(one, []).append(change)
    return _measured(((known.get(one, one), told) for one, told in changes.items()), start, end)


def _measured(
    stations: Iterable[tuple[str, list[AlarmChange]]], start: datetime, end: datetime
) -> tuple[StationAlarms, ...]:
    measured = (StationAlarms(code, alarm_figures(told, start, end)) for code, told in stations)
    return tuple(sorted(measured, key=lambda one: one.station))
