"""Known mistakes in how stations and plant talk, as patches that a test switches on."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from momstation.core.event import Record
from momstation.sync import bootstrap as bootstrap_module
from momstation.sync import courier as courier_module
from momstation.sync.courier import Courier
from momstation.sync.faults import Fault, Unreached
from momstation.sync.fetching import Fetching
from momstation.sync.protocol import Central, Greeting, Next, PushAnswer
from momstation.sync.session import Session
from momstation.sync.thread import SyncThread
from tests.faults.player import Line
from tests.support.memory_door import MemoryDoor

# -- sync: pushing


def ack_before_push() -> Any:
    push = Courier._push

    def early(
        self: Courier, central: Central, epoch: int, acked: int, records: Sequence[Record], bulk: bool
    ) -> Any:
        self._door.ack(epoch, records[-1].seq)
        return push(self, central, epoch, acked, records, bulk)

    return patch.object(Courier, "_push", early)


def ack_without_answer() -> Any:
    failed = Courier._push_failed

    def done(
        self: Courier, central: Central, unreached: Unreached, epoch: int, records: Sequence[Record], b: bool
    ) -> Any:
        self._door.ack(epoch, records[-1].seq)
        failed(self, central, unreached, epoch, records, b)

    return patch.object(Courier, "_push_failed", done)


def ack_of_the_highest_seen() -> Any:
    push = Courier._push

    def high(self: Courier, *arguments: Any) -> PushAnswer:
        answer = push(self, *arguments)
        return replace(answer, last_seq=max(answer.heads.values())) if answer.is_taken else answer

    return patch.object(Courier, "_push", high)


def equal_numbers_are_equal_records() -> Any:
    def believe(self: Courier, central: Central, epoch: int, acked: int, answer: PushAnswer) -> None:
        self._door.ack(epoch, answer.last_seq)

    return patch.object(Courier, "_reconcile", believe)


def poison_is_dropped() -> Any:
    def drop(self: Courier, unreached: Unreached, records: Sequence[Record]) -> None:
        self._door.ack(records[0].epoch, records[0].seq)

    return patch.object(Courier, "_narrow", drop)


def poison_holds_up_the_rest() -> Any:
    def wait(self: Courier, unreached: Unreached, records: Sequence[Record]) -> None:
        raise Unreached(Fault.TRANSIENT, "try again")

    return patch.object(Courier, "_narrow", wait)


def past_is_never_fetched() -> Any:
    return patch.object(Courier, "fetch_step", lambda self, central: False)


def half_a_past_is_handed_over() -> Any:
    """As if the first page were all."""
    read = Fetching._read_page

    def one_page(self: Fetching, *arguments: Any) -> bool:
        is_read = read(self, *arguments)
        self._topics = []
        return is_read

    return patch.object(Fetching, "_read_page", one_page)


def closed_meanwhile_is_not_doubted() -> Any:
    return patch.object(MemoryDoor, "doubt", lambda self, listed: None)


def let_go_is_not_doubted() -> Any:
    """What was closed and let go here may have been opened and closed again since."""
    doubt = MemoryDoor.doubt

    def trust(self: MemoryDoor, listed: Sequence[str]) -> None:
        doubt(self, [*listed, *self.gone])

    return patch.object(MemoryDoor, "doubt", trust)


def older_epochs_are_forgotten() -> Any:
    def present(self: Courier, central: Central) -> None:
        self._compare_epoch(central, self._door.epochs()[-1])

    return patch.object(Courier, "_compare_own_log", present)


# -- sync: pulling


class Leaky(Line):
    """The plant lists a page with a hole, as a reader sees one whose neighbour's transaction is not visible yet."""

    def pull(self, topic_id: int, pos: int, limit: int) -> Any:
        rows = super().pull(topic_id, pos, limit)
        world = self._life.player.world
        if len(rows) > 2 and world.is_rough and world.chance.random() < 0.3:
            return [*rows[:1], *rows[2:]]
        return rows


def skip_on_gap() -> Any:
    def lenient(pos: int, event_id: bytes | None, rows: Sequence[Any], oldest: int = 0) -> Any:
        return Next([row for row in rows if row.pos > pos])

    return patch.object(courier_module, "read_page", lenient)


