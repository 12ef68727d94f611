"""Known mistakes, each switched on alone in tests: a suite that does not notice one of them is decoration.

``S`` are histories in memory, ``D`` the same on real stores, ``L`` the sync thread in simulated time, ``V`` power cuts,
``H`` a closer look at one part. Every hunt stops at the first history that notices.
"""

import random
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import msgspec

from momstation.core.event import Record, UnknownEvent
from momstation.store import hlc, sqlite
from momstation.store.fold import Fold
from momstation.store.ledger import Ledger
from momstation.store.log import OwnLog
from momstation.store.streams import Streams
from momstation.store.ticks import TickRows
from momstation.store.writer import Writer
from momstation.sync import courier as courier_module
from momstation.sync.courier import Courier
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import Central, Greeting, Next, PushAnswer
from momstation.sync.session import Session
from momstation.sync.thread import SyncThread
from momstation.sync.watchdog import Watchdog
from tests.faults import kinds, live, power
from tests.faults.kinds import LotHeld, LotReleased, LotWeighed
from tests.faults.player import Line
from tests.faults.power import scratch
from tests.faults.store_box import shelf
from tests.faults.watch import TrueTime, Watch
from tests.faults.world import Parts, play
from tests.support.stores import Elsewhere

Hunt = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """``hunt`` raises when the mistake is noticed; ``mistake`` switches it on."""

    name: str
    layer: str
    mistake: Callable[[], AbstractContextManager[object]]
    hunt: Hunt

    def is_noticed(self) -> bool:
        with self.mistake():
            return _raises(self.hunt)


def _raises(hunt: Hunt) -> bool:
    try:
        hunt()
    except Exception:
        return True
    return False


# -- where they are looked for


def memory(faults: str, line: type[Line] = Line, seeds: int = 60) -> Hunt:
    def hunt() -> None:
        for seed in range(seeds):
            play(seed, faults.split(), parts=Parts(line=line))

    return hunt


def disks(faults: str, seeds: int = 12) -> Hunt:
    def hunt() -> None:
        for seed in range(seeds):
            with scratch() as folder, shelf(folder, random.Random(seed)) as made:
                play(seed, faults.split(), parts=Parts(box=made.box))

    return hunt


def lives(faults: str, seeds: int = 20) -> Hunt:
    def hunt() -> None:
        for seed in range(seeds):
            live.play(seed, faults.split())

    return hunt


def cuts(trials: int = 60) -> Hunt:
    return lambda: (power.hunt(3, trials), None)[1]


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


# -- the store


def dedupe_by_number_only() -> Any:
    insert = Ledger._insert_unknown

    def seen(self: Ledger, record: Record) -> bool:
        sql = "SELECT 1 FROM event WHERE station_id = ? AND epoch = ? AND seq = ?"
        place = (record.station_id, record.epoch, record.seq)
        return self._cursor.execute(sql, place).fetchone() is None and insert(self, record)

    return patch.object(Ledger, "_insert_unknown", seen)


def twice_is_folded_twice() -> Any:
    """In a fold that may be applied in any order, and so is never made anew."""
    insert = Ledger._insert_unknown

    def always(self: Ledger, record: Record) -> bool:
        insert(self, record)
        return True

    stack = sums_of(1)
    stack.enter_context(patch.object(Ledger, "_insert_unknown", always))
    return stack


def unknown_kinds_are_dropped() -> Any:
    take = Ledger._take_in

    def known(self: Ledger, records: Sequence[Record]) -> Any:
        return take(self, [record for record in records if not isinstance(record.event, UnknownEvent)])

    return patch.object(Ledger, "_take_in", known)


def fork_keeps_what_was_acknowledged_only() -> Any:
    return patch.object(OwnLog, "_unacknowledged", lambda self: [])


def folded_as_they_come() -> Any:
    """A late record is folded behind those that were stamped after it."""

    def pulled(self: Streams, stream: str, records: Sequence[Record], **_: object) -> None:
        for record in records:
            self._step(self._standing(stream), record)

    stack = ExitStack()
    stack.enter_context(patch.object(Streams, "take_pulled", pulled))
    stack.enter_context(
        patch.object(
            Streams, "take_own", lambda self, record: self._step(self._standing(record.stream), record)
        )
    )
    return stack


class Weight(msgspec.Struct, frozen=True):
    """A fold that may be applied in any order, if only its sum were whole."""

    holds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    grams: float = 0


