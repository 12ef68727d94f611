"""Whatever a station sends or was sent, the records behind it go on, and nothing is dropped for what it says."""

import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest

from momstation.core.errors import Refused
from momstation.core.event import AS_IT_CAME, ASTRAY, Record, UnknownEvent
from momstation.events.codec import chain_hash, content_of
from momstation.sync import central, overview
from momstation.sync.envelope import OPAQUE, batch_json
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations, until
from tests.support.memory_door import MemoryDoor, counted

PUSH = "SELECT is_taken FROM mom.push(%s, %s, 1, %s, %s, %s::json)"


class Stranger:
    """A station whose program is not ours; it knows how to chain, and sends what it likes."""

    def __init__(self, plant: str) -> None:
        self.plant = plant
        self.config = central.enrol(plant, code="S", area="A", station_id=uuid4().bytes, role="postgres")
        self.door = MemoryDoor(self.config.station_id)
        self.seq, self.end = 0, b""

    def made(self, **parts: object) -> Record:
        record = replace(self.door.record(counted()), **parts)  # type: ignore[arg-type]
        return replace(record, hash=chain_hash(self.end, content_of(record)))

    def push(
        self, record: Record, changed: Mapping[str, object] | None = None, *, is_sealed: bool = False
    ) -> Record:
        (entry,) = json.loads(batch_json([record], frozenset({record.event_id} if is_sealed else ())))
        who = (UUID(bytes=self.config.station_id), self.config.token)
        batch = json.dumps([{**entry, **(changed or {})}])
        with psycopg.connect(self.plant, autocommit=True) as connection:
            row = connection.execute(PUSH, (*who, self.seq, self.end, batch)).fetchone()
        assert row == (True,)
        self.seq, self.end = self.seq + 1, record.hash
        return record


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "infinity"},
        {"at": "-infinity"},
        {"at": "4713-01-01 00:00:00 BC"},
        {"at": "20000-01-01"},
        {"to": [None, "area/A"]},
        {"to": ["area/A\nplant", ""]},
        {"to": ["nowhere"] * 1000},
        {"off": 2147483647},
        {"f": 32767},
    ],
)
def test_what_is_strange_in_an_envelope_holds_nobody_up(
    stations: Stations, changed: dict[str, object]
) -> None:
    reader = stations.enrol("P08").start()
    stranger = Stranger(stations.plant)
    first = stranger.push(stranger.made(), changed)
    second = stranger.push(stranger.made())
    reader.until_knows([first, second])
    assert reader.records()[first.event_id].payload == first.payload


@pytest.mark.parametrize(
    "payload", ["", "no json", "[" * 50_000, '"\\ud800"', '{"good":NaN}', "null", "\x01", "ä" * 100]
)
def test_a_payload_that_nobody_can_read_is_kept_and_passed_on(stations: Stations, payload: str) -> None:
    reader = stations.enrol("P08").start()
    stranger = Stranger(stations.plant)
    made = [stranger.push(stranger.made(payload=payload)), stranger.push(stranger.made())]
    reader.until_knows(made)
    kept = reader.records()[made[0].event_id]
    assert kept.payload == payload
    assert isinstance(kept.event, UnknownEvent)
    assert overview.broken_chains(stations.plant) == ()


def test_a_sealed_record_with_half_a_letter_in_its_name_is_kept_as_it_came(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    """No file can hold half a letter; the store refuses it, and must not refuse what stands beside it."""
    expect_log("cannot be stored and is kept as it came")
    reader = stations.enrol("P08")
    stranger = Stranger(stations.plant)
    made = [stranger.push(stranger.made()) for _ in range(3)]
    made.append(stranger.push(stranger.made(stream="order/\ud800"), is_sealed=True))
    made += [stranger.push(stranger.made()) for _ in range(3)]
    reader.start()
    reader.until_knows(made)
    kept = reader.records()[made[3].event_id]
    assert (kept.kind, kept.flags & AS_IT_CAME) == (OPAQUE, AS_IT_CAME)


def test_a_clock_of_another_century_is_set_aside_and_drags_nobody_forward(stations: Stations) -> None:
    reader, other = stations.enrol("P08").start(), stations.enrol("P09").start()
    stranger = Stranger(stations.plant)
    wrong = [
        stranger.push(stranger.made(hlc=(4_070_908_800_000 << 16) + 1)),  # the year 2099
        stranger.push(stranger.made(hlc=(1 << 63) - 1)),
        stranger.push(stranger.made(hlc=-1)),
    ]
    reader.until_knows(wrong)
    own = reader.record()
    assert abs((own.hlc >> 16) / 1000 - own.recorded_at.timestamp()) < 60
    other.until_knows([*wrong, own])
    for station in (reader, other):
        rules = station.store.reader.read_now(
            lambda conn: conn.exec_driver_sql("SELECT rule, count(*) FROM discrepancy GROUP BY rule").all()
        )
        assert [tuple(row) for row in rules] == [("clock_suspect", 2)]


def test_half_a_letter_in_a_value_arrives_as_it_was(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = first.record_all([msgspec.structs.replace(counted(), machine="P\ud800")])
    second.until_knows(made)
    assert second.records()[made[0].event_id].payload == made[0].payload


@pytest.mark.parametrize("size", [700_000, 10_000_000])
def test_a_large_record_travels(stations: Stations, size: int) -> None:
    """Ten megabytes cannot be recorded any more; what an older version recorded still arrives."""
    reader = stations.enrol("P08").start()
    stranger = Stranger(stations.plant)
    made = [stranger.push(stranger.made(payload='"' + "x" * size + '"')), stranger.push(stranger.made())]
    reader.until_knows(made)


def test_what_is_too_large_to_travel_is_refused_when_it_is_recorded(stations: Stations) -> None:
    station = stations.enrol("P07")
    with pytest.raises(Refused) as refused:
        station.record_all([counted(order="x" * (1 << 20))])
    assert refused.value.key == "store.too_large"
    assert station.store.sync.waiting().count == 0
    station.record()


def test_more_than_any_station_holds_at_once_is_no_batch(plant: str) -> None:
    stranger = Stranger(plant)
    with pytest.raises(psycopg.errors.ProgramLimitExceeded):
        stranger.push(stranger.made(payload="x" * (65 << 20)))


def test_a_record_for_a_topic_it_may_not_write_is_flagged_and_said(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("addressed to topics that this station may not write")
    first, second = stations.enrol("P07"), stations.enrol("P08").start()
    with psycopg.connect(stations.plant) as admin:
        admin.execute(
            "UPDATE mom.station SET home_topic = (SELECT topic_id FROM mom.topic WHERE code = 'plant')"
        )
        admin.execute(
            "UPDATE mom.station_topic SET can_write = false WHERE station_id = %s", (UUID(bytes=first.id),)
        )
    made = first.record_all([counted()])
    first.start()
    first.until_drained()
    second.until_knows(made)
    assert second.records()[made[0].event_id].flags & ASTRAY
    until(lambda: "areas that this station may not write to" in first.last.reason, "it is said")
    assert first.is_state(SyncState.LIVE)
    with psycopg.connect(stations.plant) as admin:
        admin.execute("UPDATE mom.station_topic SET can_write = true")
    second.until_knows([first.record()])
    until(lambda: first.last.reason == "Connected to the plant.", "it is no longer said")
