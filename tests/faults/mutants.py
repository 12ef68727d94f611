"""Known mistakes, each switched on alone in tests: a suite that does not notice one of them is decoration.

``S`` are histories in memory, ``D`` the same on real stores, ``L`` the sync thread in simulated time, ``V`` power cuts,
``H`` a closer look at one part. Every hunt stops at the first history that notices.
"""

import random
import socket
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from unittest.mock import patch

from momstation.sync.courier import Courier
from momstation.sync.watchdog import Watchdog
from tests.faults import kinds, live, power
from tests.faults import mistakes_in_store as store_mistakes
from tests.faults import mistakes_in_sync as sync_mistakes
from tests.faults.kinds import LotHeld
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


def memory(faults: str, line: type[Line] = Line, seeds: int = 60, first: int = 0) -> Hunt:
    """``first`` is where it was noticed when this was written; the others follow, if that history went otherwise."""

    def hunt() -> None:
        for seed in (*range(first, seeds), *range(first)):
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
    Mutant("ack before push", "S", sync_mistakes.ack_before_push, memory("break")),
    Mutant("ack without an answer", "S", sync_mistakes.ack_without_answer, memory("break")),
    Mutant("ack of the highest position seen", "S", sync_mistakes.ack_of_the_highest_seen, memory("")),
    Mutant(
        "equal numbers are equal records", "S", sync_mistakes.equal_numbers_are_equal_records, memory("clone")
    ),
    Mutant("poison is dropped", "S", sync_mistakes.poison_is_dropped, memory("poison")),
    Mutant(
        "poison holds up the rest", "S", sync_mistakes.poison_holds_up_the_rest, memory("poison", seeds=8)
    ),
    Mutant(
        "older epochs are forgotten",
        "S",
        sync_mistakes.older_epochs_are_forgotten,
        memory("old_image restore", seeds=200),
    ),
    Mutant("skip on gap", "S", sync_mistakes.skip_on_gap, memory("", sync_mistakes.Leaky)),
    Mutant("no look at the row under the cursor", "S", sync_mistakes.no_look_at_the_past, memory("restore")),
    Mutant(
        "one row at the cursor is proof",
        "S",
        sync_mistakes.one_row_is_proof,
        memory("restore clone", seeds=200),
    ),
    Mutant(
        "nobody hears of the server's restart",
        "S",
        sync_mistakes.nothing,
        memory("restore", sync_mistakes.Nameless, first=26),
    ),
    Mutant(
        "the plant feeds a record twice",
        "S",
        sync_mistakes.nothing,
        memory("clone lost_ack", sync_mistakes.FeedsTwice, 200, first=78),
    ),
    Mutant(
        "the epoch is not raised for a copy",
        "S",
        sync_mistakes.nothing,
        memory("clone", sync_mistakes.SameEpochAgain),
    ),
    Mutant(
        "the plant appends without comparing",
        "S",
        sync_mistakes.nothing,
        memory("lost_ack", sync_mistakes.AcceptsAnyStart),
    ),
    Mutant("the past is never fetched", "S", sync_mistakes.past_is_never_fetched, memory("thinning")),
    Mutant(
        "half a past is folded", "S", sync_mistakes.half_a_past_is_handed_over, memory("thinning", seeds=200)
    ),
    Mutant(
        "what was closed meanwhile is not doubted",
        "S",
        sync_mistakes.closed_meanwhile_is_not_doubted,
        memory("newcomer thinning offline", seeds=200, first=19),
    ),
    Mutant(
        "what was let go is not doubted",
        "S",
        sync_mistakes.let_go_is_not_doubted,
        memory("newcomer quiet_restore thinning", seeds=300, first=264),
    ),
    Mutant(
        "a plant that runs is never looked at again",
        "S",
        lambda: patch.object(Courier, "recheck", lambda self: None),
        memory("quiet_restore", seeds=300, first=94),
    ),
    Mutant(
        "a newcomer remembers nothing of before",
        "S",
        sync_mistakes.nothing_is_remembered_of_before,
        memory("newcomer quiet_restore", first=48),
    ),
    Mutant(
        "a page of a plant that was put back is taken",
        "S",
        sync_mistakes.pages_are_taken_from_any_plant,
        memory("newcomer quiet_restore thinning", seeds=200, first=118),
    ),
    Mutant("dedupe by number only", "H", store_mistakes.dedupe_by_number_only, twin_with_our_number),
    Mutant("what comes twice is folded twice", "D", store_mistakes.twice_is_folded_twice, disks("restore")),
    Mutant("unknown kinds are dropped", "D", store_mistakes.unknown_kinds_are_dropped, disks("skew")),
    Mutant(
        "a fork keeps what was acknowledged only",
        "D",
        store_mistakes.fork_keeps_what_was_acknowledged_only,
        disks("clone"),
    ),
    Mutant("folded as they come", "D", store_mistakes.folded_as_they_come, disks("skew clock")),
    Mutant("sums of floats", "D", lambda: store_mistakes.sums_of(0.1), disks("skew")),
    Mutant("released by clock", "S", store_mistakes.released_by_clock, memory("")),
    Mutant("a wrong clock is believed", "S", store_mistakes.a_wrong_clock_is_believed, memory("2099")),
    Mutant("the clock alone stamps", "S", store_mistakes.the_clock_alone_stamps, memory("clock")),
    Mutant("one bad fold stops the rest", "D", store_mistakes.one_bad_fold_stops_the_rest, disks("bad_fold")),
    Mutant("synchronous NORMAL", "V", lambda: store_mistakes.synchronous("NORMAL"), cuts()),
    Mutant("synchronous OFF", "V", lambda: store_mistakes.synchronous("OFF"), cuts()),
    Mutant("a tick is taken before it is told", "V", store_mistakes.tick_taken_before_it_is_told, cuts(200)),
    Mutant("the cursor before its records", "V", store_mistakes.cursor_before_its_records, cuts(200)),
    Mutant("records of one command apart", "V", store_mistakes.records_of_one_command_apart, cuts(200)),
    Mutant("confirmed before the commit", "V", store_mistakes.confirmed_before_the_commit, cuts(200)),
    Mutant("the doorbell as the only trigger", "L", sync_mistakes.the_doorbell_alone, lives("deaf")),
    Mutant(
        "retry only at the next record", "L", sync_mistakes.retry_at_the_next_record, lives("switched_off")
    ),
    Mutant("given up after five failures", "L", sync_mistakes.give_up_after_five, lives("black_hole")),
    Mutant("healthy while stalled", "L", sync_mistakes.healthy_while_stalled, lives("switched_off")),
    Mutant("silent while a call hangs", "L", sync_mistakes.silent_while_a_call_hangs, lives("black_hole")),
    Mutant("a refusal is final", "L", sync_mistakes.refused_is_final, lives("revoked")),
    Mutant("the watchdog does not shut the socket", "H", sync_mistakes.only_writes_it_down, watched),
)
