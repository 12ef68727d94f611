"""The scrap sheet in words: one piece of the order that runs, and its reason with one tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.plant import records as plant
from momstation.plant.nouns import Reason, ReasonKind
from momstation.production.model.declaring import most_pieces
from momstation.production.model.pareto import Tally, offer
from momstation.production.presenters.base import ORDER_KINDS, PLANT_KINDS, Presenter, said
from momstation.production.presenters.gathering import OrderAtWork, station_at_work
from momstation.production.presenters.order_card import unreasoned_text
from momstation.production.presenters.reason_tiles import more_label, reason_tiles
from momstation.production.records import showing
from momstation.production.service.rules import ProductionRules
from momstation.production.views import ScrapView


@dataclass(frozen=True, slots=True)
class _Facts:
    order: OrderAtWork | None
    reasons: Sequence[Reason]
    given: Mapping[str, Tally]


class ScrapPresenter(Presenter):
    kinds = ORDER_KINDS | PLANT_KINDS

    async def load(self) -> ScrapView:
        now, station = self._clock.now(), self._station

        def query(conn: sa.Connection) -> _Facts:
            return _Facts(
                order=station_at_work(conn, station, now).order,
                reasons=plant.reasons(conn, ReasonKind.SCRAP),
                given=showing.scrap_reasons(conn, station.code, now),
            )

        return _view(await self._reader.read(query))


def most_scrap(order: OrderAtWork, rules: ProductionRules) -> int:
    """What the machine rejected without a reason and what it counted good; by hand, what one sheet may
    hold."""
    most = most_pieces(order.target, rules.most_factor)
    if not order.is_counted:
        return most
    return min(most, order.work.unreasoned + max(0, order.work.good))


def _view(facts: _Facts) -> ScrapView:
    offered = offer(facts.reasons, facts.given)
    order = facts.order
    most = 0 if order is None else most_scrap(order, ProductionRules())
    return ScrapView(
        order=None if order is None else order.work.order,
        title=_("Scrap"),
        detail="" if order is None else f"{order.work.order} · {order.material}".rstrip(" ·"),
        refusal=_refusal(facts, most),
        preset=1,
        most=most,
        unreasoned=0 if order is None else order.work.unreasoned,
        unreasoned_text="" if order is None else unreasoned_text(order.work),
        top=reason_tiles(offered.top, facts.given),
        more=reason_tiles(offered.rest, facts.given),
        more_label=more_label(len(offered.rest)),
    )


def _refusal(facts: _Facts, most: int) -> str:
    if facts.order is None:
        return said(Refused("production.no_order_runs"))
    if not facts.reasons:
        return _("The plant has no reasons for scrap yet. Ask the team lead to have them imported.")
    if most == 0:
        return _("No part of order {order} is counted yet, so none can be scrapped.").format(
            order=facts.order.work.order
        )
    return ""
