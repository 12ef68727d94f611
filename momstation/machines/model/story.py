"""What the station knows of a machine from its records alone, so that a restart goes on from there."""

from datetime import datetime

import msgspec

from momstation.core.event import Record
from momstation.events.machines import (
    ConditionAcknowledged,
    ConditionCame,
    ConditionWent,
    MachineState,
    MachineStateChanged,
    PartsCounted,
)


class MachineStory(msgspec.Struct, frozen=True, kw_only=True):
    """The fold of ``machine/<code>``. ``state`` is None before the machine was first heard; counters are the
    machine's own values, ``good`` and ``reject`` what was counted from them in all. ``standing`` are the conditions
    that came and did not go, with whether somebody has seen them."""

    machine: str
    state: MachineState | None = None
    since: datetime | None = None
    heard: str = ""
    last_at: datetime | None = None
    good_counter: int | None = None
    reject_counter: int | None = None
    good: int = 0
    reject: int = 0
    standing: dict[str, bool] = msgspec.field(default_factory=dict)


def empty_story(stream: str) -> MachineStory:
    return MachineStory(machine=stream.partition("/")[2])


def apply_story(story: MachineStory, record: Record) -> MachineStory:
    match record.event:
        case MachineStateChanged() as event:
            is_new = event.state is not story.state
            return msgspec.structs.replace(
                story,
                state=event.state,
                since=event.at if is_new else story.since,
                heard=event.heard,
                last_at=_later(story.last_at, event.at),
            )
        case PartsCounted() as event:
            return msgspec.structs.replace(
                story,
                good=story.good + event.good,
                reject=story.reject + event.reject,
                good_counter=story.good_counter if event.good_counter is None else event.good_counter,
                reject_counter=story.reject_counter if event.reject_counter is None else event.reject_counter,
                last_at=_later(story.last_at, event.at),
            )
        case ConditionCame() as event:
            return _standing(story, story.standing | {event.condition: False}, event.at)
        case ConditionWent() as event:
            left = {name: seen for name, seen in story.standing.items() if name != event.condition}
            return _standing(story, left, event.at)
        case ConditionAcknowledged() as event if event.condition in story.standing:
            return _standing(story, story.standing | {event.condition: True}, event.at)
        case _:
            return story


def _standing(story: MachineStory, standing: dict[str, bool], at: datetime) -> MachineStory:
    return msgspec.structs.replace(story, standing=standing, last_at=_later(story.last_at, at))


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)
