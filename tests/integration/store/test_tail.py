"""The last own record tells until when the station lived."""

from pathlib import Path

from momstation.core.clock import ManualClock
from momstation.store.tail import last_recorded_at
from tests.support.stores import START, opened, put


def test_the_last_own_record_is_found_and_an_empty_store_has_none(tmp_path: Path) -> None:
    clock = ManualClock(START)
    with opened(tmp_path / "station.db", clock=clock) as store:
        assert store.reader.read_now(last_recorded_at) is None
        store.journal.record_now([put("a")])
        clock.advance(90)
        store.journal.record_now([put("b")])
        assert store.reader.read_now(last_recorded_at) == clock.now()
