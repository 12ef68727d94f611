"""The plant computes every hash itself: what does not follow is not let in, whatever it says."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation.core.event import Record
from momstation.events.codec import chain_hash, content_hash, content_of
from momstation.sync import central, overview
from momstation.sync.config import SyncConfig
from momstation.sync.envelope import batch_json
from momstation.sync.status import SyncState
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations, until
from tests.support.memory_door import MemoryDoor, counted

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
PUSH = "SELECT is_taken FROM mom.push(%s, %s, 1, %s, %s, %s::json)"


def sealed(*records: Record) -> frozenset[bytes]:
    return frozenset(record.event_id for record in records)


class Pusher:
    """Pushes as a station of its own, right after what it pushed before."""

    def __init__(self, plant: str) -> None:
        self.config: SyncConfig = central.enrol(
            plant, code="S", area="A", station_id=uuid4().bytes, role="postgres"
        )
        self.connection = psycopg.connect(plant, autocommit=True)
        self.door = MemoryDoor(self.config.station_id)
        self.seq, self.end = 0, b""

    def push(self, records: Sequence[Record], shut: frozenset[bytes] = frozenset()) -> None:
        batch = batch_json(records, shut)
        who = (UUID(bytes=self.config.station_id), self.config.token)
        row = self.connection.execute(PUSH, (*who, self.seq, self.end, batch)).fetchone()
        assert row == (True,)
        self.seq, self.end = self.seq + len(records), records[-1].hash

    def saying(self, kind: str, stream: str, payload: str, basis: tuple[bytes, ...] = ()) -> Record:
        made = replace(self.door.record(counted()), kind=kind, stream=stream, payload=payload, basis=basis)
        return replace(made, hash=chain_hash(self.end, content_of(made)))

    def close(self) -> None:
        self.connection.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TEXTS, TEXTS, TEXTS, st.lists(st.binary(min_size=16, max_size=16), max_size=3), st.booleans())
def test_the_plant_computes_the_same_hash_of_whatever_is_said(
    pusher: Pusher, kind: str, stream: str, payload: str, basis: list[bytes], is_sealed: bool
) -> None:
    record = pusher.saying(kind, stream, payload, tuple(basis))
    pusher.push([record], sealed(record) if is_sealed else frozenset())


@pytest.mark.parametrize(
    "text", ["\x7f", "\x1f\t\b\f\r\n", '"\\/', "ä☃", "\U0001f600\U0010ffff", "\u2028\ufeff\ud7ff\ue000"]
)
def test_letters_that_json_writes_in_its_own_way(pusher: Pusher, text: str) -> None:
    pusher.push([pusher.saying("k" + text, text, text)])


@pytest.mark.parametrize(
    "forge",
    [
        lambda one: replace(one, payload='{"good":1000}'),
        lambda one: replace(one, hlc=one.hlc + 1),
        lambda one: replace(one, v=2),
        lambda one: replace(one, kind="x"),
        lambda one: replace(one, stream="order/other"),
        lambda one: replace(one, basis=(b"\1" * 16,)),
        lambda one: replace(one, event_id=uuid4().bytes),
        lambda one: replace(one, hash=hashlib.sha256(b"").digest()),
    ],
)
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_record_that_says_something_else_than_its_hash_is_not_let_in(
    pusher: Pusher, plant: str, forge: Callable[[Record], Record], is_sealed: bool
) -> None:
    first, second = pusher.door.record(counted(1)), pusher.door.record(counted(2))
    forged = forge(second)
    with pytest.raises(psycopg.DatabaseError) as refused:
        pusher.push([first, forged], sealed(forged) if is_sealed else frozenset())
    assert refused.value.sqlstate == "MM002"
    assert "hash of seq 2 does not follow" in str(refused.value)
    with psycopg.connect(plant) as admin:
        assert admin.execute("SELECT count(*) FROM mom.event").fetchone() == (0,)
    pusher.push([first, second])


def test_a_sealed_record_of_another_name_is_not_let_in(pusher: Pusher) -> None:
    """The chain would hold, and a reader would open it as something else than the plant filed."""
    record = pusher.door.record(counted())
    batch = batch_json([record], sealed(record)).replace(record.event_id.hex(), uuid4().hex, 1)
    who = (UUID(bytes=pusher.config.station_id), pusher.config.token)
    with pytest.raises(psycopg.DatabaseError) as refused:
        pusher.connection.execute(PUSH, (*who, 0, b"", batch))
    assert refused.value.sqlstate == "MM002"


def test_a_station_whose_disk_changed_a_record_keeps_it_and_says_so(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("is damaged on this disk")
    expect_log("central database is refused")
    station = stations.enrol("P07")
    station.record_all([counted(n) for n in range(1, 6)])
    station.close()
    _change_on_disk(station.path, 4)
    station.open()
    station.start()
    until(
        lambda: station.is_state(SyncState.REFUSED) and station.last.waiting == 2, "three went, two are kept"
    )
    assert "The disk of this computer may be failing" in station.last.reason
    assert [seq for _, _, seq, _ in stations.held()] == [1, 2, 3]
    assert overview.broken_chains(stations.plant) == ()


def _change_on_disk(path: Path, seq: int) -> None:
    with closing(sqlite3.connect(path)) as disk:
        disk.execute("DROP TRIGGER event_immutable")
        disk.execute(
            "UPDATE event SET payload = replace(payload, '\"good\":4', '\"good\":5') WHERE seq = ?", (seq,)
        )
        disk.commit()


def test_the_hash_of_a_record_is_what_it_was_for_the_first_stations() -> None:
    """It is signed: a change here would make every signature that exists worthless."""
    one = content_hash(bytes(16), 7, "k", 1, "s/ä", (b"\1" * 16,), '{"a":"\x7f"}')
    assert (
        one.hex()
        == hashlib.sha256(
            b'["00000000000000000000000000000000",7,"k",1,"s/\\u00e4",["01010101010101010101010101010101"],'
            b'"{\\"a\\":\\"\\u007f\\"}"]'
        ).hexdigest()
    )


@pytest.fixture
def pusher(plant: str) -> Iterator[Pusher]:
    made = Pusher(plant)
    yield made
    made.close()
