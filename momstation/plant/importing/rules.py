"""What must be true of each definition by itself, beyond the type of its cells."""

import difflib
import re
from collections.abc import Callable, Iterable

from momstation.core.i18n import _
from momstation.core.paths import resources
from momstation.plant.importing.faults import Faults
from momstation.plant.importing.rows import PIN, Read
from momstation.plant.nouns import (
    Break,
    Equipment,
    JobOrder,
    Noun,
    Permission,
    Person,
    Reason,
    ReasonKind,
    Shift,
    WorkMaster,
)
from momstation.plant.pins import PIN_DIGITS, is_pin_hash
from momstation.plant.roles import EVERYBODY, RIGHTS, ROLES
from momstation.settings.zones import is_zone, zone_remedy

_LONGEST_ID = 64
_LONGEST_TEXT = 120
_MOST_PIECES = 100_000_000
_LONGEST_CYCLE_S = 86_400
_LONGEST_LIMIT_S = 86_400
_A_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*")
_A_PIN = re.compile(rf"[0-9]{{{PIN_DIGITS}}}")

Complain = Callable[[str, str, str], None]
"""Column, problem, remedy."""


def check_each(found: list[Read], faults: Faults) -> None:
    icons = _icons()
    for one in found:
        complain = _complaining(one, faults)
        _check_texts(one.noun, complain)
        match one.noun:
            case Equipment() as equipment:
                _check_equipment(equipment, complain)
            case WorkMaster() as master:
                _check_master(master, complain)
            case JobOrder() as order:
                _check_order(order, complain)
            case Reason() as reason:
                _check_reason(reason, icons, complain)
            case Person() as person:
                _check_person(person, one.pin, complain)
            case Permission() as permission:
                _check_permission(permission, complain)
            case Shift() as shift:
                _check_shift(shift, complain)
            case _:
                pass


def _complaining(one: Read, faults: Faults) -> Complain:
    def complain(column: str, problem: str, remedy: str) -> None:
        value = "" if column in (PIN, "pin_hash") else one.row.cells.get(column, "")
        faults.add(one.row.file, problem, remedy, row=one.row.line, column=column, value=value)

    return complain


def _check_texts(noun: Noun, complain: Complain) -> None:
    if len(noun.id) > _LONGEST_ID:
        complain("id", _("is too long."), _("Use at most {most} characters.").format(most=_LONGEST_ID))
    for column in ("name", "description", "text", "unit", "badge"):
        if len(getattr(noun, column, "")) > _LONGEST_TEXT:
            remedy = _("Use at most {most} characters.").format(most=_LONGEST_TEXT)
            complain(column, _("is too long."), remedy)


def _check_equipment(equipment: Equipment, complain: Complain) -> None:
    remedy = _("Write seconds from 0 to {most}.").format(most=_LONGEST_LIMIT_S)
    for column in ("microstop_s", "ask_reason_after_s"):
        if not 0 <= getattr(equipment, column) <= _LONGEST_LIMIT_S:
            complain(column, _("is out of bounds."), remedy)
    if equipment.ask_reason_after_s < equipment.microstop_s:
        problem = _("is shorter than the micro-stop limit of {limit} s.").format(limit=equipment.microstop_s)
        complain(
            "ask_reason_after_s", problem, _("Nobody is asked about a micro-stop: write at least as much.")
        )


def _check_master(master: WorkMaster, complain: Complain) -> None:
    if not 0 < master.ideal_cycle_s <= _LONGEST_CYCLE_S:
        complain(
            "ideal_cycle_s", _("is no time that a part can take."), _("Write seconds above 0, such as 4.5.")
        )


def _check_order(order: JobOrder, complain: Complain) -> None:
    if not 0 < order.quantity <= _MOST_PIECES:
        remedy = _("Write a whole number from 1 to {most}.").format(most=_MOST_PIECES)
        complain("quantity", _("is no quantity to make."), remedy)
    if not 0 <= order.priority <= 99:
        complain("priority", _("is out of bounds."), _("Write 0 (first) to 99 (last)."))
    if order.planned_start is not None and order.planned_start >= order.due:
        complain("planned_start", _("is not before the due date."), _("Correct one of the two."))


