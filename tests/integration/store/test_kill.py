"""What was shown as recorded is there after the process was killed between any two steps."""

import os
import random
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from momstation.store.verify import verify_file
from tests.support.stores import one, opened

KILLS = 6
RECORD_FOR_EVER = """
import asyncio, sys
from pathlib import Path
from tests.support.stores import opened, put

async def line(store, name):
    n = 0
    while True:
        (record,) = await store.journal.record([put(f"{name} {n}", of=name)])
        sys.stdout.write(record.event_id.hex() + "\\n")
        sys.stdout.flush()
        n += 1

async def work(store):
    await asyncio.gather(*(line(store, f"line{k}") for k in range(3)))

with opened(Path(sys.argv[1])) as store:
    asyncio.run(work(store))
"""


def _shown_until_killed(path: Path, seconds: float) -> list[str]:
    """Ids that a recording process printed before SIGKILL; whole lines only."""
    child = subprocess.Popen(
        [sys.executable, "-c", RECORD_FOR_EVER, str(path)],
        stdout=subprocess.PIPE,
        bufsize=0,  # one who reads ahead would tear the lines that are read past it
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    printed = _read_for(child, seconds)
    child.send_signal(signal.SIGKILL)
    printed += child.stdout.read()
    child.stdout.close()
    child.wait(60)
    return [line for line in printed.decode().split("\n")[:-1] if line]


def _read_for(child: "subprocess.Popen[bytes]", seconds: float) -> bytes:
    """What comes within ``seconds`` of the first line."""
    assert child.stdout is not None
    printed = child.stdout.readline()
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if selector.select(left):
                printed += os.read(child.stdout.fileno(), 65536)
    return printed


def test_nothing_that_was_shown_is_missing_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    moments = random.Random(20260302)
    shown: list[str] = []
    for _ in range(KILLS):
        shown += _shown_until_killed(path, moments.uniform(0.01, 0.12))
        verified = verify_file(path)
        assert verified.is_whole, verified.faults
        assert verified.own >= len(shown)
    with opened(path) as store:
        rows = store.reader.read_now(
            lambda conn: (
                conn.exec_driver_sql("SELECT hex(event_id) FROM own_log ORDER BY epoch, seq").scalars().all()
            )
        )
        recorded = [str(row).lower() for row in rows]
        assert len(set(shown)) == len(shown) >= KILLS
        assert set(shown) <= set(recorded)
        assert one(store, "SELECT sum(n) FROM stream") == len(recorded)
        assert one(store, "SELECT count(*) FROM put_log") == len(recorded)
        assert store.sync.waiting().count == len(recorded)
