"""What is durable is never called not recorded: whoever hears that enters it twice."""

import asyncio
from datetime import UTC, datetime

from momstation.core.event import Event, Record
from momstation.core.part import Command
from momstation.events.production import QuantityDeclared
from momstation.production.model.commands import DeclareQuantity
from momstation.shell.booking import Booking
from momstation.shell.verdict import Verdict
from momstation.shell.wording import Wording
from tests.conftest import ExpectedLog

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def record_of(event: Event) -> Record:
    return Record(b"e", b"s", 1, 1, 0, NOW, None, event.kind, 1, event.stream(), 0, (), (), "", b"", event)


SCRAP = QuantityDeclared(
    order="4711-20",
    at=NOW,
    station="P07",
    entry="1",
    good=0,
    scrap=1,
    scrap_reason="BURR",
    rework=0,
    from_good=True,
)


async def records(_command: Command) -> tuple[Record, ...]:
    return (record_of(SCRAP),)


async def broken_send(_command: Command) -> tuple[Record, ...]:
    raise ValueError("before anything was recorded")


async def named(_entity: str, _id: str) -> str:
    return "Burr"


async def nameless(_entity: str, _id: str) -> str:
    raise ValueError("the name cannot be read")


def verdict(booking: Booking) -> Verdict:
    return asyncio.run(booking.book(DeclareQuantity(scrap=1, scrap_reason="BURR")))


def words() -> Wording:
    return Wording({}, lambda at: f"{at:%H:%M}")


def test_a_recorded_entry_is_said_with_its_undo() -> None:
    answer = verdict(Booking(records, words(), named))
    assert (answer.accepted, answer.title) == (True, "Scrap 1: Burr")
    assert answer.undo is not None


def test_an_answer_without_words_does_not_make_the_record_undone(expect_log: ExpectedLog) -> None:
    expect_log("has no words")
    answer = verdict(Booking(records, words(), nameless))
    assert not answer.accepted
    assert answer.title.startswith("It was recorded")


def test_a_command_that_fails_before_the_record_is_called_not_recorded(expect_log: ExpectedLog) -> None:
    expect_log("DeclareQuantity failed")
    assert verdict(Booking(broken_send, words(), named)).title.startswith("Not recorded")
