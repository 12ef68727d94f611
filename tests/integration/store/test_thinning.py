"""What need not be kept goes, and nothing that anybody still needs: no unsent record, no open stream, no proof."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.event import Event, Record
from momstation.events.codec import decode
from momstation.events.production import (
    OrderFinished,
    OrderReopened,
    OrderStarted,
    QuantityCounted,
    StopClosed,
    StopOpened,
    StopReasonGiven,
)
from momstation.production.model.order import OrderWork
from momstation.store.open import Store
from momstation.store.thinning import Keep, Thinning
from momstation.store.verify import state_hash, verify_file
from tests.support.order_facts import OrderFact, StopFact
from tests.support.store_story import opened_story, store_of
from tests.support.stores import START, Elsewhere, numbered, one

DAY_S = 24 * 3600.0


class Years:
    """A station over months: ``day`` lets one pass, as the caretaker would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock(START)
        self.assembly = opened_story(folder, self.clock)
        self.pauses = 0
        self.last_own = 1

    @property
    def store(self) -> Store:
        return self.assembly.store

    def record(self, *events: Event) -> None:
        self.store.journal.record_now(events)

    def order(self, order: str, *, is_finished: bool = True) -> None:
        self.record(*order_events(order, self.clock, is_finished=is_finished))

    def fill(self) -> None:
        """As many records behind the others as every start looks at."""
        count = QuantityCounted(
            order="2", station="ST07", at=self.clock.now(), machine="P07", good=1, rejected=0
        )
        self.record(*[count] * 600)
        self.last_own = 600

    def ack_all(self) -> None:
        end = one(self.store, "SELECT max(seq) FROM own_log")
        assert isinstance(end, int)
        self.store.sync.ack(1, end)

    def thin(self) -> int:
        def pause() -> bool:
            self.pauses += 1
            return False

        return int(
            json.loads(Thinning(self.store, self.clock, Keep(last_own=self.last_own), pause).run())["streams"]
        )

    def days(self, n: int) -> int:
        """So many days, each with a look; how many streams went."""
        gone = 0
        for _ in range(n):
            self.clock.advance(DAY_S)
            gone += self.thin()
        return gone

    def events(self, stream: str) -> object:
        return one(self.store, "SELECT count(*) FROM event WHERE stream = ?", stream)

    def state(self, order: str) -> OrderWork | None:
        return asyncio.run(self.store.reader.state(f"order/{order}", OrderWork))

    def again(self) -> None:
        self.store.close()
        self.assembly = opened_story(self.folder, self.clock)


def order_events(order: str, clock: ManualClock, *, is_finished: bool, station: str = "ST07") -> list[Event]:
    of = OrderFact(order=order, at=clock.now(), by=None, station=station)
    begun: list[Event] = [
        OrderStarted(**of, machine="P07", how="tap"),
        QuantityCounted(**of, machine="P07", good=12, rejected=1),
    ]
    return [*begun, OrderFinished(**of)] if is_finished else begun


def one_after_the_other(there: Elsewhere, events: list[Event], seconds: float = 0) -> list[Record]:
    """Each has seen the one before."""
    made: list[Record] = []
    for n, event in enumerate(events):
        made.append(there.record(event, seconds=seconds + n, basis=[made[-1].event_id] if made else []))
    return made


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Years]:
    made = Years(tmp_path)
    yield made
    made.store.close()


def test_an_own_closed_stream_goes_35_days_after_central_had_it(years: Years) -> None:
    years.order("1")
    years.order("2", is_finished=False)
    years.thin()
    assert years.days(40) == 0, "central does not have it"
    years.ack_all()
    years.thin()
    assert years.days(34) == 0
    assert years.days(2) == 1
    assert (years.events("order/1"), years.events("order/2")) == (0, 2)


def test_an_order_that_is_finished_late_counts_from_then(years: Years) -> None:
    years.order("1", is_finished=False)
    years.ack_all()
    years.days(60)
    years.record(OrderFinished(order="1", station="ST07", at=years.clock.now()))
    years.order("2", is_finished=False)
    years.ack_all()
    years.thin()
    assert years.days(34) == 0
    assert years.days(2) == 1