def no_look_at_the_past() -> Any:
    def trust(self: Courier, central: Central, head: Any, pos: int, event_id: bytes | None) -> bool:
        self._unchecked.discard(head.topic_id)
        return False

    stack = ExitStack()
    stack.enter_context(patch.object(Courier, "_check_past", trust))
    stack.enter_context(skip_on_gap())
    return stack


def nothing_is_remembered_of_before() -> Any:
    """A newcomer's memory begins with the first record that it reads from the feed."""
    take = MemoryDoor.take_streams

    def forget(
        self: MemoryDoor, topic_id: int, note: str, records: Sequence[Record], standing: Any = None
    ) -> Any:
        return take(self, topic_id, note, records)

    return patch.object(MemoryDoor, "take_streams", forget)


def pages_are_taken_from_any_plant() -> Any:
    """Also from one that was put back, and is filled up again before the next look."""
    return patch.object(bootstrap_module, "is_standing", lambda *arguments: True)


def one_row_is_proof() -> Any:
    def last(
        after: int, upto: int, there: Sequence[tuple[int, bytes]], here: Callable[[int], bytes | None]
    ) -> Any:
        return None if dict(there).get(upto) == here(upto) else after + 1

    return patch.object(courier_module, "first_difference", last)


class Nameless(Line):
    """The server does not tell that it was started again."""

    def hello(self) -> Greeting:
        return Greeting(super().hello().offset_ms, "the same")


# -- the plant


class FeedsTwice(Line):
    is_feeding_once = False


class SameEpochAgain(Line):
    def open_epoch(self, why: str, known: int, again: bool) -> int:
        return super().open_epoch(why, known, True)


class AcceptsAnyStart(Line):
    """Appends whatever comes, without comparing: a lost answer makes two of each."""

    is_checking_hashes = is_feeding_once = False

    def append(self, epoch: int, prev_seq: int, prev_hash: bytes, batch: str) -> PushAnswer:
        log = self._plant.logs.get((self._me, epoch), [])
        return super().append(epoch, len(log), log[-1].hash if log else b"", batch)


def nothing() -> Any:
    """The mistake is in the line that the hunt is played on."""
    return ExitStack()


# -- the sync thread


def the_doorbell_alone() -> Any:
    look = Session._look

    def once(self: Session, wire: Any) -> None:
        if not getattr(self, "has_looked", False):
            self.has_looked = True  # type: ignore[attr-defined]
            look(self, wire)

    return patch.object(Session, "_look", once)


def retry_at_the_next_record() -> Any:
    def sleep(self: SyncThread, wait_s: float) -> None:
        self._bell.wait(None)
        self._tell()

    return patch.object(SyncThread, "_wait_to_retry", sleep)


def give_up_after_five() -> Any:
    lost = SyncThread._lost

    def tired(self: SyncThread, unreached: Unreached, backoff: Any) -> float:
        self.failures = getattr(self, "failures", 0) + 1  # type: ignore[attr-defined]
        return lost(self, unreached, backoff) if self.failures < 5 else float("inf")  # type: ignore[attr-defined]

    return patch.object(SyncThread, "_lost", tired)


def healthy_while_stalled() -> Any:
    return patch.object(SyncThread, "_lost", lambda self, unreached, backoff: backoff.after_failure(0.0))


def silent_while_a_call_hangs() -> Any:
    tell = SyncThread._tell

    def later(self: SyncThread) -> None:
        if self._watchdog is None or not self._watchdog.busy_for_s:
            tell(self)

    return patch.object(SyncThread, "_tell", later)


def refused_is_final() -> Any:
    lost = SyncThread._lost

    def final(self: SyncThread, unreached: Unreached, backoff: Any) -> float:
        wait_s = lost(self, unreached, backoff)
        return 1e9 if unreached.fault is Fault.REFUSED else wait_s

    return patch.object(SyncThread, "_lost", final)


# -- the watchdog


def only_writes_it_down() -> Any:
    return patch("momstation.sync.watchdog._shut", lambda descriptor: None)
