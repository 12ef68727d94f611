"""Keeps one answer at every station to the question what an order, a reason, a person is now."""

import msgspec

from momstation.core.event import Record
from momstation.events.codec import canonical
from momstation.events.plant import DefinitionPut
from momstation.plant.nouns import ENTITIES, JobOrder, Noun, Person, Reason
from momstation.store.fold import Fold
from momstation.store.merging.versions import wins


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one stream ``definition/<entity>/<id>``; version 0 means that nobody has put it yet."""

    entity: str
    id: str
    version: int = 0
    body: str = ""


def empty_definition(stream: str) -> Definition:
    _, entity, name = stream.split("/", 2)
    return Definition(entity=entity, id=name)


def apply_definition(state: Definition, record: Record) -> Definition:
    """The highest version wins; of two equal versions the later record, which is the same one everywhere."""
    event = record.event
    if not isinstance(event, DefinitionPut) or not wins(event.version, over=state.version):
        return state
    return Definition(entity=state.entity, id=state.id, version=event.version, body=event.body)


def definition_fold() -> Fold[Definition]:
    return Fold(
        name="definition", version=1, state=Definition, empty=empty_definition, apply=apply_definition
    )


def noun_of(entity: str, body: str) -> Noun | None:
    """The definition itself; None when a later version of the station wrote what this one cannot read."""
    kind = ENTITIES.get(entity)
    if kind is None:
        return None
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError:
        return None


_ADDED_LATER = {"person": {"language": ""}}
"""Fields that are left out while they are empty: a station of an earlier version reads the rest."""


def entity_of(noun: Noun) -> str:
    return next(entity for entity, kind in ENTITIES.items() if type(noun) is kind)


def body_of(noun: Noun) -> str:
    """Canonical JSON, so that an unchanged definition is the same text."""
    values = msgspec.to_builtins(noun)
    for name, empty in _ADDED_LATER.get(entity_of(noun), {}).items():
        if values[name] == empty:
            del values[name]
    return canonical(values)


def put(noun: Noun, version: int) -> DefinitionPut:
    return DefinitionPut(entity=entity_of(noun), id=noun.id, version=version, body=body_of(noun))


def sought_by(noun: Noun | None) -> str | None:
    """What else than its id finds a definition: an order's work unit, a reason's kind, a person's badge."""
    match noun:
        case JobOrder(work_unit=work_unit):
            return work_unit
        case Reason(kind=kind):
            return kind.value
        case Person(badge=badge):
            return badge
        case _:
            return None
