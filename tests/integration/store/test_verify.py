"""Whoever changes a record is found out, and two stations can compare themselves."""

import io
import random
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.store.command import main
from momstation.store.open import Store
from momstation.store.verify import Fault, state_hash, verify_file
from tests.integration.store.test_upgrade import VERSIONS, text_of
from tests.support.store_story import undump
from tests.support.stores import START, Elsewhere, numbered, opened, put


def _recorded(path: Path) -> str:
    """A store of six own records and four of another station; the own station's id in hex."""
    other = Elsewhere()
    with opened(path) as store:
        store.journal.record_now([put(f"{n}") for n in range(6)])
        rows = numbered([other.record(put(f"other {n}"), seconds=n) for n in range(5)])
        store.sync.absorb(1, "area/a", rows[:2])
        store.sync.adopt(1, "area/a", 3, [])
        store.sync.absorb(1, "area/a", rows[3:])
        return store.identity.station_id.hex()


def _forge(path: Path, *statements: str) -> None:
    """What somebody with a database tool might do."""

    def work(conn: sa.Connection) -> None:
        for trigger in ("event_immutable", "event_only_into_later_epoch", "event_no_delete_unacked"):
            conn.exec_driver_sql(f"DROP TRIGGER {trigger}")
        for statement in statements:
            conn.exec_driver_sql(statement)

    with opened(path) as store:
        store.maintain(work)


def test_a_sound_store_is_whole_and_says_how_much_was_checked(tmp_path: Path) -> None:
    _recorded(tmp_path / "s.db")
    found = verify_file(tmp_path / "s.db")
    assert found.is_whole
    assert (found.events, found.own, found.linked) == (10, 6, 9)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = replace(payload, '3', '4') WHERE seq = 4 AND payload LIKE '%\"3\"%'",
        "UPDATE event SET hlc = hlc + 1 WHERE seq = 4 AND station_id = (SELECT station_id FROM identity)",
        "UPDATE event SET basis = x'' WHERE seq = 4 AND station_id = (SELECT station_id FROM identity)",
    ],
)
def test_a_changed_record_is_named(tmp_path: Path, statement: str) -> None:
    station = _recorded(tmp_path / "s.db")
    _forge(tmp_path / "s.db", statement)
    assert verify_file(tmp_path / "s.db").faults == (Fault(station, 1, 4, "changed"),)


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00.000000+00:00", "2026-03-02T06:00:00", "soon"])
@pytest.mark.parametrize("whose", ["=", "<>"])
def test_a_record_that_was_moved_to_another_time_is_named(tmp_path: Path, moment: str, whose: str) -> None:
    """The hash leaves the time out; the id, which it covers, begins with the same milliseconds."""
    station = _recorded(tmp_path / "s.db")
    _forge(
        tmp_path / "s.db",
        f"UPDATE event SET recorded_at = '{moment}' WHERE seq = 2 AND station_id {whose} "
        "(SELECT station_id FROM identity)",
    )
    (fault,) = verify_file(tmp_path / "s.db").faults
    assert (fault.epoch, fault.seq, fault.what) == (1, 2, "changed")
    assert (fault.station_id == station) == (whose == "=")


def test_a_clock_that_was_wrong_is_no_change(tmp_path: Path) -> None:
    """Set back, far ahead, before 1970, beside stamps that were seen of others, and many within a millisecond."""
    clock, other = ManualClock(START), Elsewhere()
    with opened(tmp_path / "s.db", clock=clock) as store:
        for n, hours in enumerate((0, -5, 5, 24 * 365 * 70, -24 * 365 * 140, 24 * 365 * 70 - 0.123_456_7)):
            clock.set_wall(clock.now() + timedelta(hours=hours))
            store.journal.record_now([put(f"{n} {m}") for m in range(4)])
            seen = other.record(put("b"), seconds=n * 100.000_1)
            store.sync.absorb(1, "area/a", [(n + 1, seen)])
        store.sync.open_epoch(2, "fork")
    found = verify_file(tmp_path / "s.db")
    assert (found.faults, found.own, found.events) == ((), 24, 30)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_a_released_version_is_whole(tmp_path: Path, version: int) -> None:
    undump(text_of(version, "dump.sql"), tmp_path / "s.db")
    assert verify_file(tmp_path / "s.db").is_whole


