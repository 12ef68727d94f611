"""The dispatch list in words: what runs, what may start, and what the others wait for."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.i18n import _, ngettext
from momstation.plant import records as plant
from momstation.plant.nouns import DispatchStatus, JobOrder
from momstation.plant.time_words import day_and_clock, zone_of
from momstation.production.model.facts import OrderFacts
from momstation.production.model.order import OrderWork, Phase
from momstation.production.model.readiness import (
    is_overdue,
    why_not_ready,
    why_not_startable,
)
from momstation.production.presenters.base import ORDER_KINDS, PLANT_KINDS, Presenter, said
from momstation.production.presenters.gathering import material_text
from momstation.production.records import querying
from momstation.production.views import ActionKey, DispatchRow, DispatchView
from momstation.ui.status import Status

_GONE = frozenset({DispatchStatus.CLOSED, DispatchStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Listed:
    """An order of the list. ``not_ready`` is about the order itself, ``not_now`` also about the machine."""

    planned: JobOrder
    work: OrderWork
    material: str
    is_here: bool
    not_ready: Refused | None
    not_now: Refused | None


class DispatchPresenter(Presenter):
    """Only ready orders at first; ``set_ready_only(False)`` shows all of this station's."""

    kinds = ORDER_KINDS | PLANT_KINDS

    _is_ready_only = True

    def set_ready_only(self, is_ready_only: bool) -> None:
        self._is_ready_only = is_ready_only

    async def load(self) -> DispatchView:
        now, station = self._clock.now(), self._station

        def query(conn: sa.Connection) -> tuple[list[_Listed], tzinfo]:
            materials: dict[str, str] = {}
            listed = [
                self._listed(conn, facts, facts.planned, materials)
                for facts in querying.listed_facts(conn, station)
                if facts.planned is not None and facts.planned.status not in _GONE
            ]
            return listed, zone_of(station, plant.shifts(conn))

        found, zone = await self._reader.read(query)
        return self._view(_open(found), now, zone)

    def _listed(
        self, conn: sa.Connection, facts: OrderFacts, planned: JobOrder, materials: dict[str, str]
    ) -> _Listed:
        master = planned.work_master
        if master not in materials:
            materials[master] = material_text(conn, plant.work_master(conn, master))
        return _Listed(
            planned=planned,
            work=facts.work,
            material=materials[master],
            is_here=facts.work.place_at(self._station.code) is not None,
            not_ready=why_not_ready(facts),
            not_now=why_not_startable(facts, planned.work_unit),
        )

    def _view(self, listed: list[_Listed], now: datetime, zone: tzinfo) -> DispatchView:
        shown = [each for each in listed if not self._is_ready_only or each.not_ready is None or each.is_here]
        hidden = len(listed) - len(shown)
        return DispatchView(
            title=_("Orders"),
            rows=tuple(_row(each, now, zone) for each in shown),
            is_ready_only=self._is_ready_only,
            filter_label=_("Ready only"),
            hidden=hidden,
            hidden_text=_hidden_text(hidden),
            empty_text="" if shown else _empty_text(hidden),
        )


def _open(listed: list[_Listed]) -> list[_Listed]:
    """What is not finished; what runs here stands first, the rest keeps the order of dispatch."""
    left = [each for each in listed if each.work.phase is not Phase.FINISHED]
    return sorted(left, key=lambda each: not each.is_here)


def _row(each: _Listed, now: datetime, zone: tzinfo) -> DispatchRow:
    planned, work = each.planned, each.work
    refusal = "" if each.is_here else said(each.not_now)
    return DispatchRow(
        order=planned.id,
        title=planned.id,
        detail=" · ".join(part for part in (each.material, _phase_text(each), refusal) if part),
        right=_("{good} of {quantity}").format(good=work.good, quantity=planned.quantity),
        right_detail=_("due {due}").format(due=day_and_clock(planned.due, now, zone)),
        icon=_icon(each),
        status=_status(each, now),
        refusal=refusal,
        action=_action(each),
        is_running=each.is_here,
        is_ready=each.not_ready is None,
        good=work.good,
        quantity=planned.quantity,
        due=planned.due,
        priority=planned.priority,
    )


def _phase_text(each: _Listed) -> str:
    if each.is_here:
        return _("running here")
    if each.work.phase is Phase.PAUSED:
        return _("to resume")
    return ""


def _icon(each: _Listed) -> str:
    if each.is_here:
        return "play_arrow-fill"
    if each.work.phase is Phase.PAUSED:
        return "pause-fill"
    return "assignment_turned_in" if each.not_ready is None else "hourglass_empty"


def _status(each: _Listed, now: datetime) -> Status:
    if each.planned.status is DispatchStatus.HELD:
        return Status.HOLD
    return Status.CAUTION if is_overdue(each.planned, now) else Status.NORMAL


def _action(each: _Listed) -> ActionKey | None:
    if each.is_here:
        return ActionKey.PAUSE
    if each.not_now is not None:
        return None
    return ActionKey.RESUME if each.work.phase is Phase.PAUSED else ActionKey.START


def _hidden_text(hidden: int) -> str:
    if not hidden:
        return ""
    return ngettext("{count} more is not ready", "{count} more are not ready", hidden).format(count=hidden)


def _empty_text(hidden: int) -> str:
    if hidden:
        return _("No order is ready to start. Show all to see what they wait for.")
    return _("There is no order for this station. Planning sends them.")
