"""Records travel and come back the same, sealed or not."""

import base64
import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Record
from momstation.sync.envelope import OPAQUE, ChainWatch, Row, batch_json, record_of
from tests.support.memory_door import MemoryDoor, counted


def as_pulled(batch: str, record: Record) -> Row:
    (entry,) = json.loads(batch)
    return Row(
        1, UUID(entry["id"]), UUID(bytes=record.station_id), record.epoch, record.seq, entry["hlc"],
        datetime.fromisoformat(entry["at"]), entry["off"], entry["k"], entry["v"], entry["s"], entry["f"],
        [UUID(one) for one in entry["b"]], entry["to"], entry["p"], bytes.fromhex(entry["h"]),
    )  # fmt: skip


def made(order: str) -> Record:
    basis = (b"\1" * 16, b"\2" * 16)
    return replace(MemoryDoor().record(counted(order=order)), basis=basis, clock_off_ms=-7)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), st.booleans())
def test_whatever_it_says_a_record_comes_back_as_it_was(order: str, is_sealed: bool) -> None:
    record = made(order)
    sealed = frozenset({record.event_id}) if is_sealed else frozenset()
    assert record_of(as_pulled(batch_json([record], sealed), record)) == record


def test_a_batch_is_ascii_and_a_sealed_one_shows_nothing() -> None:
    record = made("47\x0011 ☃")
    assert batch_json([record], frozenset()).isascii()
    row = as_pulled(batch_json([record], frozenset({record.event_id})), record)
    assert row.kind == OPAQUE
    assert "\\u0000" not in row.payload and "\x00" not in row.stream


def test_what_cannot_be_opened_is_kept_closed() -> None:
    row = as_pulled(batch_json([made("4711")], frozenset()), made("4711"))
    for inside in (
        {},
        {"k": "x", "v": "one"},
        {"k": 1, "v": 1, "s": "", "p": "", "b": None, "to": [], "off": None},
    ):
        sealed = row._replace(kind=OPAQUE, payload=base64.b64encode(json.dumps(inside).encode()).decode())
        assert record_of(sealed).kind == OPAQUE


def test_a_chain_is_judged_only_where_the_record_before_was_seen() -> None:
    door = MemoryDoor()
    first, second, third = (door.record(counted(n)) for n in (1, 2, 3))
    watch = ChainWatch()
    assert watch.is_sound(first)
    assert not watch.is_sound(replace(second, payload=second.payload.replace('"good":2', '"good":9')))
    assert watch.is_sound(third)  # chained to the second's hash, which was not what was changed

    watch = ChainWatch()
    assert watch.is_sound(replace(third, payload="{}"))  # nothing to judge it by
    watch.forget()
    assert not watch.is_sound(replace(first, payload="{}"))
