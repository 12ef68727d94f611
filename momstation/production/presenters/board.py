"""The team lead's board in words: every station of the area by its worst machine, the worst station first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.events.machines import MachineState
from momstation.plant import records as plant
from momstation.plant.nouns import ReasonKind
from momstation.plant.state_words import words_of
from momstation.plant.station import StationFacts
from momstation.plant.time_words import zone_of
from momstation.production.model.plan import is_behind
from momstation.production.presenters.base import (
    MACHINE_KINDS,
    ORDER_KINDS,
    PLANT_KINDS,
    STATION_KINDS,
    Presenter,
)
from momstation.production.presenters.gathering import MachineAtWork, StationAtWork, station_at_work
from momstation.production.presenters.home import hour_views
from momstation.production.presenters.reason_tiles import top_reasons
from momstation.production.presenters.sequence import sequences_of
from momstation.production.presenters.state_bar import since_text, state_status, stop_reason_text
from momstation.production.presenters.stop_reason import stop_row
from momstation.production.presenters.wording import signed
from momstation.production.records import showing
from momstation.production.views import BoardRow, BoardView, OpenStopRow, SequenceView
from momstation.ui.status import Status, worst

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class _Facts:
    stations: Sequence[StationAtWork]
    unreasoned: Sequence[OpenStopRow]
    sequences: tuple[SequenceView, ...]


class BoardPresenter(Presenter):
    """All stations of this station's area that have machines or work, as their records tell it."""

    kinds = ORDER_KINDS | MACHINE_KINDS | PLANT_KINDS | STATION_KINDS

    async def load(self) -> BoardView:
        now = self._clock.now()
        facts = await self._reader.read(lambda conn: self._facts(conn, now))
        rows = worst_first(_row(each) for each in facts.stations)
        return BoardView(
            title=_("Stations of {area}").format(area=self._station.area),
            headline=_headline(rows),
            status=worst(row.status for row in rows),
            rows=rows,
            unreasoned=tuple(facts.unreasoned),
            empty_text="" if rows else _("No station of this area has said anything yet."),
            refreshed_at=now,
            sequences=facts.sequences,
        )

    def _facts(self, conn: sa.Connection, now: datetime) -> _Facts:
        mine = self._station
        found = [
            station_at_work(
                conn, StationFacts(each.code, each.name, each.area, each.machines, mine.timezone), now
            )
            for each in showing.stations(conn, mine.area)
            if each.role == OPERATOR or each.machines
        ]
        zone = zone_of(mine, plant.shifts(conn))
        return _Facts(
            found, _unreasoned(conn, found, now, zone, mine.machines), sequences_of(conn, found, now, zone)
        )


def _unreasoned(
    conn: sa.Connection,
    stations: Sequence[StationAtWork],
    now: datetime,
    zone: tzinfo,
    own: Sequence[str],
) -> list[OpenStopRow]:
    """The oldest first, each with the reasons that its machine has most."""
    stops = [
        (stop, _name(each, stop.machine))
        for each in stations
        for stop in each.stops
        if stop.reason is None and not stop.is_micro
    ]
    if not stops:
        return []
    catalogue = plant.reasons(conn, ReasonKind.STOP)
    tiles = {
        machine: top_reasons(catalogue, showing.stop_reasons(conn, (machine,), now))
        for machine in {stop.machine for stop, _name in stops}
    }
    stops.sort(key=lambda pair: (pair[0].opened_at or now, pair[0].stop))
    return [
        replace(
            stop_row(stop, name, now, zone),
            machine=stop.machine,
            reasons=tiles[stop.machine],
            is_foreign=stop.machine not in own,
        )
        for stop, name in stops
    ]


