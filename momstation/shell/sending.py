"""Sends what people ask for as the person who acts, and lets the badge of somebody who may allow it once."""

from dataclasses import dataclass, replace

import msgspec

from momstation.core.clock import Clock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Actor, Command
from momstation.events.workforce import PermissionLent
from momstation.plant.records import person_by_badge
from momstation.plant.roles import permissions_of
from momstation.store.questions import StreamReader
from momstation.workforce.model import SignOnByBadge
from momstation.workforce.presenters import acting_actor
from momstation.workforce.records import changed_rights, persons_by_id, team_at
from momstation.workforce.refusals import denied

LEND_WITHIN_S = 15.0
"""Who comes to sign on a little later means just that."""
UNDO_WITHIN_S = 15.0
"""Some seconds longer than it is offered."""
LEAVE_S = 300.0
"""A sheet that was opened by leave of somebody else may be filled in for so long."""


class AskLeave(Command, frozen=True, kw_only=True):
    """Somebody wants what needs a right that they do not have, and what exactly they will say only afterwards,
    such as in a sheet. Never carried out: it is refused, and the refusal waits for a badge."""

    right: str


class EndLeave(Command, frozen=True, kw_only=True):
    """What somebody had leave for was done, or is not wanted any more."""


class LendUndo(Command, frozen=True, kw_only=True):
    """What a badge has just allowed can be taken back by one tap of ``undo`` (a command's id), by the same leave."""

    undo: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody asked for and may not do."""

    command: Command
    right: str
    asked_by: str
    until_s: float


@dataclass(frozen=True, slots=True)
class _Leave:
    """``lender`` lets ``to`` use ``right`` once; the command that does it gets the id which the record names."""

    right: str
    to: str
    lender: Actor
    command: str
    until_s: float


class Sender:
    """``send`` is the shell's way to the dispatcher. A command that was refused for want of a right waits some
    seconds for a badge whose owner has it; anything else that is asked meanwhile ends the wait. ``AskLeave`` waits
    likewise; what the badge allowed is then carried out when it is asked for."""

    def __init__(self, reader: StreamReader, station: str, dispatcher: Dispatcher, clock: Clock) -> None:
        self._reader = reader
        self._station = station
        self._dispatcher = dispatcher
        self._clock = clock
        self._wish: _Wish | None = None
        self._leave: _Leave | None = None
        self._lent: _Leave | None = None
        """The last act that a badge allowed at once, and until when it is taken back by the same leave."""

    async def send(self, command: Command) -> tuple[Record, ...]:
        """Raises Refused; what is missing is said with who may and how."""
        if isinstance(command, EndLeave):
            self._leave = None
            return ()
        if isinstance(command, LendUndo):
            if self._lent is not None:
                self._lent = replace(self._lent, command=command.undo)
            return ()
        wish, self._wish = self._wish, None
        if wish is not None and isinstance(command, SignOnByBadge):
            lender = await self._lender(wish, command.badge)
            if lender is not None:
                return await self._allow(wish, lender)
        actor = await acting_actor(self._reader, self._station)
        try:
            return await self._try(command, actor)
        except Refused as refused:
            if (lender := self._lender_of_undo(refused, command, actor)) is not None:
                return await self._dispatcher.send(command, lender)
            if (leave := self._leave_for(refused, actor)) is not None:
                return await self._use(leave, command)
            raise await self._explained(refused, command, actor) from refused

    async def _try(self, command: Command, actor: Actor) -> tuple[Record, ...]:
        if not isinstance(command, AskLeave):
            return await self._dispatcher.send(command, actor)
        if command.right in actor.permissions:
            return ()
        if actor.person is None:
            raise Refused("core.sign_on_first")
        raise Refused("core.not_permitted", person=actor.name, permission=command.right)

    async def _allow(self, wish: _Wish, lender: Actor) -> tuple[Record, ...]:
        """The lender's own act, and beside it a record that names both; that record alone, where the act is
        still to come."""
        assert lender.person is not None
        lent = PermissionLent(
            station=self._station,
            at=self._clock.now(),
            person=lender.person,
            to=wish.asked_by,
            right=wish.right,
            command=wish.command.command_id,
        )
        if not isinstance(wish.command, AskLeave):
            records = await self._dispatcher.send(wish.command, lender, (lent,))
            until_s = self._clock.monotonic() + UNDO_WITHIN_S
            self._lent = _Leave(wish.right, wish.asked_by, lender, "", until_s)
            return records
        until_s = self._clock.monotonic() + LEAVE_S
        self._leave = _Leave(wish.right, wish.asked_by, lender, wish.command.command_id, until_s)
        records = await self._dispatcher.report((lent,), lender)
        return tuple(one for one in records if isinstance(one.event, PermissionLent))

    def _leave_for(self, refused: Refused, actor: Actor) -> _Leave | None:
        """Whether what was refused now is what somebody has leave for."""
        leave = self._leave
        if leave is None or refused.key != "core.not_permitted" or leave.to != actor.person:
            return None
        is_meant = refused.values["permission"] == leave.right
        return leave if is_meant and self._clock.monotonic() <= leave.until_s else None

    def _lender_of_undo(self, refused: Refused, command: Command, actor: Actor) -> Actor | None:
        """Who allowed what ``command`` takes back, if it is that."""
        lent = self._lent
        if lent is None or refused.key != "core.not_permitted":
            return None
        is_it = command.command_id == lent.command and actor.person == lent.to
        return lent.lender if is_it and self._clock.monotonic() <= lent.until_s else None

    async def _use(self, leave: _Leave, command: Command) -> tuple[Record, ...]:
        """The lender's own act, once. What the rule refuses may be tried again in other words."""
        known_as = msgspec.structs.replace(command, command_id=leave.command)
        records = await self._dispatcher.send(known_as, leave.lender)
        self._leave = None
        return records

    async def _lender(self, wish: _Wish, badge: str) -> Actor | None:
        """None: the badge signs its owner on, as always."""
        if self._clock.monotonic() > wish.until_s:
            return None
        person = await self._reader.read(lambda conn: person_by_badge(conn, badge.strip()))
        if person is None or person.id == wish.asked_by:
            return None
        rights = permissions_of(person.roles, await changed_rights(self._reader))
        return Actor(person.id, person.name, rights) if wish.right in rights else None

    async def _explained(self, refused: Refused, command: Command, actor: Actor) -> Refused:
        team = await team_at(self._reader, self._station)
        if refused.key == "core.sign_on_first":
            if team.is_locked:
                return Refused("workforce.locked")
            return Refused("workforce.nobody_acting") if team.present else refused
        if refused.key != "core.not_permitted" or actor.person is None:
            return refused
        right = str(refused.values["permission"])
        until_s = self._clock.monotonic() + LEND_WITHIN_S
        self._wish = _Wish(command, right, actor.person, until_s)
        changes, people = await changed_rights(self._reader), await persons_by_id(self._reader)
        return denied(right, changes, people.values(), team.present, may_lend=True)
