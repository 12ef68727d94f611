"""What the store keeps of a machine: the fold of its stream, and what its conditions did; the tables that screens
ask are production's."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from momstation.events.machines import AlarmPriority, ConditionCame, ConditionWent
from momstation.kpi.alarms import AlarmChange
from momstation.machines.model.story import MachineStory, apply_story, empty_story
from momstation.store.fold import Fold

_CHANGES = sa.text(
    "SELECT lower(hex(station_id)), kind, json_extract(payload, '$.machine'), "
    "json_extract(payload, '$.condition'), json_extract(payload, '$.at'), json_extract(payload, '$.priority') "
    "FROM event WHERE kind IN (:came, :went) ORDER BY hlc, station_id, epoch, seq"
).bindparams(came=ConditionCame.kind, went=ConditionWent.kind)


def alarm_changes(conn: sa.Connection) -> Iterator[tuple[str, AlarmChange]]:
    """Each coming and going that the store has, in order, with the id (hex) of the station that recorded it."""
    for station, kind, machine, condition, at, priority in conn.execute(_CHANGES):
        known = None if priority is None else AlarmPriority(priority)
        when = datetime.fromisoformat(at)
        yield station, AlarmChange(machine, condition, when, kind == ConditionCame.kind, known)


def machine_fold() -> Fold[MachineStory]:
    return Fold(name="machine", version=1, state=MachineStory, empty=empty_story, apply=apply_story)
