"""A record that comes late to a stream that was let go: its past is asked for, and the state is then everybody's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.core.event import Record
from momstation.events.production import QuantityCounted
from momstation.store.verify import verify_file
from tests.integration.store.test_thinning import Years, one_after_the_other, order_events
from tests.support.store_story import store_of
from tests.support.stores import START, Elsewhere, numbered, one

STREAM = "order/9"
HALF_A_DAY_S = 12 * 3600.0


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Years]:
    made = Years(tmp_path)
    yield made
    made.store.close()


def finished_elsewhere(years: Years) -> tuple[Elsewhere, list[Record]]:
    there = Elsewhere()
    events = order_events("9", years.clock, is_finished=True, station="ST09")
    return there, one_after_the_other(there, events)


def late(there: Elsewhere, rows: list[Record]) -> Record:
    """Recorded by somebody who had seen the first record only, and was away."""
    count = QuantityCounted(order="9", station="ST09", at=START, machine="P08", good=3, rejected=0)
    return there.record(count, seconds=1.5, basis=[rows[0].event_id])


def thinned_with_a_late_record(years: Years) -> list[Record]:
    there, rows = finished_elsewhere(years)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    assert years.days(15) == 1
    assert years.store.sync.lacking() == []
    rows.append(late(there, rows))
    years.store.sync.absorb(1, "area/a", [(len(rows), rows[-1])])
    return rows


def test_the_past_is_asked_for_and_makes_the_state_that_others_have(years: Years, tmp_path: Path) -> None:
    rows = thinned_with_a_late_record(years)
    (tmp_path / "other").mkdir()
    other = Years(tmp_path / "other")
    other.store.sync.absorb(1, "area/a", numbered(rows))
    before = years.state("9")
    assert before is not None and before.counted_good == 12
    assert years.store.sync.lacking() == [STREAM]
    assert len(years.store.sync.take_past(STREAM, rows)) == 3, "the late one was here"
    assert years.state("9") == other.state("9")
    assert years.store.sync.lacking() == []
    assert one(years.store, "SELECT partial + dirty FROM stream WHERE stream = ?", STREAM) == 0
    assert years.store.sync.take_past(STREAM, rows) == (), "twice is once"
    years.again()
    assert years.state("9") == other.state("9")
    other.store.close()
    assert verify_file(store_of(years.folder)).is_whole


def test_it_may_be_let_go_again(years: Years) -> None:
    rows = thinned_with_a_late_record(years)
    years.store.sync.take_past(STREAM, rows)
    kept = years.state("9")
    assert years.days(15) == 1
    assert years.events(STREAM) == 0
    assert years.state("9") == kept


def test_what_the_plant_does_not_keep_any_longer_is_asked_for_less_and_less(years: Years) -> None:
    rows = thinned_with_a_late_record(years)
    before = years.state("9")
    assert years.store.sync.take_past(STREAM, rows[2:]) == ()
    assert years.state("9") == before, "half a past makes no state"
    assert years.store.sync.lacking() == []
    years.again()
    assert years.store.sync.lacking() == [], "also after a restart"
    asked = 0
    for _ in range(2 * 60):
        years.clock.advance(HALF_A_DAY_S)
        for stream in years.store.sync.lacking():
            asked += 1
            years.store.sync.take_past(stream, [])
    assert 8 <= asked <= 20, "of 120 times"
    years.clock.advance(8 * 24 * 3600.0)
    assert years.store.sync.lacking() == [STREAM], "and never given up"


def test_a_stream_that_was_closed_before_this_store_began_is_asked_for(years: Years) -> None:
    there, rows = finished_elsewhere(years)
    years.store.sync.adopt(1, "area/a", len(rows), [])
    rows.append(late(there, rows))
    years.store.sync.absorb(1, "area/a", [(len(rows), rows[-1])])
    assert years.store.sync.lacking() == [STREAM]
    years.store.sync.take_past(STREAM, rows)
    state = years.state("9")
    assert state is not None and state.counted_good == 15
    assert years.store.sync.lacking() == []


def test_what_is_here_and_in_no_list_is_doubted(years: Years) -> None:
    _, rows = finished_elsewhere(years)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    years.store.sync.doubt([STREAM])
    assert STREAM not in years.store.sync.lacking()
    years.store.sync.doubt([])
    assert STREAM in years.store.sync.lacking()


def test_a_stream_that_was_let_go_is_doubted_too_and_stands_where_nothing_came(years: Years) -> None:
    _, rows = finished_elsewhere(years)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    assert years.days(15) == 1
    kept = years.state("9")
    years.store.sync.doubt([])
    assert STREAM in years.store.sync.lacking()
    assert years.store.sync.take_past(STREAM, rows) == ()
    assert STREAM not in years.store.sync.lacking()
    assert years.events(STREAM) == 0, "what is known is not taken in again"
    assert years.state("9") == kept


def test_what_was_opened_and_closed_again_unseen_is_folded_with_what_was_let_go(years: Years) -> None:
    there, rows = finished_elsewhere(years)
    years.store.sync.absorb(1, "area/a", numbered(rows))
    assert years.days(15) == 1
    rows.append(late(there, rows))
    years.store.sync.doubt([])
    assert len(years.store.sync.take_past(STREAM, rows)) == len(rows)
    state = years.state("9")
    assert state is not None and state.counted_good == 15
    assert STREAM not in years.store.sync.lacking()


def test_of_very_many_only_some_are_read_at_once(years: Years) -> None:
    there = Elsewhere()
    rows = [
        one_after_the_other(there, order_events(str(n), years.clock, is_finished=True, station="ST09"))[0]
        for n in range(300)
    ]
    years.store.sync.absorb(1, "area/a", numbered(rows))
    years.store.sync.doubt([])
    asked: list[str] = []
    while some := years.store.sync.lacking():
        assert len(some) <= 200
        asked.extend(some)
        for stream in some:
            years.store.sync.take_past(stream, [])
    assert len(asked) == len(set(asked)) >= 300
