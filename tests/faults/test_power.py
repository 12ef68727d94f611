"""Layer V: the power fails at any write, the disk at any sync or read; what was confirmed is there afterwards."""

import random

import pytest

from momstation.core.errors import Refused
from tests.conftest import ExpectedLog
from tests.faults.kinds import reading
from tests.faults.power import Bench, Cut, Failing, hunt, judge, scratch
from tests.support.memory_door import counted

TRIALS = 200


@pytest.mark.timeout(600)
def test_a_power_cut_at_any_write_takes_nothing_that_was_confirmed() -> None:
    total = hunt(20261122, TRIALS)
    assert total.power_cuts == TRIALS
    assert total.shown > TRIALS


@pytest.mark.parametrize("n", range(1, 40, 3))
@pytest.mark.parametrize("is_for_ever", [False, True])
def test_no_record_is_confirmed_whose_sync_failed(n: int, is_for_ever: bool, expect_log: ExpectedLog) -> None:
    expect_log("could not roll back")
    bench = Failing(random.Random(n))
    bench.n, bench.is_for_ever = n, is_for_ever
    assert fails(bench), "the sync never failed"


@pytest.mark.parametrize("n", range(1, 30, 4))
def test_a_read_that_fails_is_said_and_loses_nothing(n: int, expect_log: ExpectedLog) -> None:
    expect_log("could not roll back")
    bench = Failing(random.Random(n))
    bench.n, bench.what = n, "read"
    fails(bench)


def fails(bench: Failing) -> bool:
    """Work, go on after each refusal, cut the power at the end. Whether anything was refused."""
    refused = 0
    with reading(3), scratch() as folder, scratch() as left:
        try:
            with bench.opened(folder) as store:
                for _ in range(30):
                    try:
                        bench.shown.append(store.journal.record_now((counted(1),)))
                    except Refused as no:
                        assert no.key in ("store.disk_full", "store.disk_failing", "store.corrupt")
                        refused += 1
                if not bench.is_for_ever and refused:
                    assert bench.shown, "the disk is well again, and still nothing can be recorded"
                cut = Cut(bench.vfs.after_cut(bench.chance), list(bench.shown), 0, 0)
        except Refused:
            return True  # while opening: nothing was confirmed
        judge(cut, left)
    return refused > 0


def test_the_file_system_of_the_test_forgets_what_was_not_synced() -> None:
    """Without this the tests above prove nothing."""
    bench = Bench(random.Random(1))
    with reading(3), scratch() as folder, bench.opened(folder) as store:
        store.journal.record_now((counted(1),))
        wal = next(medium for path, medium in bench.vfs.media.items() if path.endswith("-wal"))
        safe = len(wal.safe)
        wal.write(safe, b"\1" * 2000)
        found = {len(wal.after_cut(random.Random(n)) or b"") for n in range(40)}
    assert {safe, safe + 2000} <= found
