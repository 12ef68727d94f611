"""Text is text wherever it goes: nothing that is written into a field is ever carried out."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec
import pytest

from momstation.core.event import Event
from momstation.events.codec import KINDS
from momstation.sync import central
from momstation.sync.command import main as central_main
from tests.conftest import ExpectedLog
from tests.integration.projector.conftest import Rows
from tests.support.central_station import Stations

HOSTILE = (
    "'; DROP TABLE mom.event; --",
    "'); SELECT pg_terminate_backend(pg_backend_pid()); --",
    '"; UPDATE mom.log_head SET last_seq = 0; --',
    "$1 %s %(x)s :name ? {0} {x} \\'; \\ $$ $body$",
    "\x00\x01\x7f\u2028\u202e\ud7ff\uffff😀 Ünïcödé",
    "<script>alert(1)</script>&amp;\r\n\t\v",
    "a" * 5000,
)
AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def _value(kind: Any, text: str) -> Any:
    """A value of a field's type; every text in it is hostile."""
    if kind is str:
        return text
    if kind is datetime:
        return AT
    if kind is Decimal:
        return Decimal("1.5")
    if kind in (int, bool):
        return kind(1)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if get_origin(kind) is tuple:
        return (_value(get_args(kind)[0], text),)
    if get_origin(kind) is dict:
        return {text: _value(get_args(kind)[1], text)}
    for one in get_args(kind):
        if one is not type(None):
            return _value(one, text)
    raise AssertionError(f"no value for {kind}")


def _hostile(cls: type[Event], text: str) -> Event:
    fields = {field.name: _value(field.type, text) for field in msgspec.structs.fields(cls)}
    return cls(**fields)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_of_every_event_arrives_as_it_was(
    text: str, stations: Stations, project: Callable[[], str], rows: Rows, expect_log: ExpectedLog
) -> None:
    expect_log("travels sealed")
    here, there = stations.enrol("P07").start(), stations.enrol("P08").start()
    records = here.record_all([_hostile(cls, text) for cls in KINDS.values()])
    here.until_drained()
    there.until_knows(records)
    arrived = there.records()
    assert [arrived[r.event_id].payload for r in records] == [r.payload for r in records]
    assert [arrived[r.event_id].event for r in records] == [r.event for r in records]
    project()
    assert rows("SELECT count(*) FROM mom.event") == [(len(records),)]
    assert rows("SELECT count(*) FROM rm.downtime") == [(1,)]


@pytest.mark.parametrize("text", HOSTILE[:4], ids=range(4))
def test_a_station_and_an_area_may_have_any_name(
    text: str, plant: str, stations: Stations, rows: Rows, expect_log: ExpectedLog
) -> None:
    expect_log("may not write")  # its settings name another area than its enrolment
    station = stations.lone("P07")
    config = central.enrol(plant, code=text, area=text, station_id=station.id, topics=("plant", text))
    station.config = replace(config, first_retry_s=0.05, longest_retry_s=0.4)
    station.start()
    station.record()
    station.until_drained()
    assert rows("SELECT count(*) FROM mom.event") == [(1,)]
    said = io.StringIO()
    assert central_main(["status", "--central", plant], said, io.StringIO()) == 0
    assert text in said.getvalue()
