"""Takes what the plant defined from one station's record file to another's, without touching the first."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from momstation.core.event import Event
from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import Definition
from momstation.plant.importing.links import Current
from momstation.plant.records import current_definitions, plant_definition
from momstation.store.command.asking import looked_into


def definitions_in(store: Path) -> dict[tuple[str, str], Definition]:
    """Everything that holds now in a record file; the station that works with it may be running.

    Nothing where there is no file. Raises Refused store.*
    """
    if not store.exists():
        return {}
    with looked_into(store) as conn:
        is_any = sa.inspect(conn).has_table(plant_definition.name)
        return current_definitions(conn) if is_any else {}


def newer(found: Current, known: Current) -> Sequence[Event]:
    """What somebody who knows ``known`` has not heard of yet, as it was put first."""
    return [
        DefinitionPut(entity=one.entity, id=one.id, version=one.version, body=one.body)
        for key, one in found.items()
        if key not in known or known[key].version < one.version
    ]
