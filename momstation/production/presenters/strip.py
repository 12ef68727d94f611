"""The cards at the side: at most four, the worst first, each with what to do about it."""

from collections.abc import Sequence

from momstation.core.i18n import _, ngettext
from momstation.events.machines import AlarmPriority, MachineState
from momstation.plant.alarms import ANY_RESPONSE, AlarmClass, class_of
from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link
from momstation.plant.roles import role_label
from momstation.plant.signals import CONDITION
from momstation.plant.time_words import day_and_clock, duration
from momstation.production.presenters.base import said
from momstation.production.presenters.following import NextOrder
from momstation.production.presenters.gathering import MachineAtWork, StationAtWork
from momstation.production.presenters.tiles import scrap_tile, setup_action, start_action, stop_reason_tile
from momstation.production.views import Action, ActionKey, StripCard
from momstation.ui.status import Status

MOST = 4
MOST_ALONE = 2
_STATUS = {
    AlarmPriority.HIGH: Status.ALARM,
    AlarmPriority.MEDIUM: Status.WARNING,
    AlarmPriority.LOW: Status.CAUTION,
}


def strip_cards(
    facts: StationAtWork, live: LiveSignals, asked: MachineAtWork | None, following: NextOrder | None
) -> tuple[StripCard, ...]:
    cards = [
        *(_stop_card(facts, asked) if asked is not None else ()),
        *(card for machine in facts.machines for card in _machine_cards(machine, live, facts.station.alarms)),
        *_clearance_card(facts),
        *_setup_card(facts),
        *_rejects_card(facts),
        *(_next_card(facts, following) if following is not None else ()),
    ]
    return tuple(sorted(cards, key=lambda card: -card.status.severity)[:MOST])


def _stop_card(facts: StationAtWork, machine: MachineAtWork) -> list[StripCard]:
    stop = machine.stop
    if stop is None or stop.opened_at is None:
        return []
    elapsed = duration((facts.now - stop.opened_at).total_seconds())
    card = StripCard(
        key=f"stop/{stop.stop}",
        status=Status.WARNING,
        icon="pause-fill",
        kicker=_("Stopped · {duration}").format(duration=elapsed),
        title=_("Why does {machine} stand still?").format(machine=machine.equipment.name),
        text=_("Tap to give the reason."),
        action=stop_reason_tile(facts),
    )
    return [card]


def _machine_cards(
    machine: MachineAtWork, live: LiveSignals, classes: Sequence[AlarmClass]
) -> list[StripCard]:
    cards = []
    link = live.link(machine.machine)
    is_heard = link.status in (Link.LIVE, Link.MISCONFIGURED) and machine.state is not MachineState.UNKNOWN
    if is_heard and link.reason:
        cards.append(_signal_card(machine, link.reason))
    elif link.status not in (Link.LIVE, Link.CONNECTING):
        cards.append(_link_card(machine, link.reason))
    return [*cards, *_condition_cards(machine, live, classes)]


def _link_card(machine: MachineAtWork, reason: str) -> StripCard:
    return StripCard(
        key=f"link/{machine.machine}",
        status=Status.OFFLINE,
        icon="link_off",
        kicker=machine.equipment.name,
        title=_("The machine is not heard"),
        text=reason or _("Its parts are counted when it is heard again."),
        action=None,
    )


def _signal_card(machine: MachineAtWork, reason: str) -> StripCard:
    """The machine is heard, but one of its signals cannot be read: what it would say is missing."""
    return StripCard(
        key=f"signal/{machine.machine}",
        status=Status.CAUTION,
        icon="link_off",
        kicker=machine.equipment.name,
        title=_("One signal of the machine is missing"),
        text=reason,
        action=None,
    )


def _condition_cards(
    machine: MachineAtWork, live: LiveSignals, classes: Sequence[AlarmClass]
) -> list[StripCard]:
    """Conditions that stand, after their delays; one that is a number, such as a temperature, is no alarm by itself.
    Many at once are one card: they have one cause, most of the time, and must not hide what else is to be done."""
    code = machine.machine
    on = sorted(one for one in live.standing(code) if live.is_live(code, CONDITION + one))
    alarms = [class_of(classes, code, one) for one in on]
    if len(alarms) > MOST_ALONE:
        return [_many_card(machine, alarms)]
    return [_alarm_card(machine, one) for one in alarms]