def _sums(factor: float | int) -> Fold[Weight]:
    def apply(state: Weight, record: Record) -> Weight:
        match record.event:
            case LotHeld() if record.event.why != kinds.BREAKS:
                held = tuple(sorted({*state.holds, record.event_id.hex()}))
                return msgspec.structs.replace(
                    state, holds=held, grams=state.grams + factor * record.event_id[-1]
                )
            case LotReleased(holds=holds):
                return msgspec.structs.replace(state, named=tuple(sorted({*state.named, *holds})))
            case LotWeighed(grams=grams):
                return msgspec.structs.replace(state, grams=state.grams + factor * grams)
        return state

    return Fold(name="lot", version=1, state=Weight, empty=lambda stream: Weight(), apply=apply)


def sums_of(factor: float | int) -> Any:
    """Folded as they come: right for whole numbers, and the control for floats."""
    stack = ExitStack()
    stack.enter_context(folded_as_they_come())
    fold = _sums(factor)
    stack.enter_context(patch.object(kinds, "lot_fold", lambda release: replace(fold, version=release)))
    return stack


def released_by_clock() -> Any:
    """A release lifts every hold that was stamped before it, whoever saw it."""

    def apply(state: kinds.Lot, record: Record) -> kinds.Lot:
        if isinstance(record.event, LotReleased):
            return msgspec.structs.replace(state, named=tuple(sorted({*state.named, *state.holds})))
        return kinds._apply(state, record)

    fold = Fold(name="lot", version=1, state=kinds.Lot, empty=lambda stream: kinds.Lot(), apply=apply)
    return patch.object(kinds, "lot_fold", lambda release: replace(fold, version=release))


def a_wrong_clock_is_believed() -> Any:
    return patch.object(hlc, "seen", lambda last, remote, true_ms: max(last, remote))


def the_clock_alone_stamps() -> Any:
    return patch.object(hlc, "tick", lambda own, seen, now_ms: hlc.at_ms(now_ms))


def one_bad_fold_stops_the_rest() -> Any:
    def bare(self: Streams, fold: Any, state: Any, record: Record, past: Any) -> Any:
        if fold is None or isinstance(record.event, UnknownEvent):
            return state, fold is None
        return fold.step(state, record, past), True

    return patch.object(Streams, "_fold", bare)


# -- power


def synchronous(level: str) -> Any:
    pragmas = tuple(one.replace("synchronous = FULL", f"synchronous = {level}") for one in sqlite._WRITER)
    return patch.object(sqlite, "_WRITER", pragmas)


def _commit_between(method: str) -> Callable[[Any], Any]:
    def split(cls: Any) -> Any:
        first = getattr(cls, method)

        def apart(self: Any, *arguments: Any, **named: Any) -> Any:
            result = first(self, *arguments, **named)
            self._cursor.execute("COMMIT")
            self._cursor.execute("BEGIN IMMEDIATE")
            return result

        return patch.object(cls, method, apart)

    return split


def tick_taken_before_it_is_told() -> Any:
    return _commit_between("take")(TickRows)


def cursor_before_its_records() -> Any:
    absorb = Ledger.absorb

    def apart(self: Ledger, topic_id: int, topic_code: str, rows: Any) -> Any:
        if rows:
            self._put_cursor(topic_id, topic_code, rows[-1][0], rows[-1][1].event_id)
            self._cursor.execute("COMMIT")
            self._cursor.execute("BEGIN IMMEDIATE")
        with patch.object(Ledger, "_check_contiguous", lambda self, topic, rows: None):
            return absorb(self, topic_id, topic_code, rows)

    return patch.object(Ledger, "absorb", apart)


def records_of_one_command_apart() -> Any:
    return _commit_between("_record_one")(Ledger)


def confirmed_before_the_commit() -> Any:
    def early(self: Writer, batch: Any) -> Any:
        self._memory.begin_all()
        self._cursor.execute("BEGIN IMMEDIATE")
        for request in batch:
            self._memory.begin_request()
            request.keep(request.work())()
            _after_a_while()
        self._cursor.execute("COMMIT")
        return []

    return patch.object(Writer, "_transaction", early)


def _after_a_while() -> None:
    threading.Event().wait(0.002)  # the one who was told goes on


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


def watched() -> None:
    """A call that nobody answers comes back by its deadline."""
    here, there = socket.socketpair()
    watchdog = Watchdog()
    here.settimeout(1.0)
    try:
        with watchdog.guard(here.fileno(), 0.05):
            assert here.recv(1) == b""
    finally:
        watchdog.close()
        here.close()
        there.close()