def test_another_stations_closed_stream_goes_after_14_days(years: Years) -> None:
    there = Elsewhere()
    events = order_events("9", years.clock, is_finished=True, station="ST09")
    years.store.sync.absorb(1, "area/a", numbered(one_after_the_other(there, events)))
    assert years.days(13) == 0
    assert years.days(2) == 1


def stop_events(stop: str, clock: ManualClock, *, reason_first: bool) -> list[Event]:
    of = StopFact(stop=stop, machine="P07", station="ST09", at=clock.now())
    given = StopReasonGiven(**of, reason="JAM", by="P1", is_closed=not reason_first)
    opened, closed = StopOpened(**of, state="stopped", order=None), StopClosed(**of, is_micro=False)
    return [opened, given, closed] if reason_first else [opened, closed, given]


def test_a_stop_that_was_explained_late_goes_as_one_that_was_explained_at_once(years: Years) -> None:
    there, rows = Elsewhere(), list[Record]()
    for stop, reason_first in (("soon", True), ("late", False)):
        rows += one_after_the_other(there, stop_events(stop, years.clock, reason_first=reason_first))
    years.store.sync.absorb(1, "area/a", numbered(rows))
    assert years.days(13) == 0
    assert years.days(2) == 2
    assert (years.events("stop/soon"), years.events("stop/late")) == (0, 0)


def test_a_reopened_or_contradicting_or_unreadable_stream_stays(years: Years) -> None:
    there, rows = Elsewhere(), []
    for order in ("plain", "reopened", "contradicting", "unreadable"):
        rows += one_after_the_other(there, order_events(order, years.clock, is_finished=True, station="ST09"))
    finish = {row.stream: row.event_id for row in rows}
    back = finish["order/reopened"].hex()
    again = OrderReopened(order="reopened", station="ST09", at=START, finished_event=back)
    rows.append(there.record(again, seconds=9, basis=[finish["order/reopened"]]))
    strange, basis = OrderFinished(order="unreadable", station="ST09", at=START), [finish["order/unreadable"]]
    weighed = there.record(strange, seconds=9, basis=basis, kind="production.weighed", payload="{}")
    rows.append(replace(weighed, event=decode(weighed.kind, weighed.v, weighed.stream, weighed.payload)))
    years.store.sync.absorb(1, "area/a", numbered(rows))
    sql = "INSERT INTO discrepancy (id, stream, rule, detail) VALUES (x'01', 'order/contradicting', 'test', '{}')"
    years.store.maintain(lambda conn: conn.exec_driver_sql(sql))
    gone = years.days(30)
    assert (gone, one(years.store, "SELECT group_concat(stream) FROM thinned")) == (1, "order/plain")


def test_what_was_let_go_keeps_its_state_and_its_proof_and_its_rows(years: Years) -> None:
    years.order("1")
    years.order("2", is_finished=False)
    years.fill()
    years.ack_all()
    before = years.state("1"), years.store.reader.read_now(state_hash)
    years.thin()
    assert years.days(36) == 1
    assert (years.state("1"), years.store.reader.read_now(state_hash)) == before
    assert years.store.sync.hash_at(1, 1) is not None
    found = verify_file(years.store.path)
    assert found.is_whole, found.faults
    assert (found.own, found.thinned, found.events) == (605, 3, 602)
    years.again()
    assert years.state("1") == before[0]
    years.order("3")
    assert verify_file(years.store.path).is_whole


def test_what_central_sends_again_does_not_count_again(years: Years) -> None:
    there = Elsewhere()
    events = order_events("9", years.clock, is_finished=True, station="ST09")
    rows = numbered(one_after_the_other(there, events))
    years.store.sync.absorb(1, "area/a", rows)
    before = years.state("9")
    assert years.days(15) == 1
    years.store.sync.rewind(1, 0)
    assert years.store.sync.absorb(1, "area/a", rows) == ()
    assert (years.state("9"), years.events("order/9")) == (before, 0)


