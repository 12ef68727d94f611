"""A new or long absent station is at work with what it needs first, and has all that is open in the end."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import psycopg

from momstation.core.event import Record
from momstation.events.machines import PartsCounted
from momstation.events.plant import DefinitionPut
from momstation.events.production import OrderFinished, StopClosed, StopOpened, StopReasonGiven
from momstation.sync.bootstrap import Urgency
from momstation.sync.status import SyncState
from momstation.sync.thread import SyncThread
from tests.conftest import ExpectedLog
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted
from tests.support.order_facts import StopFact

URGENCY = Urgency(needed=("definition/",), own=lambda _streams: ("order/7", "machine/P08"))


def a_plants_past(station: Station) -> tuple[Sequence[Record], Sequence[Record]]:
    """What is open, and what is closed."""
    now = counted().at
    put = [DefinitionPut(entity="material", id=f"M{n}", version=1, body="{}") for n in range(5)]
    orders = [counted(n, order=str(order)) for order in range(10) for n in range(1, 4)]
    ended = [OrderFinished(order=str(order), at=now, station="P07") for order in (1, 2)]
    presses = [
        PartsCounted(machine=f"P{n:02}", at=now, good=1, reject=0, good_counter=1, reject_counter=0)
        for n in range(1, 21)
    ]
    made = station.record_all([*put, *orders, *ended, *presses])
    closed = {record.stream for record in made if record.flags & 2}
    return [one for one in made if one.stream not in closed], [one for one in made if one.stream in closed]


def begun_late(stations: Stations, code: str = "P08") -> Station:
    station = stations.enrol(code)
    assert station.config is not None
    station.config = replace(station.config, replay_most=10)
    return station


def with_urgency(station: Station) -> SyncThread:
    """Its sync, which is told what matters first."""
    return SyncThread(station.config, station.store.sync, station.told.append, urgency=URGENCY)


def test_the_open_streams_come_most_urgent_first_and_the_closed_ones_stay(stations: Stations) -> None:
    first = stations.enrol("P07").start()
    open_, closed = a_plants_past(first)
    first.until_drained()
    late = begun_late(stations)
    arrived: list[str] = []
    late.store.on_recorded(lambda recorded: arrived.extend(record.stream for record in recorded.records))
    thread = with_urgency(late)
    thread.start()
    try:
        late.until_knows(open_)
        until(lambda: late.is_state(SyncState.LIVE) and late.last.bootstrap is None, "it has everything")
    finally:
        thread.stop()
    assert not {record.event_id for record in closed} & set(late.records())
    order = list(dict.fromkeys(arrived))
    assert [stream.split("/")[0] for stream in order[:5]] == ["definition"] * 5
    assert order[5:7] == ["order/7", "machine/P08"]
    told = [status.bootstrap for status in late.told if status.bootstrap is not None]
    assert told[-1].total == len({record.stream for record in open_})
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert any("fetching what is open" in status.reason for status in late.told)


def test_a_stop_that_was_explained_late_is_none_of_what_is_open(stations: Stations) -> None:
    now = counted().at
    first = stations.enrol("P07").start()
    for stop, is_closed in (("late", True), ("lasting", False)):
        of = StopFact(stop=stop, machine="P07", station="P07", at=now)
        ended = [StopClosed(**of, is_micro=False)] if is_closed else []
        reason = StopReasonGiven(**of, reason="JAM", by=None, is_closed=is_closed)
        first.record_all([StopOpened(**of, state="stopped", order=None), *ended])
        first.record_all([reason])
    first.until_drained()
    with psycopg.connect(stations.plant) as admin:
        rows = admin.execute("SELECT DISTINCT stream, is_closed FROM mom.stream_topic ORDER BY 1").fetchall()
    assert rows == [("stop/lasting", False), ("stop/late", True)]


def test_what_is_recorded_meanwhile_is_not_missed(stations: Stations) -> None:
    writers = [stations.enrol(f"P1{n}").start() for n in range(3)]
    first = stations.enrol("P07").start()
    made, _ = a_plants_past(first)
    first.until_drained()
    is_over = threading.Event()
    meanwhile: list[Record] = []

    def write() -> None:
        for n in range(60):
            meanwhile.append(writers[n % 3].record_all([counted(n + 1, order=str(n % 4 + 5))])[0])
        is_over.set()

    thread = threading.Thread(target=write)
    thread.start()
    late = begun_late(stations).start()
    thread.join()
    late.until_knows([*made, *meanwhile])


def test_it_goes_on_where_it_was_when_the_station_is_started_again(stations: Stations) -> None:
    first = stations.enrol("P07").start()
    made, _ = a_plants_past(first)
    first.until_drained()
    late = begun_late(stations)
    for _ in range(3):
        late.start()
        late.until_state(SyncState.LIVE)
        late.stop()
        late.close()
        late.open()
    late.start()
    late.until_knows(made)
    later = first.record()
    late.until_knows([later])
    assert late.store.sync.taking(late.store.sync.cursors()[0].topic_id) is None


def test_a_station_that_was_away_longer_than_the_plant_keeps_begins_anew(stations: Stations) -> None:
    first, absent = stations.enrol("P07").start(), stations.enrol("P08").start()
    before = first.record_all([counted(n) for n in range(1, 6)])
    absent.until_knows(before)
    absent.stop()
    missed = first.record_all([counted(n, order="4712") for n in range(1, 6)])
    first.until_drained()
    _take_off_line(stations.plant, upto=8)
    kept = first.record_all([counted(1, order="4713")])
    first.until_drained()
    absent.start()
    absent.until_knows([*missed[3:], *kept])
    until(lambda: {12, 11} & {one.pos for one in absent.store.sync.cursors()} != set(), "reads on")
    more = first.record()
    absent.until_knows([more])
    assert absent.is_state(SyncState.LIVE)


def test_a_reader_just_before_what_is_kept_reads_on(stations: Stations, expect_log: ExpectedLog) -> None:
    first, reader = stations.enrol("P07").start(), stations.enrol("P08").start()
    before = first.record_all([counted(n) for n in range(1, 6)])
    reader.until_knows(before)
    until(lambda: 5 in {one.pos for one in reader.store.sync.cursors()}, "its cursor stands at 5")
    reader.stop()
    _take_off_line(stations.plant, upto=5)
    more = first.record_all([counted(n) for n in range(1, 4)])
    reader.start()
    reader.until_knows(more)
    assert not any(status.bootstrap for status in reader.told)


def _take_off_line(plant: str, upto: int) -> None:
    """As the administrator does with a partition that is old enough."""
    with psycopg.connect(plant) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(
            "DELETE FROM mom.event WHERE event_id IN (SELECT event_id FROM mom.feed WHERE pos <= %s)", (upto,)
        )
        connection.execute("DELETE FROM mom.feed WHERE pos <= %s", (upto,))
        connection.execute("UPDATE mom.topic SET oldest_pos = %s WHERE code = 'area/A'", (upto + 1,))
