"""How sign-on says no, in sentences that tell what to do instead."""

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from momstation.core.errors import Refused
from momstation.core.i18n import N_, _
from momstation.plant.nouns import Person
from momstation.plant.roles import Changes, label_of, role_label, roles_with
from momstation.plant.time_words import duration

_MOST_NAMES = 2

REFUSALS: Mapping[str, str] = {
    "workforce.badge_unknown": N_(
        "Read: {badge}. Nobody here has this badge. Ask your team lead to enter it."
    ),
    "workforce.person_unknown": N_("Nobody is known as {person}. Choose a name from the list."),
    "workforce.no_pin": N_("{person} has no PIN. Scan the badge."),
    "workforce.pin_wrong": N_("This PIN is wrong. Try it once more, or scan the badge."),
    "workforce.pin_wait": N_("This PIN is wrong. Try again in {wait}, or scan the badge now."),
    "workforce.pin_locked": N_("Wrong PIN for {person}. Try again in {wait}, or scan the badge now."),
    "workforce.locked": N_("The station is locked. Hold your badge before the scanner to go on."),
    "workforce.denied": N_("{what}: only for {roles}."),
    "workforce.denied_ask": N_("{what}: only for {roles}. Ask {names}."),
    "workforce.denied_lend": N_(
        "{what}: only for {roles}. Ask {names}: a scan of that badge now allows it this once."
    ),
    "workforce.nobody_to_lock": N_("Nobody is signed on, so there is nothing to lock."),
    "workforce.not_present": N_("{person} is not signed on here. Scan the badge to sign on."),
    "workforce.sign_on_first": N_(
        "Nobody is signed on. Hold your badge before the scanner, or tap your name."
    ),
    "workforce.nobody_acting": N_("Nobody is acting at this station. Scan your badge or tap your name."),
}

ACCEPTS = (
    N_("a person's badge, to sign on or to act"),
    N_("the card SIGN-OFF, to sign off"),
    N_("the card LOCK, to lock the station"),
)


def wait_words(wait: timedelta) -> str:
    """``12 s`` or ``3 min``, never less than it takes."""
    seconds = math.ceil(wait.total_seconds())
    return duration(seconds if seconds < 60 else math.ceil(seconds / 60) * 60)


def denied(
    right: str,
    changes: Changes,
    people: Iterable[Person],
    present: Collection[str],
    *,
    may_lend: bool = False,
) -> Refused:
    """Who may instead, those first who are signed on here. ``may_lend``: a scan of their badge is heard now."""
    roles = roles_with(right, changes) or ()
    what, named = _(label_of(right)), ", ".join(_(role_label(role)) for role in roles)
    may = [person for person in people if set(person.roles) & set(roles)]
    may.sort(key=lambda person: person.id not in present)
    if not may:
        return Refused("workforce.denied", what=what, roles=named)
    key = "workforce.denied_lend" if may_lend else "workforce.denied_ask"
    names = ", ".join(person.name for person in may[:_MOST_NAMES])
    return Refused(key, what=what, roles=named, names=names)


def sentence(refused: Refused) -> str:
    """The refusal in the language spoken now."""
    return _(REFUSALS[refused.key]).format(**refused.values)
