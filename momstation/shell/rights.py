"""Shows what the acting person may not do as unavailable, with the reason that a tap tells."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from momstation.production.views import (
    Action,
    ActionKey,
    DispatchRow,
    DispatchView,
    HomeView,
    OpenStopRow,
    OrderCard,
    StripCard,
)
from momstation.shell.board_view import BoardScreenView
from momstation.shell.inbox.view import InboxView

View = TypeVar("View")
Refusals = Mapping[str, str]
"""Right → why the acting person does not have it."""

_OF_ORDER = {
    ActionKey.START: "production.start_order",
    ActionKey.RESUME: "production.resume_order",
    ActionKey.PAUSE: "production.pause_order",
    ActionKey.FINISH: "production.finish_order",
    ActionKey.CLEAR: "production.clear_line",
    ActionKey.START_SETUP: "production.start_setup",
    ActionKey.END_SETUP: "production.end_setup",
}
_OPENS = {
    ActionKey.STOP_REASON: "production.give_stop_reason",
    ActionKey.SCRAP: "production.declare_quantity",
    ActionKey.QUANTITY: "production.declare_quantity",
}
_SETTLE = "inbox.settle_discrepancy"
_SEQUENCE = "production.sequence_orders"
_GIVE_REASON = "production.give_stop_reason"
_GIVE_FOREIGN = "production.explain_old_stop"


def right_of(action: Action) -> str | None:
    """The right that the tile needs; None for one that only shows something, such as the list of orders."""
    if action.key in _OF_ORDER:
        return _OF_ORDER[action.key] if action.order is not None else None
    return _OPENS.get(action.key)


def is_denied(action: Action, refusals: Refusals) -> bool:
    """Whether the tile is unavailable for want of a right, and of nothing else."""
    right = right_of(action)
    return right is not None and bool(action.refusal) and action.refusal == refusals.get(right)


def dressed(view: View, refusals: Refusals) -> View:
    """What cannot be done for another reason keeps that one: no right would help."""
    if isinstance(view, HomeView):
        return replace(
            view,
            card=_order(view.card, refusals),
            tiles=tuple(_action(action, refusals) for action in view.tiles),
            primary=_action(view.primary, refusals),
            strip=tuple(_card(card, refusals) for card in view.strip),
        )
    if isinstance(view, DispatchView):
        return replace(view, rows=tuple(_row(row, refusals) for row in view.rows))
    if isinstance(view, InboxView):
        reason = refusals.get(_SETTLE, "")
        return replace(view, rows=tuple(replace(row, refusal=reason) for row in view.rows))
    if isinstance(view, BoardScreenView):
        return replace(
            view,
            unreasoned=tuple(_stop(stop, refusals) for stop in view.unreasoned),
            sequences=tuple(replace(one, refusal=refusals.get(_SEQUENCE, "")) for one in view.sequences),
        )
    return view


def _stop(stop: OpenStopRow, refusals: Refusals) -> OpenStopRow:
    """A stop of another station wants more than one's own does."""
    refusal = refusals.get(_GIVE_REASON, "")
    return replace(stop, refusal=refusal or (refusals.get(_GIVE_FOREIGN, "") if stop.is_foreign else ""))


def _action(action: Action, refusals: Refusals) -> Action:
    right = right_of(action)
    if right is None or action.refusal or right not in refusals:
        return action
    return replace(action, refusal=refusals[right])


def _order(card: OrderCard | None, refusals: Refusals) -> OrderCard | None:
    return None if card is None else replace(card, refusal=refusals.get(_OPENS[ActionKey.QUANTITY], ""))


def _card(card: StripCard, refusals: Refusals) -> StripCard:
    return card if card.action is None else replace(card, action=_action(card.action, refusals))


def _row(row: DispatchRow, refusals: Refusals) -> DispatchRow:
    right = _OF_ORDER.get(row.action) if row.action is not None else None
    if right is None or row.refusal or right not in refusals:
        return row
    return replace(row, refusal=refusals[right], wants_right=True)
