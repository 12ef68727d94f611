"""Decides what a machine's change of state and a person's reason mean for its stops."""

from datetime import datetime, timedelta

from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged
from momstation.events.production import StopClosed, StopOpened, StopReasonGiven
from momstation.plant.nouns import Reason, ReasonKind
from momstation.plant.station import StationFacts
from momstation.production.model.declaring import check_reason
from momstation.production.model.stop import (
    A_STOP_WITH_AN_ORDER,
    StopStory,
    is_micro_stop,
    is_stop,
    stop_id,
)


def follow_machine(
    event: MachineStateChanged, station: str, open_stop: StopStory | None, order: str | None, microstop_s: int
) -> list[Event]:
    """A stop lasts from the first state that is one until the machine produces again.

    Silence (UNKNOWN) neither opens nor closes: an open stop stays open, its end unknown, until the machine is
    heard.
    """
    if event.state is MachineState.UNKNOWN:
        return []
    if event.state is MachineState.PRODUCING:
        return [] if open_stop is None else [closed(open_stop, event.at, microstop_s)]
    if open_stop is not None or not is_stop(event.state, order is not None):
        return []
    opened = StopOpened(
        stop=stop_id(event.machine, event.at),
        machine=event.machine,
        station=station,
        at=event.at,
        state=event.state.value,
        order=order,
    )
    return [opened]


def order_gone(open_stop: StopStory | None, at: datetime, microstop_s: int) -> list[Event]:
    """Without an order a machine that is only idle, switched off or being set up is no longer stopped."""
    if open_stop is None or open_stop.state not in {state.value for state in A_STOP_WITH_AN_ORDER}:
        return []
    return [closed(open_stop, at, microstop_s)]


def closed(stop: StopStory, at: datetime, microstop_s: int) -> StopClosed:
    opened_at = at if stop.opened_at is None else stop.opened_at
    end = max(at, opened_at)  # a clock set back must not make a stop end before it began
    return StopClosed(
        stop=stop.stop,
        machine=stop.machine,
        station=stop.station,
        at=end,
        is_micro=is_micro_stop(opened_at, end, microstop_s),
    )


def give_reason(
    stop: StopStory | None,
    code: str | None,
    reason: Reason | None,
    *,
    station: StationFacts,
    is_lead: bool,
    window_h: int,
    by: str | None,
    now: datetime,
) -> list[Event]:
    """The reason of a stop that is open or ended not long ago; ``code`` None takes a given reason back."""
    if stop is None or stop.opened_at is None:
        raise Refused("production.stop_unknown")
    if stop.machine not in station.machines and not is_lead:
        raise Refused("production.stop_foreign", machine=stop.machine)
    if stop.closed_at is not None and now - stop.closed_at > timedelta(hours=window_h):
        raise Refused("production.stop_too_old", hours=window_h)
    if code is not None:
        check_reason(code, reason, ReasonKind.STOP)
    given = StopReasonGiven(
        stop=stop.stop,
        machine=stop.machine,
        station=station.code,
        at=now,
        reason=code,
        by=by,
        is_closed=stop.closed_at is not None,
        before=stop.reason,
    )
    return [given]
