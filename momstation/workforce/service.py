"""Decides who may sign on, act and leave; a wrong PIN is recorded, so that a restart does not forget it."""

import asyncio
from collections.abc import Sequence

from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Command, Context
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    PinRefused,
    StationLocked,
    StationUnlocked,
)
from momstation.plant.nouns import Person
from momstation.plant.pins import is_pin_of
from momstation.plant.records import person as person_in
from momstation.plant.records import person_by_badge
from momstation.plant.station import StationFacts
from momstation.store.questions import StreamReader
from momstation.workforce.model import (
    ActAs,
    LockStation,
    PinRules,
    SignOff,
    SignOnByBadge,
    SignOnByPin,
    Team,
    lock_after,
    locked_until,
)
from momstation.workforce.records import team_at
from momstation.workforce.refusals import wait_words


class _Comparison:
    """Holds a PIN without showing it: a loop that logs what it calls would write an argument down."""

    __slots__ = ("_pin", "_pin_hash")

    def __init__(self, pin: str, pin_hash: str) -> None:
        self._pin = pin
        self._pin_hash = pin_hash

    def __call__(self) -> bool:
        return is_pin_of(self._pin, self._pin_hash)


class TeamService:
    """The team at one station."""

    def __init__(self, reader: StreamReader, facts: StationFacts, rules: PinRules) -> None:
        self._reader = reader
        self._facts = facts
        self._rules = rules

    async def sign_on_by_badge(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, SignOnByBadge)
        badge = command.badge.strip()
        person = await self._reader.read(lambda conn: person_by_badge(conn, badge))
        if person is None:
            raise Refused("workforce.badge_unknown", badge=command.badge)
        team = await self._team()
        unlocked = self._unlocked(team, person, "badge", context)
        if person.id not in team.present:
            return [*unlocked, self._signed_on(person, "badge", context)]
        return [*unlocked, *self._acting(team, person.id, context)]

    async def sign_on_by_pin(self, command: Command, context: Context) -> Sequence[Event]:
        """PersonSignedOn, or PinRefused for a wrong PIN: ask ``refusal_of`` what to tell the person."""
        assert isinstance(command, SignOnByPin)
        person = await self._person(command.person)
        if not person.pin_hash:
            raise Refused("workforce.no_pin", person=person.name)
        team = await self._team()
        until = locked_until(team, person.id, context.now)
        if until is not None:
            raise Refused("workforce.pin_locked", person=person.name, wait=wait_words(until - context.now))
        if await asyncio.to_thread(_Comparison(command.pin, person.pin_hash)):
            unlocked = self._unlocked(team, person, "pin", context)
            return [*unlocked, self._signed_on(person, "pin", context)]
        lock = lock_after(team, person.id, context.now, self._rules)
        return [PinRefused(station=self._facts.code, at=context.now, person=person.id, locked_until=lock)]

    async def sign_off(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, SignOff)
        if command.person not in (await self._open_team()).present:
            raise Refused("workforce.not_present", person=await self._name(command.person))
        return [self._signed_off(command.person, context)]

    async def sign_off_acting(self, command: Command, context: Context) -> Sequence[Event]:
        acting = (await self._open_team()).acting
        if acting is None:
            raise Refused("workforce.nobody_acting")
        return [self._signed_off(acting, context)]

    async def sign_off_everybody(self, command: Command, context: Context) -> Sequence[Event]:
        return [self._signed_off(person, context) for person in (await self._team()).present]

    async def act_as(self, command: Command, context: Context) -> Sequence[Event]:
        assert isinstance(command, ActAs)
        team = await self._open_team()
        if command.person not in team.present:
            raise Refused("workforce.not_present", person=await self._name(command.person))
        return self._acting(team, command.person, context)

    async def lock(self, command: Command, context: Context) -> Sequence[Event]:
        """Nothing is recorded where it is locked already, or where nobody left anything to lock."""
        assert isinstance(command, LockStation)
        team = await self._team()
        if not team.present and not command.by_itself:
            raise Refused("workforce.nobody_to_lock")
        if team.is_locked or not team.present:
            return []
        return [StationLocked(station=self._facts.code, at=context.now, by=context.actor.person)]

    async def refusal_of(self, records: Sequence[Record]) -> Refused | None:
        """What to tell the person after ``Dispatcher.send``: a wrong PIN was recorded, and that is a refusal.

        Whoever sends SignOnByPin raises or shows the result, as if the handler had refused.
        """
        wrong = next((one.event for one in records if isinstance(one.event, PinRefused)), None)
        if wrong is None:
            return None
        name = await self._name(wrong.person)
        if wrong.locked_until is not None:
            wait = wait_words(wrong.locked_until - wrong.at)
            return Refused("workforce.pin_wait", person=name, wait=wait)
        return Refused("workforce.pin_wrong", person=name)

    async def _team(self) -> Team:
        return await team_at(self._reader, self._facts.code)

    async def _open_team(self) -> Team:
        """For what needs no right, and may yet not be done by whoever passes a locked station."""
        team = await self._team()
        if team.is_locked:
            raise Refused("workforce.locked")
        return team

    async def _person(self, person_id: str) -> Person:
        person = await self._reader.read(lambda conn: person_in(conn, person_id))
        if person is None:
            raise Refused("workforce.person_unknown", person=person_id)
        return person

    async def _name(self, person_id: str) -> str:
        person = await self._reader.read(lambda conn: person_in(conn, person_id))
        return person.name if person is not None else person_id

    def _signed_on(self, person: Person, how: str, context: Context) -> PersonSignedOn:
        return PersonSignedOn(station=self._facts.code, at=context.now, person=person.id, how=how)

    def _unlocked(self, team: Team, person: Person, how: str, context: Context) -> Sequence[Event]:
        if not team.is_locked:
            return []
        return [StationUnlocked(station=self._facts.code, at=context.now, person=person.id, how=how)]

    def _signed_off(self, person: str, context: Context) -> PersonSignedOff:
        return PersonSignedOff(station=self._facts.code, at=context.now, person=person)

    def _acting(self, team: Team, person: str, context: Context) -> Sequence[Event]:
        if team.acting == person:
            return []
        return [ActingPersonChanged(station=self._facts.code, at=context.now, person=person)]
