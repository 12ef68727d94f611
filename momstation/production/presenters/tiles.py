"""Which tiles the home offers, why one may not be tapped, and the one primary action of the moment."""

from dataclasses import replace

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.production.model.order import Phase
from momstation.production.presenters.base import said
from momstation.production.presenters.following import NextOrder
from momstation.production.presenters.gathering import MachineAtWork, StationAtWork
from momstation.production.views import Action, ActionKey
from momstation.ui.status import Status


def home_tiles(facts: StationAtWork) -> tuple[Action, ...]:
    """The same six in the same places, whatever the state."""
    return (
        stop_reason_tile(facts),
        scrap_tile(facts),
        Action(ActionKey.QUANTITY, _("Quantity"), "add", refusal=_no_order(facts)),
        Action(ActionKey.ORDERS, _("Orders"), "list"),
        Action(ActionKey.OEE, _("Shift"), "bar_chart"),
        finish_action(facts),
    )


def stop_reason_tile(facts: StationAtWork) -> Action:
    missing = [stop for stop in facts.stops if stop.reason is None and not stop.is_micro]
    is_any = bool(missing) or any(machine.stop is not None for machine in facts.machines)
    refusal = "" if is_any else said(Refused("production.no_stop"))
    badge = str(len(missing)) if missing else ""
    return Action(ActionKey.STOP_REASON, _("Stop reason"), "pause", refusal, badge, Status.WARNING)


def scrap_tile(facts: StationAtWork) -> Action:
    count = 0 if facts.order is None else facts.order.work.unreasoned
    badge = str(count) if count else ""
    return Action(ActionKey.SCRAP, _("Scrap"), "delete", _no_order(facts), badge, Status.CAUTION)


def finish_action(facts: StationAtWork) -> Action:
    order = None if facts.order is None else facts.order.work.order
    return Action(ActionKey.FINISH, _("Finish"), "flag", refusal=_no_order(facts), order=order)


def setup_action(facts: StationAtWork) -> Action | None:
    """Starts a setup of the order that runs here, or ends the one that lasts."""
    work = None if facts.order is None else facts.order.work
    if work is None or work.place_at(facts.station.code) is None:
        return None
    if work.setup_at(facts.station.code) is None:
        return Action(ActionKey.START_SETUP, _("Start setup"), "build", order=work.order)
    return Action(ActionKey.END_SETUP, _("End setup"), "check", order=work.order)


def start_action(facts: StationAtWork, order: str, refusal: str) -> Action | None:
    """Starting the next order by one tap, only where no other one holds the machine."""
    if refusal or (facts.order is not None and facts.order.work.phase is Phase.RUNNING):
        return None
    return Action(ActionKey.START, _("Start {order}").format(order=order), "play_arrow-fill", order=order)


def primary_action(facts: StationAtWork, asked: MachineAtWork | None, following: NextOrder | None) -> Action:
    """What most likely comes next; there is exactly one. It asks, so that the bar has no two tiles that say the same:
    the tile of all stops stays in its place."""
    if asked is not None:
        return replace(stop_reason_tile(facts), label=_("Why did it stop?"), badge="")
    if facts.order is not None and facts.is_paused:
        order = facts.order.work.order
        return Action(ActionKey.RESUME, _("Go on"), "play_arrow-fill", order=order)
    if facts.order is None and following is not None and following.refusal is None:
        order = following.planned.id
        return Action(ActionKey.START, _("Start next"), "play_arrow-fill", order=order)
    if facts.order is not None and facts.order.target and facts.order.work.good >= facts.order.target:
        return finish_action(facts)
    return Action(ActionKey.SCAN, _("Scan"), "barcode_scanner")


def _no_order(facts: StationAtWork) -> str:
    return said(Refused("production.no_order_runs")) if facts.order is None else ""
