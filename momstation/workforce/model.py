"""Who is at a station, who of them acts, and when a person who mistook the PIN must wait: rules alone."""

import math
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from momstation.core.event import Record
from momstation.core.part import Command
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    PinRefused,
    StationLocked,
    StationUnlocked,
)

T = TypeVar("T")
_MOST_RECENT = 24
_GROWTH = 4
_FORGOTTEN_AFTER = timedelta(hours=1)


class SignOnByBadge(Command, frozen=True, kw_only=True):
    """``badge`` as read. Of a person who is present it makes them the acting one."""

    badge: str


class SignOnByPin(Command, frozen=True, kw_only=True):
    """The way without a badge. A wrong PIN is a fact, not a refusal of the handler: see ``refusal_of``."""

    person: str
    pin: str

    def __repr__(self) -> str:
        return f"SignOnByPin(person={self.person!r})"


class SignOff(Command, frozen=True, kw_only=True):
    person: str


class SignOffActing(Command, frozen=True, kw_only=True):
    """Whoever acts leaves: one scan of the sign-off card."""


class SignOffEverybody(Command, frozen=True, kw_only=True):
    """The end of the shift, or a station that nobody has touched for long."""


class ActAs(Command, frozen=True, kw_only=True):
    """A tap on somebody who is present: what follows is theirs."""

    person: str


class LockStation(Command, frozen=True, kw_only=True):
    """Nobody acts any more until somebody who is known shows a badge or gives a PIN. ``by_itself``: nobody
    touched the station for long."""

    by_itself: bool = False


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """The state of ``team/<station>``.

    ``present`` in the order of arrival; ``recent`` the latest first, gone or not; ``tries`` the wrong PINs in
    a row and ``locked_until`` the end of the wait, both by person. While the station ``is_locked`` nobody may
    do anything; ``acting`` is who did before.
    """

    present: tuple[str, ...] = ()
    acting: str | None = None
    recent: tuple[str, ...] = ()
    tries: dict[str, int] = {}
    locked_until: dict[str, datetime] = {}
    is_locked: bool = False


class PinRules(msgspec.Struct, frozen=True, kw_only=True):
    """After the second wrong PIN in a row a person waits, longer each time; after ``tries`` of them and each
    one more as long as ``lock``."""

    tries: int = 5
    lock: timedelta = timedelta(minutes=5)


def team_stream(station: str) -> str:
    return f"team/{station}"


def empty_team(_stream: str) -> Team:
    return Team()


def apply_to_team(team: Team, record: Record) -> Team:
    match record.event:
        case PersonSignedOn(person=person, how=how):
            return _come(team, person, is_pin_right=how == "pin")
        case PersonSignedOff(person=person):
            return _leave(team, person)
        case ActingPersonChanged(person=person) if person in team.present:
            return msgspec.structs.replace(team, acting=person)
        case PinRefused(person=person, at=at, locked_until=until):
            return _mistake(team, person, at, until)
        case StationLocked():
            return msgspec.structs.replace(team, is_locked=bool(team.present))
        case StationUnlocked():
            return msgspec.structs.replace(team, is_locked=False)
        case _:
            return team


def locked_until(team: Team, person: str, now: datetime) -> datetime | None:
    """When the person may try a PIN again; None: now."""
    until = team.locked_until.get(person)
    return until if until is not None and until > now else None


def lock_after(team: Team, person: str, now: datetime, rules: PinRules) -> datetime | None:
    """What one more wrong PIN leads to: None for the first, then the end of a wait that grows fourfold."""
    wrong = _tries(team, person, now) + 1
    if wrong < min(2, rules.tries):
        return None
    shorter = rules.lock.total_seconds() / _GROWTH ** max(0, rules.tries - wrong)
    return now + timedelta(seconds=math.ceil(shorter))


def _come(team: Team, person: str, *, is_pin_right: bool) -> Team:
    is_new = person not in team.present
    recent = (person, *(one for one in team.recent if one != person))[:_MOST_RECENT]
    return msgspec.structs.replace(
        team,
        present=(*team.present, person) if is_new else team.present,
        acting=person,
        recent=recent,
        tries=_without(team.tries, person) if is_pin_right else team.tries,
        locked_until=_without(team.locked_until, person) if is_pin_right else team.locked_until,
    )


def _leave(team: Team, person: str) -> Team:
    """One person left acts, since nobody else can; of several, one must say so."""
    present = tuple(one for one in team.present if one != person)
    acting = team.acting if team.acting in present else None
    if len(present) == 1:
        acting = present[0]
    is_locked = team.is_locked and bool(present)
    return msgspec.structs.replace(team, present=present, acting=acting, is_locked=is_locked)


def _mistake(team: Team, person: str, at: datetime, until: datetime | None) -> Team:
    tries = team.tries | {person: _tries(team, person, at) + 1}
    waits = _without(team.locked_until, person) if until is None else team.locked_until | {person: until}
    return msgspec.structs.replace(team, tries=tries, locked_until=waits)


def _tries(team: Team, person: str, now: datetime) -> int:
    """Wrong PINs in a row; an hour after the last wait they are forgotten."""
    until = team.locked_until.get(person)
    if until is not None and now >= until + _FORGOTTEN_AFTER:
        return 0
    return team.tries.get(person, 0)


def _without(entries: dict[str, T], person: str) -> dict[str, T]:
    return {key: value for key, value in entries.items() if key != person}
