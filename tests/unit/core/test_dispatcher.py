"""From a request to durable facts: permission, decision, reactions in the same transaction, no second effect."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Command, Context, Part

NOBODY = Actor(None, "P07", frozenset())
MEYER = Actor("1001", "A. Meyer", frozenset({"work"}))
GUEST = Actor("9", "Guest", frozenset())


class Poured(Event, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.poured"
    cups: int

    def stream(self) -> str:
        return "pot/1"


class Counted(Poured, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.counted"


class Pour(Command, frozen=True, kw_only=True):
    cups: int = 1


class MemoryJournal:
    """Keeps each call of ``record`` apart, as each is one transaction."""

    def __init__(self) -> None:
        self.transactions: list[tuple[Event, ...]] = []
        self._known: dict[str, tuple[Record, ...]] = {}

    async def record(self, events: Sequence[Event], *, command_id: str | None = None) -> tuple[Record, ...]:
        self.transactions.append(tuple(events))
        records = tuple(record_of(event, place) for place, event in enumerate(events))
        if command_id is not None:
            self._known[command_id] = records
        await asyncio.sleep(0)
        return records

    async def recorded_by(self, command_id: str) -> tuple[Record, ...] | None:
        return self._known.get(command_id)


def record_of(event: Event, seq: int) -> Record:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Record(b"e", b"s", 1, seq, 0, now, None, event.kind, 1, event.stream(), 0, (), (), "", b"", event)


async def pour(command: Command, context: Context) -> Sequence[Event]:
    assert isinstance(command, Pour)
    if command.cups > 9:
        raise Refused("test.too_much", cups=command.cups)
    return [Poured(cups=command.cups)]


async def count(event: Event, context: Context) -> Sequence[Event]:
    assert isinstance(event, Poured)
    return [Counted(cups=event.cups)]


def dispatcher(journal: MemoryJournal) -> Dispatcher:
    kitchen = Part(name="kitchen", handlers={Pour: pour}, permissions={Pour: "work"})
    shelf = Part(name="shelf", reactions={Poured: (count,)})
    return Dispatcher((kitchen, shelf), journal, ManualClock(datetime(2026, 11, 22, tzinfo=UTC)))


def test_a_reaction_is_recorded_in_the_transaction_of_its_cause() -> None:
    journal = MemoryJournal()
    asyncio.run(dispatcher(journal).send(Pour(cups=2), MEYER))
    assert journal.transactions == [(Poured(cups=2), Counted(cups=2))]


def test_a_report_of_a_machine_gets_its_reactions_too() -> None:
    journal = MemoryJournal()
    asyncio.run(dispatcher(journal).report([Poured(cups=1)], NOBODY))
    assert journal.transactions == [(Poured(cups=1), Counted(cups=1))]


def test_a_retry_of_the_same_request_has_no_second_effect() -> None:
    journal = MemoryJournal()
    door = dispatcher(journal)
    request = Pour(cups=3)

    async def twice() -> None:
        first = await door.send(request, MEYER)
        assert await door.send(request, MEYER) == first

    asyncio.run(twice())
    assert len(journal.transactions) == 1


@pytest.mark.parametrize(("actor", "key"), [(NOBODY, "core.sign_on_first"), (GUEST, "core.not_permitted")])
def test_who_may_not_is_told_why_and_nothing_is_recorded(actor: Actor, key: str) -> None:
    journal = MemoryJournal()
    with pytest.raises(Refused) as refused:
        asyncio.run(dispatcher(journal).send(Pour(), actor))
    assert refused.value.key == key
    assert journal.transactions == []


def test_a_refusal_of_the_rule_records_nothing() -> None:
    journal = MemoryJournal()
    with pytest.raises(Refused, match="too_much"):
        asyncio.run(dispatcher(journal).send(Pour(cups=10), MEYER))
    assert journal.transactions == []


def test_requests_are_carried_out_one_after_the_other() -> None:
    journal = MemoryJournal()
    door = dispatcher(journal)

    async def both() -> None:
        await asyncio.gather(door.send(Pour(cups=1), MEYER), door.send(Pour(cups=2), MEYER))

    asyncio.run(both())
    assert [events[0] for events in journal.transactions] == [Poured(cups=1), Poured(cups=2)]


def test_reactions_that_answer_each_other_without_end_are_a_bug_that_rises() -> None:
    journal = MemoryJournal()
    part = Part(name="echo", reactions={Poured: (count,), Counted: (count,)})
    echo = Dispatcher((part,), journal, ManualClock(datetime(2026, 11, 22, tzinfo=UTC)))
    with pytest.raises(RuntimeError, match="without end"):
        asyncio.run(echo.report([Poured(cups=1)], NOBODY))
    assert journal.transactions == []
