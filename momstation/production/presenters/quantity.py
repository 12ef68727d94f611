"""The one sheet for good, scrap and rework in words, with what the machine counted beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.plant import records as plant
from momstation.plant.nouns import ReasonKind
from momstation.plant.time_words import clock_face
from momstation.production.model.clocks import OrderClocks
from momstation.production.model.counter import MOST_READING
from momstation.production.model.declaring import most_pieces, reverse
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import Entry
from momstation.production.model.pareto import offer
from momstation.production.presenters.base import (
    MACHINE_KINDS,
    ORDER_KINDS,
    PLANT_KINDS,
    PRESENCE_KINDS,
    Presenter,
    said,
)
from momstation.production.presenters.gathering import OrderAtWork, StationAtWork, station_at_work
from momstation.production.presenters.reason_tiles import more_label, reason_tiles
from momstation.production.presenters.scrap import most_scrap
from momstation.production.presenters.tiles import setup_action
from momstation.production.presenters.wording import clocks_text, reason_text
from momstation.production.records import clocking, querying, showing
from momstation.production.service.rules import ProductionRules
from momstation.production.views import EntryRow, QuantityView, ReasonTile
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class _Facts:
    at_work: StationAtWork
    order: OrderFacts | None
    reasons: tuple[ReasonTile, ...]
    texts: Mapping[str, str]
    clocks: OrderClocks
    more: tuple[ReasonTile, ...] = ()


class QuantityPresenter(Presenter):
    kinds = ORDER_KINDS | PLANT_KINDS | MACHINE_KINDS | PRESENCE_KINDS

    async def load(self) -> QuantityView:
        now, station = self._clock.now(), self._station

        def query(conn: sa.Connection) -> _Facts:
            at_work = station_at_work(conn, station, now)
            order = None if at_work.order is None else at_work.order.work.order
            given = showing.scrap_reasons(conn, station.code, now)
            offered = offer(plant.reasons(conn, ReasonKind.SCRAP), given)
            catalogue = {each.id: each.text for each in (*offered.top, *offered.rest)}
            return _Facts(
                at_work=at_work,
                texts=catalogue,
                order=None if order is None else querying.order_facts(conn, order, station, now),
                reasons=reason_tiles(offered.top, given),
                more=reason_tiles(offered.rest, given),
                clocks=OrderClocks() if order is None else clocking.clocks_of(conn, order, now),
            )

        return self._view(await self._reader.read(query))

    def _view(self, facts: _Facts) -> QuantityView:
        order, rules = facts.at_work.order, ProductionRules()
        most = 0 if order is None else most_pieces(order.target, rules.most_factor)
        compare, status = ("", Status.NORMAL) if order is None else compare_text(order)
        return QuantityView(
            order=None if order is None else order.work.order,
            title=_("Quantity"),
            detail="" if order is None else f"{order.work.order} · {order.material}".rstrip(" ·"),
            refusal=said(Refused("production.no_order_runs")) if order is None else "",
            good=0 if order is None else order.work.good,
            scrap=0 if order is None else order.work.scrap,
            rework=0 if order is None else order.work.rework,
            machine_good=order.work.counted_good if order is not None and order.is_counted else None,
            compare_text=compare,
            compare_status=status,
            good_most=most,
            scrap_most=0 if order is None else most_scrap(order, rules),
            rework_most=0 if order is None else most_scrap(order, rules),
            scrap_reasons=facts.reasons,
            more_reasons=facts.more,
            more_label=more_label(len(facts.more)),
            entries=() if facts.order is None else self._entries(facts, facts.order),
            clocks_text="" if order is None else clocks_text(facts.clocks),
            setup=setup_action(facts.at_work),
            has_counter=order is not None and not order.is_counted,
            counter_start=None if order is None else order.work.counter_at(self._station.code),
            counter_most=MOST_READING,
        )

    def _entries(self, facts: _Facts, order: OrderFacts) -> tuple[EntryRow, ...]:
        newest = sorted(order.work.entries, key=lambda each: each.at, reverse=True)
        return tuple(_entry_row(each, order, facts.texts, facts.at_work.zone) for each in newest)


def compare_text(order: OrderAtWork) -> tuple[str, Status]:
    """The machine's count beside people's; parts declared on top of a counting machine deserve a look."""
    if not order.is_counted:
        return "", Status.NORMAL
    work = order.work
    text = _("The machine counted {counted}, people declared {declared}.").format(
        counted=work.counted_good, declared=work.declared_good
    )
    return text, Status.CAUTION if work.declared_good else Status.NORMAL


def _entry_row(entry: Entry, facts: OrderFacts, reasons: Mapping[str, str], zone: tzinfo) -> EntryRow:
    return EntryRow(
        entry=entry.entry,
        title=_sum_text(entry, reasons),
        detail=clock_face(entry.at, zone),
        is_reversed=facts.work.is_reversed(entry.entry),
        refusal=_why_kept(entry, facts),
        at=entry.at,
    )


def _sum_text(entry: Entry, reasons: Mapping[str, str]) -> str:
    parts: Sequence[str] = (
        _("{count} good").format(count=entry.good) if entry.good else "",
        _("{count} scrap: {reason}").format(
            count=entry.scrap, reason=reason_text(reasons, entry.scrap_reason)
        )
        if entry.scrap
        else "",
        _("{count} rework").format(count=entry.rework) if entry.rework else "",
        "" if entry.counter_end is None else _("Counter at {reading}").format(reading=entry.counter_end),
    )
    return " · ".join(part for part in parts if part)


def _why_kept(entry: Entry, facts: OrderFacts) -> str:
    """The same rule that decides when it is tapped."""
    try:
        reverse(facts, entry.entry, None, entry.at)
    except Refused as refused:
        return said(refused)
    return ""