def test_a_record_that_comes_after_its_past_was_let_go_is_kept_and_marked(years: Years) -> None:
    there = Elsewhere()
    events = order_events("9", years.clock, is_finished=True, station="ST09")
    rows = one_after_the_other(there, events)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    before = years.state("9")
    assert years.days(15) == 1
    late = QuantityCounted(order="9", station="ST08", at=START, machine="P08", good=3, rejected=0)
    record = Elsewhere().record(late, seconds=1.5, basis=[rows[0].event_id])
    years.store.sync.absorb(1, "area/a", numbered([record], first=4))
    assert years.events("order/9") == 1
    assert years.state("9") == before
    assert one(years.store, "SELECT partial FROM stream WHERE stream = 'order/9'") == 1
    assert one(years.store, "SELECT n FROM stream WHERE stream = 'order/9'") == 4
    years.again()
    assert years.state("9") == before
    assert verify_file(years.store.path).is_whole


def test_the_last_own_records_stay_whatever_their_age(years: Years) -> None:
    for n in range(5):
        years.order(f"{n}")
    years.last_own = 7
    years.ack_all()
    years.thin()
    assert years.days(60) == 2
    assert one(years.store, "SELECT group_concat(stream) FROM thinned") == "order/0,order/1"
    assert one(years.store, "SELECT max(seq) FROM own_log") == 15


def test_a_central_that_was_restored_gets_back_what_it_had_35_days_ago(years: Years) -> None:
    years.order("1")
    years.order("2", is_finished=False)
    years.ack_all()
    years.thin()
    years.clock.advance(34 * DAY_S)
    years.store.sync.ack(1, 1)  # restored from a backup, it has only the first
    assert years.days(5) == 0
    assert [record.seq for record in years.store.sync.outbox(10, 1 << 20)] == [2, 3, 4, 5]


def test_many_streams_go_in_small_pieces_so_that_others_may_write_between(years: Years) -> None:
    there = Elsewhere()
    rows = []
    for n in range(25):
        events = order_events(f"{n}", years.clock, is_finished=True, station="ST09")
        rows += one_after_the_other(there, events, n)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    years.clock.advance(20 * DAY_S)
    assert years.thin() == 25
    assert years.pauses == 3


def test_old_answers_and_notes_are_cleared_away(years: Years) -> None:
    years.store.journal.record_now(order_events("1", years.clock, is_finished=False), command_id="long ago")
    years.ack_all()
    years.days(50)
    assert one(years.store, "SELECT count(*) FROM command") == 0
    notes = one(years.store, "SELECT count(*) FROM upkeep WHERE name LIKE 'acknowledged %'")
    assert notes == 36
    assert timedelta(days=notes - 1) == Keep().own


def test_positions_that_may_be_compared_with_a_restored_server_stay(years: Years) -> None:
    def fill(conn: sa.Connection) -> None:
        conn.exec_driver_sql("INSERT INTO feed_cursor VALUES (1, 'a', 12000, x'00', 0)")
        count = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 12000)"
        conn.exec_driver_sql(f"INSERT INTO feed_pos {count} SELECT 1, n, x'00' FROM c")

    years.store.maintain(fill)
    years.thin()
    assert one(years.store, "SELECT min(pos) FROM feed_pos") == 2001


def test_a_thinned_stream_is_not_folded_again_by_a_later_version(tmp_path: Path) -> None:
    years = Years(tmp_path)
    years.order("1")
    years.order("2", is_finished=False)
    years.fill()
    years.ack_all()
    years.thin()
    assert years.days(36) == 1
    before = years.state("1")
    years.store.maintain(
        lambda conn: conn.exec_driver_sql("UPDATE projection SET version = 0 WHERE name LIKE 'fold %'")
    )
    years.again()
    assert years.state("1") == before
    assert years.state("2") is not None
    assert one(years.store, "SELECT dirty FROM stream WHERE stream = 'order/1'") == 2
    assert one(years.store, "SELECT count(*) FROM stream WHERE dirty = 1") == 0
    years.store.close()
    assert verify_file(store_of(tmp_path)).is_whole
