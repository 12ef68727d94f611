"""Every command has its row in the table, the dispatcher keeps to it, and a loan names both persons."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from momstation.app.assembly import Assembly, assemble
from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Event
from momstation.core.part import Command
from momstation.core.permissions import right_of
from momstation.events.production import OrderFinished, OrderStarted, QuantityDeclared
from momstation.events.workforce import PermissionLent, PersonSignedOn
from momstation.plant.definitions import put
from momstation.plant.nouns import Noun, Permission, Person
from momstation.plant.roles import EVERYBODY, RIGHTS
from momstation.production.model.commands import DeclareQuantity, FinishOrder, PauseOrder, StartOrder
from momstation.production.model.order import OrderWork
from momstation.settings import load
from momstation.shell.sending import LEAVE_S, LEND_WITHIN_S, AskLeave, EndLeave, Sender
from momstation.workforce.model import LockStation, SignOnByBadge
from tests.support.bare_station import plant_of_the_shift, station_file
from tests.support.stores import START

CREW: list[Noun] = [
    Person(id="2001", name="E. Kaya", badge="BADGE:2001", roles=("operator", "team_lead")),
    Person(id="2002", name="T. Berg", badge="BADGE:2002", roles=("logistics",)),
]


class Floor:
    """One station with people, a real store and the sender of the shell."""

    def __init__(self, assembly: Assembly, clock: ManualClock) -> None:
        self.assembly, self.clock = assembly, clock
        self.dispatcher: Dispatcher = assembly.dispatcher()
        self.sender = Sender(assembly.reader, assembly.facts.code, self.dispatcher, clock)

    async def send(self, command: Command) -> list[Event]:
        return [record.event for record in await self.sender.send(command)]

    async def badge(self, number: int) -> list[Event]:
        return await self.send(SignOnByBadge(badge=f"BADGE:{number}"))

    async def refused(self, command: Command) -> Refused:
        with pytest.raises(Refused) as refusal:
            await self.sender.send(command)
        return refusal.value


@pytest.fixture
def floor(tmp_path: Path) -> Callable[[Callable[[Floor], Coroutine[object, object, None]]], None]:
    def play(story: Callable[[Floor], Coroutine[object, object, None]], *more: Noun) -> None:
        clock = ManualClock(START)
        assembly = assemble(load(station_file(tmp_path)), clock)
        try:
            nouns = [*plant_of_the_shift(), *CREW, *more]
            assembly.store.journal.record_now([put(noun, 1) for noun in nouns], command_id="plant")
            asyncio.run(story(Floor(assembly, clock)))
        finally:
            assembly.store.close()

    return play


Play = Callable[..., None]


def test_every_command_has_a_row_and_needs_the_right_of_that_name(floor: Play) -> None:
    async def story(one: Floor) -> None:
        rows = {row.id: row for row in RIGHTS}
        for part in one.assembly.parts:
            for command in part.handlers:
                right = right_of(part.name, command)
                assert right in rows, f"{right} has no row in momstation/plant/roles.py"
                needed = None if rows[right].letters == EVERYBODY else right
                assert part.permissions.get(command) == needed, command.__name__

    floor(story)


def test_who_may_not_is_told_who_may(floor: Play) -> None:
    async def story(one: Floor) -> None:
        assert (await one.refused(StartOrder(order="4711-20"))).key == "core.sign_on_first"
        await one.badge(2002)
        no = await one.refused(StartOrder(order="4711-20"))
        assert no.key == "workforce.denied_lend"
        assert no.values["what"] == "Start an order"
        assert no.values["roles"] == "operator, team lead, plant manager"
        assert no.values["names"] == "A. Meyer, E. Kaya"

    floor(story)


def test_a_badge_of_somebody_who_may_does_it_once_and_the_log_names_both(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await one.badge(2002)
        wanted = StartOrder(order="4711-20")
        await one.refused(wanted)
        started, lent = await one.badge(2001)
        assert isinstance(started, OrderStarted)
        assert started.by == "2001"
        assert isinstance(lent, PermissionLent)
        assert (lent.person, lent.to, lent.right) == ("2001", "2002", "production.start_order")
        assert lent.command == wanted.command_id
        again = await one.refused(PauseOrder(order="4711-20"))
        assert again.key == "workforce.denied_lend", (
            "the loan was for one act, and nobody was signed on by it"
        )

    floor(story)


def test_a_lead_who_comes_later_or_after_something_else_signs_on(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await one.badge(2002)
        await one.refused(StartOrder(order="4711-20"))
        one.clock.advance(LEND_WITHIN_S + 1)
        (came,) = await one.badge(2001)
        assert isinstance(came, PersonSignedOn)
        await one.badge(2002)
        await one.refused(StartOrder(order="4711-20"))
        await one.send(LockStation())
        assert not any(isinstance(event, OrderStarted) for event in await one.badge(2001))

    floor(story)


def test_the_badge_of_somebody_who_may_not_either_signs_on(floor: Play) -> None:
    maintenance = Person(id="2003", name="O. Lund", badge="BADGE:2003", roles=("maintenance",))

    async def story(one: Floor) -> None:
        await one.badge(2002)
        await one.refused(StartOrder(order="4711-20"))
        (came,) = await one.badge(2003)
        assert isinstance(came, PersonSignedOn)

    floor(story, maintenance)


def test_a_loan_for_what_the_rule_refuses_is_told_and_not_recorded(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await one.badge(2002)
        await one.refused(FinishOrder(order="4711-20"))
        with pytest.raises(Refused) as no:
            await one.badge(2001)
        assert no.value.key.startswith("production.")
        (came,) = await one.badge(2001)
        assert isinstance(came, PersonSignedOn), "the loan was used up"

    floor(story)


def test_the_plants_own_row_counts_at_once(floor: Play) -> None:
    own = Permission(id="production.finish_order", roles=("team_lead",))

    async def story(one: Floor) -> None:
        await one.badge(1001)
        await one.send(StartOrder(order="4711-20"))
        assert (await one.refused(FinishOrder())).values["roles"] == "team lead"
        finished, lent = await one.badge(2001)
        assert isinstance(finished, OrderFinished)
        assert isinstance(lent, PermissionLent)

    floor(story, own)


def good(count: int) -> DeclareQuantity:
    return DeclareQuantity(order="4711-20", good=count)


async def allowed(one: Floor, right: str = "production.declare_quantity") -> PermissionLent:
    """Somebody without the right has it once, by the badge of a team lead."""
    await one.badge(1001)
    if (await one.assembly.reader.state("order/4711-20", OrderWork)) is None:
        await one.send(StartOrder(order="4711-20"))
    await one.badge(2002)
    assert (await one.refused(AskLeave(right=right))).key == "workforce.denied_lend"
    (lent,) = await one.badge(2001)
    assert isinstance(lent, PermissionLent)
    return lent


def test_a_leave_is_for_one_act_of_that_right_and_its_record_names_the_act(floor: Play) -> None:
    async def story(one: Floor) -> None:
        lent = await allowed(one)
        assert (lent.person, lent.to, lent.right) == ("2001", "2002", "production.declare_quantity")
        assert (await one.refused(PauseOrder(order="4711-20"))).key == "workforce.denied_lend"
        with pytest.raises(Refused) as no:
            await one.send(good(10**6))
        assert no.value.key.startswith("production."), "what the rule refuses may be said in other words"
        (declared,) = await one.send(good(3))
        assert isinstance(declared, QuantityDeclared) and declared.by == "2001"
        known = await one.assembly.store.journal.recorded_by(lent.command)
        assert known is not None and [record.event for record in known] == [declared]
        assert (await one.refused(good(4))).key == "workforce.denied_lend"

    floor(story)


def test_a_leave_ends_with_its_time_its_purpose_and_its_person(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await allowed(one)
        one.clock.advance(LEAVE_S + 1)
        assert (await one.refused(good(1))).key == "workforce.denied_lend"
        await allowed(one)
        await one.send(EndLeave())
        assert (await one.refused(good(1))).key == "workforce.denied_lend"
        await allowed(one)
        await one.badge(2003)
        assert (await one.refused(good(1))).key == "workforce.denied_lend", "it was for somebody else"

    floor(story, Person(id="2003", name="O. Lund", badge="BADGE:2003", roles=("logistics",)))


def test_a_leave_is_nobodys_while_it_is_locked(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await allowed(one)
        await one.send(LockStation())
        assert (await one.refused(good(1))).key == "workforce.locked"
        assert (await one.refused(AskLeave(right="production.declare_quantity"))).key == "workforce.locked"

    floor(story)


def test_while_it_is_locked_nobody_may(floor: Play) -> None:
    async def story(one: Floor) -> None:
        await one.badge(1001)
        await one.send(LockStation())
        assert (await one.refused(StartOrder(order="4711-20"))).key == "workforce.locked"
        await one.badge(1001)
        assert await one.send(StartOrder(order="4711-20"))

    floor(story)
