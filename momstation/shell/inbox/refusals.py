"""How the inbox says no."""

from collections.abc import Mapping

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = {
    "inbox.unknown": N_("This contradiction is gone: a record that arrived meanwhile explains it."),
    "inbox.settled_by_history": N_("This ended by itself: somebody went on from both sides of it."),
}
