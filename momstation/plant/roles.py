"""The one table of who may do what: a row for each command, a letter for each role that may.

A plant changes rows with a file ``permissions.csv`` beside its persons; ``docs/roles.md`` shows the table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from momstation.core.i18n import N_
from momstation.plant.nouns import Permission


@dataclass(frozen=True, slots=True)
class Role:
    """``id`` is what stands in ``persons.csv``; ``personnel_class`` its name in ISA-95 part 2."""

    id: str
    letter: str
    label: str
    personnel_class: str


@dataclass(frozen=True, slots=True)
class Right:
    """``id`` names a command, ``production.start_order``, or something else that not everybody may do."""

    id: str
    label: str
    letters: str


ROLES = (
    Role("operator", "O", N_("operator"), "Operator"),
    Role("team_lead", "L", N_("team lead"), "ShiftSupervisor"),
    Role("inspector", "Q", N_("quality inspector"), "QualityInspector"),
    Role("maintenance", "M", N_("maintenance"), "MaintenanceTechnician"),
    Role("logistics", "S", N_("logistics"), "MaterialHandler"),
    Role("manager", "P", N_("plant manager"), "PlantManager"),
)
EVERYBODY = "everybody"
"""Also somebody who is not signed on: whoever comes has no role yet."""

RIGHTS = (
    Right("workforce.sign_on_by_badge", N_("Sign on with a badge"), EVERYBODY),
    Right("workforce.sign_on_by_pin", N_("Sign on with a PIN"), EVERYBODY),
    Right("workforce.act_as", N_("Say who acts"), EVERYBODY),
    Right("workforce.lock_station", N_("Lock the station"), EVERYBODY),
    Right("workforce.sign_off", N_("Sign somebody off"), EVERYBODY),
    Right("workforce.sign_off_acting", N_("Sign off"), EVERYBODY),
    Right("workforce.sign_off_everybody", N_("Sign everybody off"), EVERYBODY),
    Right("machines.acknowledge_conditions", N_("Say that an alarm of a machine was seen"), EVERYBODY),
    Right("production.start_order", N_("Start an order"), "OL···P"),
    Right("production.withdraw_start", N_("Take the start of an order back"), "OL···P"),
    Right("production.pause_order", N_("Pause an order"), "OL···P"),
    Right("production.resume_order", N_("Resume an order"), "OL···P"),
    Right("production.finish_order", N_("Finish an order"), "OL···P"),
    Right("production.undo_finish", N_("Open a finished order again"), "OL···P"),
    Right("production.clear_line", N_("Say that the line is clear"), "OLQ··P"),
    Right("production.withdraw_clearance", N_("Take a line clearance back"), "OLQ··P"),
    Right("production.start_setup", N_("Start a setup"), "OL·M·P"),
    Right("production.end_setup", N_("End a setup"), "OL·M·P"),
    Right("production.declare_quantity", N_("Declare good parts, scrap and rework"), "OLQ··P"),
    Right("production.reverse_entry", N_("Take an entry back"), "OLQ··P"),
    Right("production.give_stop_reason", N_("Give the reason of a stop"), "OL·M·P"),
    Right("production.explain_old_stop", N_("Change the reason of an old stop"), "·L···P"),
    Right("production.sequence_orders", N_("Change the sequence of orders"), "·L···P"),
    Right("inbox.settle_discrepancy", N_("Settle a contradiction of records"), "·L···P"),
    Right("inbox.reopen_discrepancy", N_("Open a settled contradiction again"), "·L···P"),
    Right("station.answer_notice", N_("Answer what the station says of its records"), "·L···P"),
    Right("station.set_sounds", N_("Change the station's sounds"), "·L·M·P"),
)

Changes = Mapping[str, tuple[str, ...]]
"""Rights whose row the plant has written anew, with the roles that stand there."""
NO_CHANGES: Changes = {}


def roles_with(right: str, changes: Changes = NO_CHANGES) -> tuple[str, ...] | None:
    """The roles that have a right; None: everybody has it. Nobody has one that stands in no row."""
    if right in changes:
        return changes[right]
    letters = next((row.letters for row in RIGHTS if row.id == right), "")
    return None if letters == EVERYBODY else tuple(role.id for role in ROLES if role.letter in letters)


def permissions_of(roles: Iterable[str], changes: Changes = NO_CHANGES) -> frozenset[str]:
    """Every right that one of the roles has, or everybody; an unknown role has none of its own."""
    own = frozenset(roles)
    having = {row.id: roles_with(row.id, changes) for row in RIGHTS}
    return frozenset(right for right, with_it in having.items() if with_it is None or own & set(with_it))


def changes_of(permissions: Iterable[Permission]) -> Changes:
    """What the plant's own rows change. What everybody may do stays so: nobody could sign on without it."""
    return {one.id: one.roles for one in permissions if roles_with(one.id)}


def label_of(right: str) -> str:
    """In English, for whoever translates it; the right itself where it stands in no row."""
    return next((row.label for row in RIGHTS if row.id == right), right)


def role_label(role: str) -> str:
    return next((one.label for one in ROLES if one.id == role), role)