def twin_with_our_number() -> None:
    """A copy of this disk was first at the plant; what it recorded has the number of what waits here."""
    with kinds.reading(1), scratch() as folder, shelf(folder, random.Random(1)) as made:
        box = made.box(("area/A",), Watch(TrueTime()), random.Random(1), 1)
        ours = box.record(LotHeld(lot="1"))
        theirs = Elsewhere(box.station_id).record(LotHeld(lot="1"))
        assert ours.seq == theirs.seq
        box.absorb(1, "area/A", [(1, theirs)])
        assert set(box.events) == {ours.event_id, theirs.event_id}


MUTANTS: Sequence[Mutant] = (
    Mutant("ack before push", "S", ack_before_push, memory("break")),
    Mutant("ack without an answer", "S", ack_without_answer, memory("break")),
    Mutant("ack of the highest position seen", "S", ack_of_the_highest_seen, memory("")),
    Mutant("equal numbers are equal records", "S", equal_numbers_are_equal_records, memory("clone")),
    Mutant("poison is dropped", "S", poison_is_dropped, memory("poison")),
    Mutant("poison holds up the rest", "S", poison_holds_up_the_rest, memory("poison", seeds=8)),
    Mutant(
        "older epochs are forgotten", "S", older_epochs_are_forgotten, memory("old_image restore", seeds=200)
    ),
    Mutant("skip on gap", "S", skip_on_gap, memory("", Leaky)),
    Mutant("no look at the row under the cursor", "S", no_look_at_the_past, memory("restore")),
    Mutant("one row at the cursor is proof", "S", one_row_is_proof, memory("restore clone", seeds=200)),
    Mutant("nobody hears of the server's restart", "S", nothing, memory("restore", Nameless)),
    Mutant("the plant feeds a record twice", "S", nothing, memory("clone lost_ack", FeedsTwice, 200)),
    Mutant("the epoch is not raised for a copy", "S", nothing, memory("clone", SameEpochAgain)),
    Mutant("the plant appends without comparing", "S", nothing, memory("lost_ack", AcceptsAnyStart)),
    Mutant("dedupe by number only", "H", dedupe_by_number_only, twin_with_our_number),
    Mutant("what comes twice is folded twice", "D", twice_is_folded_twice, disks("restore")),
    Mutant("unknown kinds are dropped", "D", unknown_kinds_are_dropped, disks("skew")),
    Mutant(
        "a fork keeps what was acknowledged only", "D", fork_keeps_what_was_acknowledged_only, disks("clone")
    ),
    Mutant("folded as they come", "D", folded_as_they_come, disks("skew clock")),
    Mutant("sums of floats", "D", lambda: sums_of(0.1), disks("skew")),
    Mutant("released by clock", "S", released_by_clock, memory("")),
    Mutant("a wrong clock is believed", "S", a_wrong_clock_is_believed, memory("2099")),
    Mutant("the clock alone stamps", "S", the_clock_alone_stamps, memory("clock")),
    Mutant("one bad fold stops the rest", "D", one_bad_fold_stops_the_rest, disks("bad_fold")),
    Mutant("synchronous NORMAL", "V", lambda: synchronous("NORMAL"), cuts()),
    Mutant("synchronous OFF", "V", lambda: synchronous("OFF"), cuts()),
    Mutant("a tick is taken before it is told", "V", tick_taken_before_it_is_told, cuts(200)),
    Mutant("the cursor before its records", "V", cursor_before_its_records, cuts(200)),
    Mutant("records of one command apart", "V", records_of_one_command_apart, cuts(200)),
    Mutant("confirmed before the commit", "V", confirmed_before_the_commit, cuts(200)),
    Mutant("the doorbell as the only trigger", "L", the_doorbell_alone, lives("deaf")),
    Mutant("retry only at the next record", "L", retry_at_the_next_record, lives("switched_off")),
    Mutant("given up after five failures", "L", give_up_after_five, lives("black_hole")),
    Mutant("healthy while stalled", "L", healthy_while_stalled, lives("switched_off")),
    Mutant("silent while a call hangs", "L", silent_while_a_call_hangs, lives("black_hole")),
    Mutant("a refusal is final", "L", refused_is_final, lives("revoked")),
    Mutant("the watchdog does not shut the socket", "H", only_writes_it_down, watched),
)
