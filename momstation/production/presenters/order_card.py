"""The order in words: how much is good, against which plan, and when it will be done."""

from datetime import datetime, tzinfo
from fractions import Fraction

from momstation.core.i18n import _, ngettext
from momstation.plant.time_words import clock_face, day_and_clock
from momstation.production.model.order import OrderWork
from momstation.production.model.plan import PlanNow, is_behind
from momstation.production.presenters.gathering import OrderAtWork, StationAtWork
from momstation.production.presenters.wording import DASH, percent, signed
from momstation.production.views import DeltaView, OrderCard
from momstation.ui.status import Status


def order_card(facts: StationAtWork, order: OrderAtWork) -> OrderCard:
    work, target = order.work, order.target
    delta = None if order.plan is None or facts.is_paused else delta_view(order.plan, facts.now, facts.zone)
    return OrderCard(
        order=work.order,
        title=_("Order {order}").format(order=work.order),
        subtitle=order.material,
        machine=order.machine if order.machine in facts.station.machines else None,
        good=work.good,
        target=target,
        good_text=str(work.good),
        rest_text=_("of {target} good").format(target=target) if target else _("good"),
        planned=None if order.plan is None else order.plan.planned,
        delta=delta,
        scrap=work.scrap,
        rework=work.rework,
        scrap_text=scrap_text(work),
        rework_text=_("Rework {count}").format(count=work.rework),
        unreasoned=work.unreasoned,
        unreasoned_text=unreasoned_text(work),
        done_text=_done_text(order, facts),
        machine_text=machine_text(work, order.is_counted),
        started_at=work.started_at,
        due=None if order.planned is None else order.planned.due,
        is_paused=facts.is_paused,
        is_target_reached=bool(target) and work.good >= target,
        spoken=_spoken(work, target, delta),
    )


def delta_view(plan: PlanNow, now: datetime, zone: tzinfo) -> DeltaView:
    if is_behind(plan):
        text, status = _("{delta} behind").format(delta=signed(plan.delta)), Status.WARNING
    elif plan.delta > 0:
        text, status = _("{delta} ahead").format(delta=signed(plan.delta)), Status.NORMAL
    else:
        text, status = _("On plan"), Status.NORMAL
    detail = _("plan {planned} at {time}").format(planned=plan.planned, time=clock_face(now, zone))
    return DeltaView(text=text, detail=detail, status=status, delta=plan.delta, plan=plan.planned)


def scrap_text(work: OrderWork) -> str:
    made = work.good + work.scrap + work.rework
    if work.scrap == 0 or made <= 0:
        return _("Scrap {count}").format(count=work.scrap)
    share = percent(Fraction(work.scrap, made))
    return _("Scrap {count} · {share}").format(count=work.scrap, share=share)


def unreasoned_text(work: OrderWork) -> str:
    if not work.unreasoned:
        return ""
    return ngettext(
        "{count} rejected part has no reason yet.",
        "{count} rejected parts have no reason yet.",
        work.unreasoned,
    ).format(count=work.unreasoned)


def machine_text(work: OrderWork, is_counted: bool) -> str:
    """What the machine counted beside what people declared, where both exist."""
    if not is_counted or not work.declared_good:
        return ""
    return _("machine {counted} · declared {declared}").format(
        counted=work.counted_good, declared=work.declared_good
    )


def _done_text(order: OrderAtWork, facts: StationAtWork) -> str:
    if order.target and order.work.good >= order.target:
        return _("Target reached")
    if order.planned is None:
        return DASH
    due = day_and_clock(order.planned.due, facts.now, facts.zone)
    if facts.is_paused or order.plan is None or order.plan.done_at is None:
        return _("Due {due}").format(due=due)
    done = day_and_clock(order.plan.done_at, facts.now, facts.zone)
    return _("Done {done} (due {due})").format(done=done, due=due)


def _spoken(work: OrderWork, target: int, delta: DeltaView | None) -> str:
    said = _("Order {order}, {good} of {target} good").format(order=work.order, good=work.good, target=target)
    return said if delta is None else f"{said}, {delta.text}"
