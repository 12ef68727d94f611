"""Reasons as tiles: this station's own most frequent ones first."""

from collections.abc import Mapping, Sequence

from momstation.core.i18n import N_, _, ngettext
from momstation.plant.nouns import Reason, ReasonGroup
from momstation.production.model.pareto import Tally, offer
from momstation.production.views import ReasonGroupView, ReasonTile

_GROUPS = {
    ReasonGroup.UNPLANNED: N_("Not planned"),
    ReasonGroup.CHANGEOVER: N_("Changeover"),
    ReasonGroup.PLANNED: N_("Planned"),
}


def reason_tiles(reasons: Sequence[Reason], given: Mapping[str, Tally]) -> tuple[ReasonTile, ...]:
    return tuple(
        ReasonTile(reason=each.id, text=each.text, icon=each.icon, share_text=_share(given.get(each.id)))
        for each in reasons
    )


def top_reasons(
    catalogue: Sequence[Reason], given: Mapping[str, Tally], most: int = 3
) -> tuple[ReasonTile, ...]:
    """The few that stand beside a stop in a list."""
    return reason_tiles(offer(catalogue, given, most).top, given)


def grouped_tiles(reasons: Sequence[Reason], given: Mapping[str, Tally]) -> tuple[ReasonGroupView, ...]:
    """By the group that the norm's times ask for; empty groups are left out."""
    views = (
        ReasonGroupView(_(title), reason_tiles([each for each in reasons if each.group is group], given))
        for group, title in _GROUPS.items()
    )
    return tuple(view for view in views if view.tiles)


def more_label(count: int) -> str:
    return _("More ({count})").format(count=count) if count else ""


def _share(tally: Tally | None) -> str:
    if tally is None:
        return ""
    return ngettext("{count} × in 30 days", "{count} × in 30 days", tally.count).format(count=tally.count)