def test_a_damaged_page_is_told_in_one_line_whatever_the_chains_say(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.journal.record_now([put("x" * 300, of=f"{n}") for n in range(200)])
    with path.open("rb+") as file:
        file.seek(40_000)
        file.write(b"\xa5" * 9000)
    with pytest.raises(Refused, match=r"store\.damaged"):
        verify_file(path)
    code, out, err = _run("verify", str(path))
    assert (code, out) == (2, "")
    assert f"The record file {path} is damaged: " in err
    assert "***" not in err
    assert err.count("\n") == 1


def test_a_removed_record_is_named(tmp_path: Path) -> None:
    station = _recorded(tmp_path / "s.db")
    _forge(tmp_path / "s.db", "DELETE FROM event WHERE seq = 3", "DELETE FROM own_log WHERE seq = 3")
    assert Fault(station, 1, 3, "missing") in verify_file(tmp_path / "s.db").faults


def test_a_record_whose_content_alone_was_removed_is_named(tmp_path: Path) -> None:
    station = _recorded(tmp_path / "s.db")
    mine = "station_id = (SELECT station_id FROM identity)"
    _forge(tmp_path / "s.db", f"DELETE FROM event WHERE seq = 3 AND {mine}")
    assert verify_file(tmp_path / "s.db").faults == (Fault(station, 1, 3, "missing"),)


def test_a_copied_disks_records_with_the_same_numbers_are_no_fault(tmp_path: Path) -> None:
    """Both copies went on: two records have one number, and each continues its own line."""
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("here 1"), put("here 2"), put("here 3")])
        rows = []
        for name in ("a", "b"):
            copy = Elsewhere(station_id=store.identity.station_id)
            rows += [copy.record(put(f"{name} {n}"), seconds=n) for n in range(3)]
        store.sync.absorb(1, "area/a", numbered(rows))
    found = verify_file(tmp_path / "s.db")
    assert found.is_whole, found.faults
    assert (found.events, found.own, found.linked) == (9, 3, 9)


def test_a_log_that_ends_before_what_central_has_is_found_out(tmp_path: Path) -> None:
    station = _recorded(tmp_path / "s.db")
    with opened(tmp_path / "s.db") as store:
        store.sync.ack(1, 6)
    mine = "station_id = (SELECT station_id FROM identity)"
    _forge(
        tmp_path / "s.db", f"DELETE FROM event WHERE seq > 4 AND {mine}", "DELETE FROM own_log WHERE seq > 4"
    )
    assert verify_file(tmp_path / "s.db").faults == (Fault(station, 1, 5, "missing"),)


def test_a_record_with_a_hash_made_to_fit_breaks_the_chain_after_it(tmp_path: Path) -> None:
    station = _recorded(tmp_path / "s.db")
    new = "x'" + "00" * 32 + "'"
    _forge(
        tmp_path / "s.db",
        f"UPDATE event SET hash = {new} WHERE seq = 3 AND station_id = (SELECT station_id FROM identity)",
        f"UPDATE own_log SET hash = {new} WHERE seq = 3",
    )
    faults = verify_file(tmp_path / "s.db").faults
    assert faults == (Fault(station, 1, 3, "changed"), Fault(station, 1, 4, "changed"))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET payload = ''", "UPDATE event SET seq = seq + 100", "DELETE FROM event"],
)
def test_the_file_itself_refuses_to_change_or_lose_a_record(tmp_path: Path, statement: str) -> None:
    _recorded(tmp_path / "s.db")
    with (
        opened(tmp_path / "s.db") as store,
        pytest.raises(sa.exc.IntegrityError, match=r"immutable|unacknowledged"),
    ):
        store.maintain(lambda conn: conn.exec_driver_sql(statement))
    assert verify_file(tmp_path / "s.db").is_whole


def _hash(store: Store) -> str:
    return store.reader.read_now(state_hash)


def test_two_stations_with_the_same_records_have_the_same_hash_in_whatever_order_they_came(
    tmp_path: Path,
) -> None:
    order = random.Random(7)
    others = [Elsewhere(), Elsewhere()]
    records: list[Record] = [
        others[n % 2].record(put(f"{n}", of=f"{n % 3}"), seconds=n * 7 % 11) for n in range(30)
    ]
    hashes = []
    for name in ("one", "two", "three"):
        with opened(tmp_path / name / "s.db", code=name) as store:
            assert _hash(store) not in hashes
            for pos, record in enumerate(order.sample(records, len(records)), start=1):
                store.sync.absorb(1, "area/a", [(pos, record)])
            hashes.append(_hash(store))
    assert len(set(hashes)) == 1


def _run(*words: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(words, stdout, stderr), stdout.getvalue(), stderr.getvalue()


def test_the_command_says_whole_changed_or_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    _recorded(path)
    code, said, _ = _run("verify", str(path))
    assert (code, said.splitlines()[0]) == (0, "10 records, 6 of them own.")
    assert "what was recorded, and when, is as it was" in said
    _forge(path, "UPDATE event SET kind = 'x' WHERE seq = 2")
    code, said, _ = _run("verify", str(path))
    assert code == 1
    assert "Record 2 of epoch 1 of station" in said
    code, _, said = _run("verify", str(tmp_path / "none.db"))
    assert (code, said) == (2, f"There is no file {tmp_path / 'none.db'}. Check the path.\n")
    path.write_bytes(b"no store" * 1000)
    assert _run("verify", str(path))[0] == 2


def test_a_store_that_is_open_can_be_verified(tmp_path: Path) -> None:
    with opened(tmp_path / "s.db") as store:
        store.journal.record_now([put("one")])
        assert verify_file(tmp_path / "s.db").own == 1
        assert store.journal.record_now([put("two")])[0].seq == 2
