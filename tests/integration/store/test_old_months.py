"""A month of the second journal goes when nobody can need it any more, and never before."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.event import Record
from momstation.store.catching_up import removed_upto
from momstation.store.chores import MONTHS, caretaker_of
from momstation.store.copy_file import gather, month_files
from momstation.store.old_months import OldMonths
from momstation.store.open import Store
from momstation.store.sqlite import cursor_of
from momstation.store.thinned import let_go
from momstation.store.thinning import Keep, Thinning
from momstation.store.upkeep import Backups
from tests.conftest import ExpectedLog
from tests.support.kept_store import assert_all_back, copied, journal_of, open_kept, own_records, record_some
from tests.support.stores import START, stream

DAY_S = 24 * 3600.0
MARCH, APRIL, MAY = (f"journal-20260{month}.log" for month in (3, 4, 5))


class Year:
    """A station that records in March, April and May; the clock then stands in the middle of May."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "s.db"
        self.backups = Backups(folder / "backups")
        self.clock = ManualClock(START)
        self.store: Store = self._open()
        self.shown: list[Record] = []
        copied(self.store)
        for of, days in (("march", 30), ("april", 30), ("may", 16)):
            self.shown += record_some(self.store, 5, of=of)
            self.acknowledge()
            self.later(days)

    def _open(self) -> Store:
        return open_kept(self.path, clock=self.clock, backups=self.backups.folder)

    def acknowledge(self) -> None:
        """All is at central, and the daily thinning takes note of it."""
        self.store.sync.ack(1, len(self.shown))
        self.note()

    def note(self) -> None:
        Thinning(self.store, self.clock, Keep(), lambda: False).run()

    def later(self, days: float) -> None:
        self.clock.advance(days * DAY_S)

    def back_up(self) -> None:
        self.backups.make(self.path, "WS1", self.clock.now())

    def care(self) -> list[str]:
        OldMonths(self.store, self.backups, self.clock, timedelta(days=35), lambda: False).run()
        return [file.name for file in month_files(journal_of(self.path))]

    def again(self) -> None:
        self.store.close()
        self.store = self._open()
        copied(self.store)


@pytest.fixture
def year(tmp_path: Path, expect_log: ExpectedLog) -> Iterator[Year]:
    expect_log(r".*")
    made = Year(tmp_path)
    yield made
    made.store.close()


def test_a_month_goes_when_central_the_store_and_a_backup_have_it(year: Year) -> None:
    assert len(month_files(journal_of(year.path))) == 3
    year.back_up()
    assert year.care() == [APRIL, MAY]
    assert year.store.reader.read_now(removed_upto) == (1, 5)


def test_what_is_gone_is_not_written_again_and_nothing_is_lost(year: Year) -> None:
    year.back_up()
    year.care()
    year.again()
    year.again()
    held = gather(journal_of(year.path)).records
    assert set(held) == {one.event_id for one in year.shown[5:]}
    assert_all_back(year.shown, year.store)


def test_a_store_comes_back_from_its_backup_and_the_months_that_are_left(year: Year) -> None:
    year.back_up()
    year.shown += record_some(year.store, 3, of="later")
    year.care()
    year.store.close()
    year.path.write_bytes(year.path.read_bytes()[:8192])
    year.store = year._open()
    assert year.store.rebuilt is not None
    assert_all_back(year.shown, year.store)
    assert [one.seq for one in own_records(year.store)] == list(range(1, 19))


def no_backup(year: Year) -> None:
    pass


def an_old_backup(year: Year) -> None:
    """Made when the last record of the month was not there."""
    with_less = Backups(year.backups.folder)
    other = open_kept(year.path.parent / "less" / "s.db", clock=year.clock)
    record_some(other, 4, of="march")
    with_less.make(other_path := year.path.parent / "less" / "s.db", "WS1", year.clock.now())
    assert other_path.exists()
    other.close()


def a_damaged_backup(year: Year) -> None:
    year.back_up()
    (made,) = year.backups.folder.iterdir()
    made.write_bytes(made.read_bytes()[:8192])


def central_lost_something(year: Year) -> None:
    year.back_up()
    year.store.maintain(
        lambda conn: conn.exec_driver_sql("DELETE FROM upkeep WHERE name LIKE 'acknowledged%'")
    )
    year.store.sync.ack(1, 4)
    year.note()
    year.later(36)


def acknowledged_too_lately(year: Year) -> None:
    year.back_up()
    year.store.maintain(
        lambda conn: conn.exec_driver_sql("DELETE FROM upkeep WHERE name LIKE 'acknowledged%'")
    )
    year.note()


def a_hole_in_the_file(year: Year) -> None:
    year.back_up()
    file = month_files(journal_of(year.path))[0]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def the_store_has_less(year: Year) -> None:
    year.back_up()
    year.store.maintain(lambda conn: conn.exec_driver_sql("DELETE FROM own_log WHERE seq = 2"))


@pytest.mark.parametrize(
    "why",
    [
        no_backup, an_old_backup, a_damaged_backup, central_lost_something, acknowledged_too_lately,
        a_hole_in_the_file, the_store_has_less,
    ],
)  # fmt: skip
def test_a_month_stays(year: Year, why: Callable[[Year], None]) -> None:
    why(year)
    assert MARCH in year.care()


def test_what_the_store_let_go_by_its_own_rule_keeps_no_month(year: Year) -> None:
    year.back_up()

    def thin(conn: sa.Connection) -> list[str]:
        assert let_go(cursor_of(conn), stream("march"), "2026-05-01T00:00:00+00:00") == 5
        return [stream("march")]

    year.store.thin(thin)
    assert year.care() == [APRIL, MAY]


def test_the_last_two_months_stay_whatever_they_hold(year: Year) -> None:
    year.later(100)
    year.note()
    year.later(36)
    year.back_up()
    assert year.care() == [APRIL, MAY]


def test_it_is_one_of_the_caretakers_chores(year: Year) -> None:
    year.back_up()
    caretaker = caretaker_of(year.store, year.backups, Keep(), year.clock)
    year.clock.advance(60)
    assert MONTHS in caretaker.look()
    assert [file.name for file in month_files(journal_of(year.path))] == [APRIL, MAY]
    caretaker.close()