def _alarm_card(machine: MachineAtWork, alarm: AlarmClass) -> StripCard:
    kicker = _("{machine} reports · for: {role}").format(
        machine=machine.equipment.name, role=_(role_label(alarm.owner))
    )
    key = f"{machine.machine}/{CONDITION}{alarm.condition}"
    return _condition_card(key, kicker, [alarm], alarm.condition, _response(alarm))


def _many_card(machine: MachineAtWork, alarms: Sequence[AlarmClass]) -> StripCard:
    """All of them by name, the most urgent first, with what to do about the first few and whose they are."""
    worst_first = sorted(alarms, key=lambda one: (-_status(one).severity, one.priority is None))
    kicker = _("{machine} reports").format(machine=machine.equipment.name)
    title = ngettext("{count} report at once", "{count} reports at once", len(alarms)).format(
        count=len(alarms)
    )
    names = ", ".join(one.condition for one in worst_first)
    text = "\n".join([names, *(_answer(one) for one in worst_first[:MOST])])
    return _condition_card(machine.machine, kicker, worst_first, title, text)


def _response(alarm: AlarmClass) -> str:
    return alarm.response or _(ANY_RESPONSE)


def _answer(alarm: AlarmClass) -> str:
    """What people do about one of many, and whose it is."""
    return _("{alarm}: {response} (For: {role})").format(
        alarm=alarm.condition, response=_response(alarm), role=_(role_label(alarm.owner))
    )


def _status(alarm: AlarmClass) -> Status:
    """What nobody classified is shown as what it may be at worst."""
    return Status.ALARM if alarm.priority is None else _STATUS[alarm.priority]


def _condition_card(key: str, kicker: str, alarms: Sequence[AlarmClass], title: str, text: str) -> StripCard:
    return StripCard(
        key=f"condition/{key}",
        status=_status(alarms[0]),
        icon="report-fill",
        kicker=kicker,
        title=title,
        text=text,
        action=None,
        alarms=tuple((one.machine, one.condition) for one in alarms),
    )


def _clearance_card(facts: StationAtWork) -> list[StripCard]:
    """After a change of product, until somebody has looked; it asks and does not hold the work up."""
    order = facts.order
    if order is None or not order.left_over:
        return []
    card = StripCard(
        key=f"clearance/{order.work.order}",
        status=Status.INFO,
        icon="fact_check",
        kicker=_("Line clearance"),
        title=_("Is anything of {product} left here?").format(product=order.left_over),
        text=_("Take it away, then tap here or scan CLEAR."),
        action=Action(ActionKey.CLEAR, _("Line is clear"), "fact_check", order=order.work.order),
    )
    return [card]


def _setup_card(facts: StationAtWork) -> list[StripCard]:
    """As long as a person's setup runs; forgotten, the first good part ends it."""
    work = None if facts.order is None else facts.order.work
    setup = None if work is None else work.setup_at(facts.station.code)
    if work is None or setup is None:
        return []
    card = StripCard(
        key="setup",
        status=Status.INFO,
        icon="build",
        kicker=_("Setup · {duration}").format(duration=duration((facts.now - setup.since).total_seconds())),
        title=_("Order {order} is being set up").format(order=work.order),
        text=_("Tap here when it is done."),
        action=setup_action(facts),
    )
    return [card]


def _rejects_card(facts: StationAtWork) -> list[StripCard]:
    count = 0 if facts.order is None else facts.order.work.unreasoned
    if not count:
        return []
    title = ngettext("{count} part without a reason", "{count} parts without a reason", count)
    card = StripCard(
        key="rejects",
        status=Status.CAUTION,
        icon="delete",
        kicker=_("Rejected by the machine"),
        title=title.format(count=count),
        text=_("Tap to give the reason."),
        action=scrap_tile(facts),
    )
    return [card]


def _next_card(facts: StationAtWork, following: NextOrder) -> list[StripCard]:
    planned = following.planned
    detail = _("{quantity} pcs · due {due}").format(
        quantity=planned.quantity, due=day_and_clock(planned.due, facts.now, facts.zone)
    )
    is_ready = following.refusal is None
    card = StripCard(
        key="next",
        status=Status.NORMAL,
        icon="assignment_turned_in" if is_ready else "hourglass_empty",
        kicker=_("Next order"),
        title=f"{planned.id} {following.material}".strip(),
        text=detail if is_ready else said(following.refusal),
        action=start_action(facts, following.planned.id, said(following.refusal)),
    )
    return [card]
