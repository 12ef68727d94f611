"""Why an input is refused, in sentences that name the field, the value and what would be accepted."""

from collections.abc import Mapping

from momstation.core.errors import Refused
from momstation.core.i18n import N_, _

REFUSALS: Mapping[str, str] = {
    "kpi.not_json": N_("The input cannot be read as JSON: {reason}. Accepted here is one JSON object."),
    "kpi.name_twice": N_("The name {field} stands twice in one object; each name is accepted once."),
    "kpi.not_accepted": N_("{field} is {value}; accepted here: {accepted}."),
    "kpi.missing": N_("{field} is missing; accepted here: {accepted}."),
    "kpi.unknown_name": N_("{field} is not a name that is known here; accepted here: {accepted}."),
    "kpi.mixed_times": N_(
        "{field} is {value}, but {other} is of the other kind; one input uses either time stamps with an"
        " offset or numbers of seconds throughout."
    ),
    "kpi.above": N_("{field} is {value}, more than {other}, which is {limit}; at most that is accepted."),
    "kpi.not_after": N_("{field} is {value}, which is not after {other}, {limit}; a later time is accepted."),
    "kpi.not_distinct": N_("{field} is {value}, as {other} is already; each must be different."),
    "kpi.overlap": N_("{field} {value} overlaps {other} {limit}; shifts that do not overlap are accepted."),
    "kpi.not_mapped": N_("{field} is {value}, which state_map does not explain; accepted here: {accepted}."),
    "kpi.needs": N_("{field} is given without {other}; accepted here: with it, or not at all."),
    "kpi.one_shift": N_("{field} is given with {value} shifts; it is accepted with exactly one."),
    "kpi.outside_shift": N_(
        "{field} is {value}, which does not lie inside the shift {limit}; a break within it is accepted."
    ),
    "kpi.nothing_given": N_("No value is given; accepted here: at least one of {accepted}."),
    "kpi.no_such_calculation": N_(
        "There is no calculation named {value}; the nearest are {accepted}. The option --list names all."
    ),
    "kpi.bad_arguments": N_("The arguments {value} are not understood; accepted here: {accepted}."),
}


def sentence(refusal: Refused) -> str:
    """The refusal as one sentence in the station's language."""
    return _(REFUSALS[refusal.key]).format(**refusal.values)


def refuse_above(field: str, value: object, other: str, limit: object) -> Refused:
    """The refusal of an amount that is larger than the one that bounds it."""
    return Refused("kpi.above", field=field, value=value, other=other, limit=limit)
