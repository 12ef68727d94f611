"""The stop-reason sheet in words: which stop, since when, and six reasons to tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.plant import records as plant
from momstation.plant.nouns import Equipment, Reason, ReasonKind
from momstation.plant.time_words import clock_face, duration, running_time, zone_of
from momstation.production.model.pareto import Tally, offer
from momstation.production.model.stop import StopStory
from momstation.production.presenters.base import MACHINE_KINDS, ORDER_KINDS, PLANT_KINDS, Presenter
from momstation.production.presenters.reason_tiles import grouped_tiles, more_label, reason_tiles
from momstation.production.presenters.wording import reason_text
from momstation.production.records import querying, showing
from momstation.production.service.rules import JUST_ENDED
from momstation.production.views import OpenStopRow, StopReasonView


@dataclass(frozen=True, slots=True)
class _Facts:
    stop: StopStory | None
    equipment: Equipment | None
    heard: str
    reasons: Sequence[Reason]
    given: Mapping[str, Tally]
    earlier: Sequence[StopStory]
    zone: tzinfo


class StopReasonPresenter(Presenter):
    """Of the stop that ``choose`` named, else of the one that lasts here or has just ended."""

    kinds = ORDER_KINDS | MACHINE_KINDS | PLANT_KINDS

    _chosen: str | None = None

    def choose(self, stop: str | None) -> None:
        """An earlier stop of the list, or None for the present one."""
        self._chosen = stop

    async def load(self) -> StopReasonView:
        now = self._clock.now()
        return _view(await self._reader.read(lambda conn: self._facts(conn, now)), now)

    def retold(self, view: StopReasonView) -> StopReasonView:
        """``view`` with its running time as of now; reads nothing."""
        if view.since is None or not view.is_open:
            return view
        elapsed_s = (self._clock.now() - view.since).total_seconds()
        return replace(view, title=_("Stopped {time}").format(time=running_time(elapsed_s)))

    def _facts(self, conn: sa.Connection, now: datetime) -> _Facts:
        station = self._station
        stop = self._stop(conn, now)
        shift = querying.shift_now(conn, station, now)
        stops = showing.stops(conn, station.machines, shift.start, now)
        machines = station.machines if stop is None else (stop.machine,)
        return _Facts(
            stop=stop,
            equipment=None if stop is None else plant.equipment(conn, stop.machine),
            heard="" if stop is None else querying.machine_state(conn, stop.machine)[2],
            reasons=plant.reasons(conn, ReasonKind.STOP),
            given=showing.stop_reasons(conn, machines, now),
            earlier=[each for each in stops if _is_unexplained(each) and each.stop != (stop and stop.stop)],
            zone=zone_of(station, plant.shifts(conn)),
        )

    def _stop(self, conn: sa.Connection, now: datetime) -> StopStory | None:
        chosen = None if self._chosen is None else querying.stop_by_id(conn, self._chosen)
        if chosen is not None:
            return chosen
        return querying.stop_to_name(conn, self._station.machines, now - JUST_ENDED)


def stop_row(stop: StopStory, name: str, now: datetime, zone: tzinfo) -> OpenStopRow:
    """``9:41–9:58 · 17 min`` of a machine."""
    begun, ended = stop.opened_at or now, stop.closed_at
    until = _("now") if ended is None else clock_face(ended, zone)
    title = _("{start}–{end} · {duration}").format(
        start=clock_face(begun, zone), end=until, duration=duration(((ended or now) - begun).total_seconds())
    )
    return OpenStopRow(stop=stop.stop, title=title, detail=name)


def _is_unexplained(stop: StopStory) -> bool:
    return stop.reason is None and not stop.is_micro


def _view(facts: _Facts, now: datetime) -> StopReasonView:
    offered = offer(facts.reasons, facts.given)
    texts = {each.id: each.text for each in facts.reasons}
    stop = facts.stop
    reason = None if stop is None else stop.reason
    return StopReasonView(
        stop=None if stop is None else stop.stop,
        title=_title(stop, now),
        detail=_detail(facts, now),
        heard=_("machine says: {heard}").format(heard=facts.heard) if stop and facts.heard else "",
        since=None if stop is None else stop.opened_at,
        is_open=stop is not None and stop.is_open,
        reason=reason,
        reason_text=reason_text(texts, reason),
        top=reason_tiles(offered.top, facts.given),
        more=grouped_tiles(offered.rest, facts.given),
        more_label=more_label(len(offered.rest)),
        empty_text=_empty_text(facts),
        earlier=tuple(stop_row(each, each.machine, now, facts.zone) for each in facts.earlier),
    )


def _title(stop: StopStory | None, now: datetime) -> str:
    if stop is None or stop.opened_at is None:
        return _("Stop reason")
    if stop.closed_at is None:
        return _("Stopped {time}").format(time=running_time((now - stop.opened_at).total_seconds()))
    lasted = duration((stop.closed_at - stop.opened_at).total_seconds())
    return _("Was stopped for {duration}").format(duration=lasted)


def _detail(facts: _Facts, now: datetime) -> str:
    stop = facts.stop
    if stop is None or stop.opened_at is None:
        return ""
    name = stop.machine if facts.equipment is None else facts.equipment.name
    return (
        _("{machine} · since {time}").format(machine=name, time=clock_face(stop.opened_at, facts.zone))
        if stop.closed_at is None
        else f"{name} · {stop_row(stop, name, now, facts.zone).title}"
    )


def _empty_text(facts: _Facts) -> str:
    if facts.stop is None:
        return _("No machine is stopped here, so no reason is needed.")
    if not facts.reasons:
        return _("The plant has no reasons for stops yet. Ask the team lead to have them imported.")
    return ""
