"""The operator's home in words: on plan or not, what is wrong, what comes next."""

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from momstation.core.i18n import _, ngettext
from momstation.events.machines import MachineState
from momstation.plant.time_words import clock_face
from momstation.production.model.plan import Hour
from momstation.production.model.stop import asks_for_reason
from momstation.production.presenters.base import MACHINE_KINDS, ORDER_KINDS, PLANT_KINDS, Presenter
from momstation.production.presenters.following import NextOrder, next_order
from momstation.production.presenters.gathering import MachineAtWork, StationAtWork, station_at_work
from momstation.production.presenters.order_card import order_card
from momstation.production.presenters.state_bar import state_view
from momstation.production.presenters.strip import strip_cards
from momstation.production.presenters.tiles import home_tiles, primary_action
from momstation.production.views import HomeView, HourView

_LAST_HOUR = timedelta(hours=1)


class HomePresenter(Presenter):
    """``load`` reads; ``retold`` says the same facts again for a later moment, for clocks that run on
    screen."""

    kinds = ORDER_KINDS | MACHINE_KINDS | PLANT_KINDS

    _told: tuple[StationAtWork, NextOrder | None] | None = None

    async def load(self) -> HomeView:
        now, station = self._clock.now(), self._station

        def query(conn: sa.Connection) -> tuple[StationAtWork, NextOrder | None]:
            facts = station_at_work(conn, station, now)
            return facts, next_order(conn, station, facts)

        self._told = await self._reader.read(query)
        return self._view(*self._told)

    def retold(self, view: HomeView) -> HomeView:
        """``view`` with its times as of now and the live values; reads nothing."""
        if self._told is None:
            return view
        facts, following = self._told
        return self._view(replace(facts, now=self._clock.now()), following)

    def _view(self, facts: StationAtWork, following: NextOrder | None) -> HomeView:
        asked = stop_to_explain(facts)
        micro = micro_stops(facts)
        card = None if facts.order is None else order_card(facts, facts.order)
        return HomeView(
            station=facts.station.name,
            area=facts.station.area,
            card=card,
            empty_title="" if card else _("No order is running here."),
            empty_hint="" if card else _empty_hint(following),
            state=state_view(facts, self._live, self._clock),
            hours=hour_views(facts.hours),
            hours_text=hours_text(facts.hours),
            strip=strip_cards(facts, self._live, asked, following),
            tiles=home_tiles(facts),
            primary=primary_action(facts, asked, following),
            micro_stops=micro,
            micro_stops_text=_micro_text(micro),
            stop_to_explain=None if asked is None or asked.stop is None else asked.stop.stop,
            refreshed_at=facts.now,
        )


def stop_to_explain(facts: StationAtWork) -> MachineAtWork | None:
    """The machine whose stop should be explained now, the longest stop first; None: do not ask."""
    asking = [each for each in facts.machines if _asks(each, facts.now)]
    return min(asking, key=_opened_at, default=None)


def _asks(machine: MachineAtWork, now: datetime) -> bool:
    stop = machine.stop
    if stop is None or stop.opened_at is None:
        return False
    matters_since = (
        stop.opened_at if machine.order_since is None else max(stop.opened_at, machine.order_since)
    )
    return asks_for_reason(
        matters_since,
        now,
        machine.equipment.ask_reason_after_s,
        has_reason=stop.reason is not None,
        has_order=machine.order is not None or stop.order is not None,
        is_heard=machine.state is not MachineState.UNKNOWN,
    )


def _opened_at(machine: MachineAtWork) -> str:
    return (
        "" if machine.stop is None or machine.stop.opened_at is None else machine.stop.opened_at.isoformat()
    )


def micro_stops(facts: StationAtWork) -> int:
    """Those that ended within the last hour."""
    return sum(
        1
        for stop in facts.stops
        if stop.is_micro and stop.closed_at is not None and stop.closed_at > facts.now - _LAST_HOUR
    )


def hour_views(hours: tuple[Hour, ...]) -> tuple[HourView, ...]:
    return tuple(
        HourView(
            label=clock_face(each.start, each.start.tzinfo) if each.start.tzinfo else "",
            good=each.good,
            target=each.target,
            is_low=each.is_low,
            is_current=each.is_current,
        )
        for each in hours
    )


def hours_text(hours: tuple[Hour, ...]) -> str:
    """For who cannot see the bars."""
    if not hours:
        return ""
    low = [clock_face(each.start, each.start.tzinfo) for each in hours if each.is_low and each.start.tzinfo]
    if not low:
        return _("Good parts per hour, all hours near their target")
    return _("Good parts per hour, too few in the hours from {hours}").format(hours=", ".join(low))


def _micro_text(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} short stop in the last hour", "{count} short stops in the last hour", count
    ).format(count=count)


def _empty_hint(following: NextOrder | None) -> str:
    if following is None:
        return _("There is no order for this station. Planning sends them.")
    return _("Scan the code on an order's paper, or choose from the list of orders.")
