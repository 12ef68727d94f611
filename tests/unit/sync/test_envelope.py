"""Records travel and come back the same, sealed or not."""

import base64
import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import AS_IT_CAME, Record, UnknownEvent
from momstation.sync.envelope import OPAQUE, ChainWatch, Row, batch_json, record_of
from tests.conftest import ExpectedLog
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


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.booleans())
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


def sealed_as(record: Record, *parts: object) -> str:
    return ".".join(base64.b64encode(json.dumps(part).encode()).decode() for part in parts)


def test_what_cannot_be_opened_is_kept_as_it_came(expect_log: ExpectedLog) -> None:
    expect_log("cannot be read and is kept as it came")
    record = made("4711")
    row = as_pulled(batch_json([record], frozenset({record.event_id})), record)
    content = json.loads(base64.b64decode(row.payload.split(".")[0]))
    rest: list[object] = [record.recorded_at.isoformat(), None, 0, []]
    assert record_of(row._replace(payload=sealed_as(record, content, rest))).kind == record.kind
    for payload in (
        "",
        "no base64",
        sealed_as(record, {}),
        sealed_as(record, content),
        sealed_as(record, content, ["yesterday", None, 0, []]),
        sealed_as(record, ["00" * 16, *content[1:]], rest),
        sealed_as(record, [*content[:5], ["not hex"], content[6]], rest),
    ):
        kept = record_of(row._replace(payload=payload))
        assert (kept.kind, kept.flags, kept.event_id) == (OPAQUE, AS_IT_CAME, record.event_id)
        assert isinstance(kept.event, UnknownEvent)


@pytest.mark.parametrize(
    "strange",
    [{"basis": [None]}, {"basis": [[UUID(int=1)]]}, {"basis": None}, {"hash": None}, {"recorded_at": None}],
)
def test_a_row_of_which_a_part_is_no_such_part_is_kept_as_it_came(
    strange: dict[str, Any], expect_log: ExpectedLog
) -> None:
    expect_log("cannot be read and is kept as it came")
    record = made("4711")
    row = as_pulled(batch_json([record], frozenset()), record)._replace(**strange)
    assert record_of(row).flags == AS_IT_CAME


def test_a_topic_that_is_none_or_would_part_in_two_is_left_out() -> None:
    record = made("4711")
    row = as_pulled(batch_json([record], frozenset()), record)._replace(topics=["area/A", None, "a\nb", ""])  # type: ignore[list-item]
    assert record_of(row).topics == ("area/A",)


def test_a_payload_as_deep_as_the_sea_is_an_event_nobody_reads() -> None:
    record = made("4711")
    row = as_pulled(batch_json([record], frozenset()), record)._replace(payload="[" * 100_000)
    assert isinstance(record_of(row).event, UnknownEvent)
    deep = '{"good":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert isinstance(record_of(row._replace(payload=deep)).event, UnknownEvent)


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
