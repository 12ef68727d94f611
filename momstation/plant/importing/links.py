"""What must be true of the definitions together: ids, badges, and that what is named exists."""

import difflib
from collections.abc import Callable, Mapping
from typing import TypeVar

from momstation.core.i18n import _
from momstation.plant.definitions import Definition, noun_of
from momstation.plant.importing.faults import Faults
from momstation.plant.importing.rows import Read
from momstation.plant.importing.tables import Row
from momstation.plant.nouns import Equipment, EquipmentLevel, JobOrder, Noun, Person, WorkMaster

N = TypeVar("N", bound=Noun)
Current = Mapping[tuple[str, str], Definition]
_LEVELS = list(EquipmentLevel)


def check_together(rows: list[Row], found: list[Read], current: Current, faults: Faults) -> None:
    """``rows`` are all that the folder holds: what a broken row names is not told as unknown too."""
    _check_ids(found, faults)
    known = _known(found, current)
    _check_badges(found, known, faults)
    named = {(row.entity, str(row.cells.get("id", ""))) for row in rows} - known.keys()
    for one in found:
        _check_links(one, known, named, faults)
    _check_rings(found, known, faults)


def _known(found: list[Read], current: Current) -> dict[tuple[str, str], Noun]:
    """What will hold after the import: what holds now, with what the folder puts."""
    now = {key: noun_of(key[0], definition.body) for key, definition in current.items()}
    put = {(one.row.entity, one.noun.id): one.noun for one in found}
    return {key: noun for key, noun in now.items() if noun is not None} | put


def _check_ids(found: list[Read], faults: Faults) -> None:
    first: dict[tuple[str, str], Read] = {}
    for one in found:
        before = first.setdefault((one.row.entity, one.noun.id), one)
        if before is not one:
            _complain_twice(one, before, "id", faults)


def _complain_twice(one: Read, before: Read, column: str, faults: Faults) -> None:
    problem = _("stands in {file}, row {row}, too.").format(file=before.row.file, row=before.row.line)
    remedy = _("Each must be one of a kind: change or remove one.")
    value = one.row.cells.get(column, "")
    faults.add(one.row.file, problem, remedy, row=one.row.line, column=column, value=value)


def _check_badges(found: list[Read], known: Mapping[tuple[str, str], Noun], faults: Faults) -> None:
    here = {one.noun.id: one for one in found if isinstance(one.noun, Person)}
    holders: dict[str, list[Person]] = {}
    for noun in known.values():
        if isinstance(noun, Person):
            holders.setdefault(noun.badge, []).append(noun)
    for badge, persons in holders.items():
        rows = [here[person.id] for person in persons if person.id in here]
        elsewhere = [person for person in persons if person.id not in here]
        for one in rows[1:] if not elsewhere else rows:
            if elsewhere:
                _complain_taken(one, badge, elsewhere[0], faults)
            else:
                _complain_twice(one, rows[0], "badge", faults)


def _complain_taken(one: Read, badge: str, holder: Person, faults: Faults) -> None:
    problem = _("is the badge of {person} already.").format(person=holder.name)
    remedy = _("Give this person another badge, or put the other one in the folder with another.")
    faults.add(one.row.file, problem, remedy, row=one.row.line, column="badge", value=badge)


def _check_links(
    one: Read, known: Mapping[tuple[str, str], Noun], named: set[tuple[str, str]], faults: Faults
) -> None:
    def must_exist(column: str, entity: str, name: str | None, is_right: Callable[[Noun], bool]) -> None:
        if name is None or (entity, name) in named:
            return
        if (entity, name) in known and is_right(known[entity, name]):
            return
        names = [key[1] for key, noun in known.items() if key[0] == entity and is_right(noun)]
        near = difflib.get_close_matches(name, names, n=1)
        remedy = (
            _("Did you mean {name}?").format(name=near[0])
            if near
            else _("Put it in the folder, or correct the name.")
        )
        problem = _("is not known as {entity}.").format(entity=entity.replace("_", " "))
        if (entity, name) in known:
            problem = _("is not a work unit.") if column == "work_unit" else _("is not on a higher level.")
        faults.add(one.row.file, problem, remedy, row=one.row.line, column=column, value=name)

    match one.noun:
        case JobOrder(work_master=master, work_unit=unit, predecessor=before):
            must_exist("work_master", "work_master", master, _anything)
            must_exist("work_unit", "equipment", unit, _is_work_unit)
            must_exist("predecessor", "job_order", before, _anything)
        case WorkMaster(material=material):
            must_exist("material", "material", material, _anything)
        case Equipment(parent=parent, level=level):
            must_exist("parent", "equipment", parent, _is_above(level))
        case _:
            pass


def _anything(_noun: Noun) -> bool:
    return True


def _is_work_unit(noun: Noun) -> bool:
    return isinstance(noun, Equipment) and noun.level is EquipmentLevel.WORK_UNIT


def _is_above(level: EquipmentLevel) -> Callable[[Noun], bool]:
    return lambda noun: isinstance(noun, Equipment) and _LEVELS.index(noun.level) < _LEVELS.index(level)


def _check_rings(found: list[Read], known: Mapping[tuple[str, str], Noun], faults: Faults) -> None:
    """An order that waits for itself, however far round, would never start."""
    for one in found:
        seen: list[str] = []
        at: Noun | None = one.noun
        while isinstance(at, JobOrder) and at.predecessor and at.id not in seen:
            seen.append(at.id)
            at = known.get(("job_order", at.predecessor))
        if isinstance(at, JobOrder) and at.id == one.noun.id and seen:
            ring = " → ".join([*seen, at.id])
            problem = _("makes the order wait for itself: {ring}.").format(ring=ring)
            faults.add(
                one.row.file, problem, _("Break the ring."), one.row.line, "predecessor", at.predecessor or ""
            )
