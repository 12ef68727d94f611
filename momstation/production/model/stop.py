"""What is known of a machine's stop: start and end are the machine's, only the reason is a person's."""

from datetime import datetime, timedelta

import msgspec

from momstation.core.event import Record
from momstation.events.machines import MachineState
from momstation.events.production import StopClosed, StopOpened, StopReasonGiven
from momstation.store.merging.register import holding, written

ALWAYS_A_STOP = frozenset({MachineState.STOPPED, MachineState.STARVED, MachineState.BLOCKED})
"""With or without an order, the machine could not go on."""

A_STOP_WITH_AN_ORDER = frozenset({MachineState.IDLE, MachineState.SETUP, MachineState.OFF})
"""Without an order this is only a machine that is not needed."""


class GivenReason(msgspec.Struct, frozen=True, kw_only=True):
    reason: str | None
    by: str | None
    at: datetime


class StopStory(msgspec.Struct, frozen=True, kw_only=True):
    """The state of ``stop/<id>``. ``reasons`` is a register: every reason that was given, the last one holds. Two
    people who give one at once contradict nothing, since the other reason stands beside it."""

    stop: str
    machine: str = ""
    station: str = ""
    state: str = ""
    order: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    is_micro: bool = False
    reasons: tuple[GivenReason, ...] = ()

    @property
    def reason(self) -> str | None:
        last = holding(self.reasons)
        return None if last is None else last.reason

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


def empty_stop(stream: str) -> StopStory:
    return StopStory(stop=stream.partition("/")[2])


def apply_stop(story: StopStory, record: Record) -> StopStory:
    match record.event:
        case StopOpened() as event:
            return msgspec.structs.replace(
                story,
                machine=event.machine,
                station=event.station,
                state=event.state,
                order=event.order,
                opened_at=event.at,
            )
        case StopClosed(at=at, is_micro=is_micro):
            if story.closed_at is not None and story.closed_at <= at:
                return story
            return msgspec.structs.replace(story, closed_at=at, is_micro=is_micro)
        case StopReasonGiven(reason=reason, by=by, at=at):
            given = GivenReason(reason=reason, by=by, at=at)
            return msgspec.structs.replace(story, reasons=written(story.reasons, given))
        case _:
            return story


def is_stop(state: MachineState, has_order: bool) -> bool:
    """Whether a machine in this state is stopped. UNKNOWN never is: silence is not a stop."""
    return state in ALWAYS_A_STOP or (has_order and state in A_STOP_WITH_AN_ORDER)


def stop_id(machine: str, at: datetime) -> str:
    """The same stop has the same name, whoever opens it."""
    return f"{machine}-{int(at.timestamp() * 1000)}"


def is_micro_stop(opened_at: datetime, closed_at: datetime, threshold_s: int) -> bool:
    return closed_at - opened_at < timedelta(seconds=threshold_s)


def asks_for_reason(
    since: datetime, now: datetime, ask_after_s: int, *, has_reason: bool, has_order: bool, is_heard: bool
) -> bool:
    """Whether to put the question now: still stopped (a silent machine may run again), long enough, with
    work.

    ``since`` is the stop's begin, or the order's where it was started on a machine that already stood.
    """
    is_long = now - since >= timedelta(seconds=ask_after_s)
    return is_long and not has_reason and has_order and is_heard
