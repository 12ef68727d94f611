"""Layer H: whatever somebody types, scans or sends is kept, chained, carried and read back as it was."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.core.event import Record
from momstation.events.codec import chain_hash, content_of
from momstation.store.copy_frames import RecordFrame, identity_frame, read_frames, record_frame
from momstation.store.identity import Identity
from momstation.store.rows import record_of as record_of_row
from momstation.store.rows import row_of
from momstation.sync.courier import Courier
from momstation.sync.pushing import Limits
from tests.conftest import ExpectedLog
from tests.faults.kinds import LotHeld, reading
from tests.support.memory_door import MemoryDoor
from tests.support.memory_plant import MemoryCentral, MemoryPlant

LIMITS = Limits(3, 10**6, 10**6)
IDENTITY = Identity(b"\1" * 16, "P07", 1, b"\2" * 16, "x")
strange = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(
        ["\0", "\ud800", "\udfff\ud800", "x" * 200_000, "[" * 5000, '"\\u0000"', "\x7fé\U0001f600", "NaN"]
    ),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | strange,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strange, inner, max_size=3),
    max_leaves=8,
)


def carry(door: MemoryDoor, reader: MemoryDoor) -> None:
    """Until both are at rest; a wedge ends the test."""
    plant = MemoryPlant()
    ways = [(Courier(one, one.station_id, LIMITS, lambda: 0.0), one) for one in (door, reader)]
    lines = [(courier, MemoryCentral(plant, one.station_id)) for courier, one in ways]
    for courier, line in lines:
        courier.begin(line)
    for _ in range(200):
        moved = False
        for courier, line in lines:
            moved = courier.push_step(line, lambda heads: None) or moved
            courier.learn(line.heads())
            moved = courier.pull_step(line) or moved
        if not moved:
            return
    raise AssertionError("it never came to rest")


def same(door: MemoryDoor, reader: MemoryDoor) -> None:
    assert door.waiting().count == 0
    assert {i: content_of(one) for i, one in reader.events.items()} == {
        i: content_of(one) for i, one in door.events.items()
    }
    end = b""
    for record in door.own[1]:
        end = chain_hash(end, content_of(reader.events[record.event_id]))
        assert record.hash == end


def test_whatever_is_recorded_reaches_everybody_as_it_was(expect_log: ExpectedLog) -> None:
    expect_log("sealed")

    @given(st.lists(st.tuples(strange, strange), min_size=1, max_size=6))
    @settings(max_examples=60)
    def check(said: list[tuple[str, str]]) -> None:
        door, reader = MemoryDoor(), MemoryDoor()
        with reading(3):
            for lot, why in said:
                door.record(LotHeld(lot=lot, why=why))
            carry(door, reader)
        same(door, reader)

    check()


def test_what_was_pushed_by_anybody_is_kept(expect_log: ExpectedLog) -> None:
    """Kinds that nobody knows, payloads that are no JSON, NaN, depth: from another implementation, or a forger."""
    expect_log("sealed")
    payload = st.one_of(strange, anything.map(lambda value: json.dumps(value)))

    @given(st.lists(st.tuples(strange, payload), min_size=1, max_size=5))
    @settings(max_examples=60)
    def check(said: list[tuple[str, str]]) -> None:
        door, reader = MemoryDoor(), MemoryDoor()
        with reading(3):
            for kind, text in said:
                door.record_raw(kind, 1, "any/1", 0, text)
            carry(door, reader)
        same(door, reader)

    check()


rows = st.lists(st.tuples(st.sampled_from(["1", "2", "é"]), st.text(max_size=40)), min_size=1, max_size=6)


def frames_of(said: list[tuple[str, str]]) -> tuple[list[Record], bytes]:
    door = MemoryDoor(IDENTITY.station_id)
    with reading(3):
        made = [
            door.record(LotHeld(lot=lot, why=why.encode("utf-8", "replace").decode())) for lot, why in said
        ]
    head = identity_frame(IDENTITY, "", "2026-03-02T06:00:00+00:00")
    return made, head + b"".join(record_frame(row_of(record)) for record in made)


@given(rows, st.data())
@settings(max_examples=150)
def test_a_damaged_journal_gives_no_wrong_record(said: list[tuple[str, str]], data: Any) -> None:
    """Cut off anywhere, with bits flipped anywhere: what is read was written, and reading never fails."""
    made, content = frames_of(said)
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    written = {record.event_id: row_of(record) for record in made}
    for frame in read_frames(cut):
        if isinstance(frame, RecordFrame):
            assert tuple(frame.row()) == written[frame.event_id]


@given(rows)
def test_a_sound_journal_gives_every_record(said: list[tuple[str, str]]) -> None:
    made, content = frames_of(said)
    with reading(3):
        found = [record_of_row(tuple(f.row())) for f in read_frames(content) if isinstance(f, RecordFrame)]
    assert [content_of(one) for one in found] == [content_of(one) for one in made]