def worst_first(rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
    """By severity, then a missing reason, then the longest in its state, then by name: the same rows always
    stand in the same order."""
    return tuple(sorted(rows, key=_badness))


def _badness(row: BoardRow) -> tuple[int, bool, bool, str, str]:
    since = "" if row.since is None else row.since.isoformat()
    return (-row.status.severity, not row.is_reason_missing, row.since is None, since, row.station)


def _row(facts: StationAtWork) -> BoardRow:
    machine = _worst_machine(facts)
    order = facts.order
    status = _status(facts, machine)
    state = MachineState.UNKNOWN if machine is None else machine.state
    stop = None if machine is None else machine.stop
    delta = None if order is None or order.plan is None or facts.is_paused else order.plan.delta
    is_missing = stop is not None and stop.reason is None and (stop.order is not None or _has_order(machine))
    return BoardRow(
        station=facts.station.code,
        name=facts.station.name,
        machine=None if machine is None else machine.machine,
        machine_name="" if machine is None else machine.equipment.name,
        state=state,
        status=status,
        icon="handyman" if machine is None else words_of(state).icon,
        state_word=_("Work by hand") if machine is None else words_of(state).word,
        since=_since(machine),
        since_text="" if machine is None else since_text(machine, facts),
        order=None if order is None else order.work.order,
        order_text=_order_text(facts),
        good=0 if order is None else order.work.good,
        target=0 if order is None else order.target,
        progress_text=""
        if order is None
        else _("{good} of {target}").format(good=order.work.good, target=order.target),
        delta=delta,
        delta_text="" if not delta else signed(delta),
        matter=_matter(facts, machine, is_missing),
        stop=None if stop is None else stop.stop,
        stop_reason="" if machine is None else stop_reason_text(machine, facts.reasons),
        is_reason_missing=is_missing,
        is_hatched=machine is not None and state is MachineState.UNKNOWN,
        hours=hour_views(facts.hours),
    )


def _worst_machine(facts: StationAtWork) -> MachineAtWork | None:
    """Of those that were ever heard; a station without one is worked at by hand."""
    heard = [each for each in facts.machines if each.since is not None]
    return max(heard, key=lambda each: state_status(each).severity, default=None)


def _status(facts: StationAtWork, machine: MachineAtWork | None) -> Status:
    behind = (
        facts.order is not None
        and facts.order.plan is not None
        and not facts.is_paused
        and is_behind(facts.order.plan)
    )
    of_machine = Status.NORMAL if machine is None else state_status(machine)
    return worst((of_machine, Status.CAUTION if behind else Status.NORMAL))


def _matter(facts: StationAtWork, machine: MachineAtWork | None, is_reason_missing: bool) -> str:
    """What makes it as bad as it is; empty when all is well."""
    if machine is not None and is_reason_missing:
        return _("{state}, no reason yet").format(state=words_of(machine.state).word)
    if machine is not None and state_status(machine) is not Status.NORMAL:
        reason = stop_reason_text(machine, facts.reasons)
        return f"{words_of(machine.state).word}: {reason}" if reason else words_of(machine.state).word
    if _status(facts, machine) is Status.CAUTION:
        return _("behind plan")
    return ""


def _order_text(facts: StationAtWork) -> str:
    if facts.order is None:
        return _("No order")
    text = f"{facts.order.work.order} · {facts.order.material}".rstrip(" ·")
    return _("{order} (paused)").format(order=text) if facts.is_paused else text


def _since(machine: MachineAtWork | None) -> datetime | None:
    if machine is None:
        return None
    return machine.since if machine.stop is None else machine.stop.opened_at


def _has_order(machine: MachineAtWork | None) -> bool:
    return machine is not None and machine.order is not None


def _name(facts: StationAtWork, machine: str) -> str:
    return next((each.equipment.name for each in facts.machines if each.machine == machine), machine)


def _headline(rows: Sequence[BoardRow]) -> str:
    if not rows:
        return ""
    first = rows[0]
    if first.status is Status.NORMAL:
        return _("All stations are working normally.")
    return _("{station}: {matter}").format(station=first.name, matter=first.matter or first.state_word)
