"""A station is killed, and its file is destroyed as well: what was shown is back. Killed while it makes the file
anew, it begins again. ``FAULT_SEED`` plays another run.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, kept, own_records, record_some

SEED = int(os.environ.get("FAULT_SEED", "") or 20260304)
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

RECORD = """
import sys
from pathlib import Path
from tests.support.kept_store import copied, open_kept
from tests.support.stores import put
store = open_kept(Path(sys.argv[1]))
copied(store)
n = 0
while True:
    (record,) = store.journal.record_now([put(f"{n}", of=f"{n % 7}")])
    print(record.event_id.hex(), flush=True)
    n += 1
"""

OPEN = """
import sys
from pathlib import Path
from tests.support.kept_store import open_kept
open_kept(Path(sys.argv[1])).close()
"""


def _shown_until_killed(path: Path, dice: random.Random) -> list[str]:
    shown: list[str] = []
    wanted = dice.randint(5, 60)
    with subprocess.Popen(
        [sys.executable, "-c", RECORD, str(path)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as station:
        assert station.stdout is not None
        for line in station.stdout:
            shown.append(line.strip())
            if len(shown) == wanted:
                time.sleep(dice.random() * 0.01)
                os.kill(station.pid, signal.SIGKILL)
    return [one for one in shown if len(one) == 32]


def test_killed_and_destroyed_at_once_each_record_that_was_shown_is_back(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path = tmp_path / "s.db"
    shown: set[str] = set()
    for round_ in range(3):
        print(f"FAULT_SEED={SEED}, round {round_}")
        shown |= set(_shown_until_killed(path, random.Random(SEED + round_)))
        path.write_bytes(random.Random(SEED + round_).randbytes(20_000))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        with kept(path) as store:
            there = [one.event_id.hex() for one in own_records(store)]
            assert shown <= set(there)
            assert len(there) == len(set(there))
            assert [one.seq for one in own_records(store)] == list(range(1, len(there) + 1))


@pytest.mark.parametrize("round_", range(4))
def test_killed_while_the_file_is_made_anew_it_begins_again(
    tmp_path: Path, round_: int, expect_log: ExpectedLog
) -> None:
    expect_log(r".*")
    path, dice = tmp_path / "s.db", random.Random(SEED + round_)
    print(f"FAULT_SEED={SEED}")
    with kept(path) as store:
        copied(store)
        shown = [one for of in range(20) for one in record_some(store, 10, of=f"{of}")]
    path.write_bytes(path.read_bytes()[: dice.randrange(1, 40_000)])
    for _ in range(2):
        started = subprocess.Popen(
            [sys.executable, "-c", OPEN, str(path)], env=ENVIRONMENT, stderr=subprocess.DEVNULL
        )
        _wait_until_it_began(tmp_path, started)
        time.sleep(dice.random() * 0.05)
        started.kill()
        started.wait(60)
    with kept(path) as store:
        assert {one.event_id for one in own_records(store)} == {one.event_id for one in shown}
    assert not path.with_name("s.db.rebuilding").exists()


def _wait_until_it_began(folder: Path, started: "subprocess.Popen[bytes]") -> None:
    """The new file is being made, or all is done already."""
    deadline = time.monotonic() + 60
    while not (folder / "s.db.rebuilding").exists() and started.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.001)
