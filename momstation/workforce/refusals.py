"""How sign-on says no, in sentences that tell what to do instead."""

from collections.abc import Mapping

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = {
    "workforce.badge_unknown": N_(
        "Read: {badge}. Nobody here has this badge. Ask your team lead to enter it."
    ),
    "workforce.person_unknown": N_("Nobody is known as {person}. Choose a name from the list."),
    "workforce.no_pin": N_("{person} has no PIN. Scan the badge."),
    "workforce.pin_wrong": N_("This PIN is wrong. Tries left for {person}: {left}."),
    "workforce.pin_locked": N_(
        "Too many wrong PINs for {person}. Try again after {until}, or scan the badge now."
    ),
    "workforce.not_present": N_("{person} is not signed on here. Scan the badge to sign on."),
    "workforce.nobody_acting": N_("Nobody is acting at this station. Scan your badge or tap your name."),
}

ACCEPTS = (N_("a person's badge, to sign on or to act"), N_("the card SIGN-OFF, to sign off"))
