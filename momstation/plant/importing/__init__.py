"""Takes the plant's definitions from a folder of readable files: all that changed, or nothing at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from momstation.core.event import Event, Record
from momstation.plant.definitions import Definition, body_of, entity_of, noun_of, put
from momstation.plant.importing.faults import Fault, Faults, ImportRefused
from momstation.plant.importing.links import Current, check_together
from momstation.plant.importing.rows import Read, read_nouns
from momstation.plant.importing.rules import check_each
from momstation.plant.importing.tables import read_rows
from momstation.plant.nouns import Noun, Person
from momstation.plant.pins import hash_pin, is_pin_of
from momstation.plant.records import current_definitions
from momstation.store.questions import Reader

__all__ = ["Fault", "ImportPlan", "ImportRefused", "import_plant", "plan_import", "plan_of", "read_plant"]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would record, and how many definitions are new, changed, or as they were."""

    events: tuple[Event, ...]
    new: int
    changed: int
    unchanged: int


class _Journal(Protocol):
    async def record(self, events: Sequence[Event]) -> tuple[Record, ...]: ...


def plan_import(folder: Path, current: Current) -> ImportPlan:
    """What the files of ``folder`` change in what holds now (``records.current_definitions``).

    What the folder does not name stays as it is. Raises ImportRefused with every fault that was found.
    """
    return plan_of(read_plant(folder, current), current)


def read_plant(folder: Path, current: Current) -> list[Noun]:
    """The definitions of the folder, checked by themselves and together with what holds now.

    A plain ``pin`` has become a hash; the hash that holds now if it is the same PIN, or if the file does not
    speak of PINs. Raises ImportRefused.
    """
    faults = Faults()
    rows = read_rows(folder, faults)
    found = read_nouns(rows, faults)
    check_each(found, faults)
    check_together(rows, found, current, faults)
    if faults.found:
        raise ImportRefused(faults.found)
    return [_with_hash(one, current) for one in found]


def plan_of(nouns: Iterable[Noun], current: Current) -> ImportPlan:
    """Only what differs from what holds now is put, each with the next version."""
    events: list[Event] = []
    new = unchanged = 0
    for noun in nouns:
        now = current.get((entity_of(noun), noun.id))
        if now is not None and now.body == body_of(noun):
            unchanged += 1
            continue
        new += now is None
        events.append(put(noun, 1 if now is None else now.version + 1))
    return ImportPlan(tuple(events), new, len(events) - new, unchanged)


async def import_plant(folder: Path, journal: _Journal, reader: Reader) -> ImportPlan:
    """Import ``folder`` into an open store in one transaction. Raises ImportRefused."""
    plan = plan_import(folder, await reader.read(current_definitions))
    if plan.events:
        await journal.record(plan.events)
    return plan


def _with_hash(one: Read, current: Current) -> Noun:
    noun = one.noun
    if not isinstance(noun, Person) or noun.pin_hash:
        return noun
    now = _pin_hash_now(current.get(("person", noun.id)))
    if one.pin is None or (now and isinstance(one.pin, str) and is_pin_of(one.pin, now)):
        return msgspec.structs.replace(noun, pin_hash=now)
    return msgspec.structs.replace(noun, pin_hash=hash_pin(str(one.pin))) if one.pin else noun


def _pin_hash_now(definition: Definition | None) -> str:
    noun = noun_of("person", definition.body) if definition is not None else None
    return noun.pin_hash if isinstance(noun, Person) else ""