def _check_reason(reason: Reason, icons: frozenset[str], complain: Complain) -> None:
    if reason.icon not in icons:
        near = difflib.get_close_matches(reason.icon, icons, n=1)
        remedy = (
            _("Did you mean {name}?").format(name=near[0]) if near else _("Leave it out for a question mark.")
        )
        complain("icon", _("is no icon that the station has."), remedy)
    if reason.kind is not ReasonKind.STOP and reason.assistance is not None:
        complain("assistance", _("has a meaning for a stop alone."), _("Leave it empty."))


def _check_person(person: Person, pin: object, complain: Complain) -> None:
    _check_roles(person.roles, complain)
    if person.language and not _A_LANGUAGE.fullmatch(person.language):
        complain("language", _("is no language code."), _("Write a code such as en, de or ar."))
    if person.pin_hash and not is_pin_hash(person.pin_hash):
        complain("pin_hash", _("is not an argon2id hash."), _("Give the PIN itself in a column pin."))
    if pin in (None, ""):
        return
    if person.pin_hash:
        complain(PIN, _("stands beside a pin_hash."), _("Give one of the two."))
    if not isinstance(pin, str) or not _A_PIN.fullmatch(pin):
        problem = _("a PIN is {digits} digits.").format(digits=PIN_DIGITS)
        complain(PIN, problem, _("Write it as text, so that a zero in front is kept."))


def _check_roles(roles: Iterable[str], complain: Complain) -> None:
    known = [role.id for role in ROLES]
    for role in roles:
        if role not in known:
            near = difflib.get_close_matches(role, known, n=1)
            problem = _("names a role that the station does not know: {role}.").format(role=role)
            complain("roles", problem, _("Write {names}.").format(names=", ".join(near or known)))


def _check_permission(permission: Permission, complain: Complain) -> None:
    _check_roles(permission.roles, complain)
    changeable = [row.id for row in RIGHTS if row.letters != EVERYBODY]
    if permission.id in changeable:
        return
    if any(row.id == permission.id for row in RIGHTS):
        complain(
            "id", _("is what everybody may do."), _("Leave the row out: nobody could sign on without it.")
        )
        return
    near = difflib.get_close_matches(permission.id, changeable, n=1)
    remedy = _("Did you mean {name}?").format(name=near[0]) if near else _("docs/roles.md names them all.")
    complain("id", _("is nothing that the station can allow."), remedy)


def _check_shift(shift: Shift, complain: Complain) -> None:
    if not is_zone(shift.timezone):
        complain("timezone", _("is no time zone."), zone_remedy(shift.timezone))
    if shift.start == shift.end:
        complain("end", _("is the same as the start."), _("An end before the start is on the next day."))
    if (
        not shift.days
        or any(day not in range(7) for day in shift.days)
        or len(set(shift.days)) != len(shift.days)
    ):
        complain("days", _("are not days of the week."), _("Write each day once: 0 is Monday, 6 is Sunday."))
    for pause in shift.breaks:
        if not _is_within(pause, shift):
            problem = _("{start}-{end} is not within the shift.").format(start=pause.start, end=pause.end)
            complain("breaks", problem, _("Correct the break or the shift."))


def _is_within(pause: Break, shift: Shift) -> bool:
    """All counted in minutes from the shift's start, over midnight if need be."""
    start = _minutes(shift.start.hour, shift.start.minute)
    day = 24 * 60
    length = (_minutes(shift.end.hour, shift.end.minute) - start) % day or day
    begin = (_minutes(pause.start.hour, pause.start.minute) - start) % day
    end = (_minutes(pause.end.hour, pause.end.minute) - start) % day
    return 0 <= begin < end <= length


def _minutes(hour: int, minute: int) -> int:
    return hour * 60 + minute


def _icons() -> frozenset[str]:
    return frozenset(path.stem for path in (resources() / "icons").glob("*.svg"))
