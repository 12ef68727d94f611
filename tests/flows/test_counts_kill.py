"""A station that counts is killed at any moment: in the end it has counted what the machine's own counter says."""

import asyncio
import os
import random
import selectors
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from momstation.events.machines import PartsCounted
from momstation.events.production import QuantityCounted
from momstation.machines.model.story import MachineStory
from momstation.store.rows import COLUMNS, record_of
from momstation.store.ticks import pending_in
from momstation.store.verify import verify_file
from tests.support.counting_station import ORDERS, CountingStation, counting_file

KILLS = 6
BASE = 5000
LEAST = 5
"""Readings that a slow computer is given time for: of the first nothing waits."""


class Books:
    """What the parts must add up to, from what each life said aloud before it ended."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.counter = self.heard = BASE
        self.order = "none"
        self.waited = 0

    def read(self, lines: list[str]) -> None:
        for line in lines:
            match line.split():
                case ["waiting", count]:
                    self.waited += int(count)
                case ["runs", order]:
                    self.order = order
                case ["heard", counter]:
                    self.heard = int(counter)
                case ["kept", counter]:
                    self.made[self.order] += int(counter) - self.counter
                    self.counter = int(counter)
                case ["shown", order, good]:
                    assert int(good) == self.made[order], line


def _life(config: Path, counter: int, seed: int, seconds: float) -> list[str]:
    """Whole lines that a station said until SIGKILL, ``seconds`` after its first parts."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.counting_station", str(config), str(counter), str(seed)],
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    printed = b""
    while printed.count(b"kept") < LEAST:
        line = child.stdout.readline()
        assert line, f"the station came to an end by itself: {printed!r}"
        printed += line
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if selector.select(left):
                printed += os.read(child.stdout.fileno(), 65536)
    assert child.poll() is None, "the station came to an end by itself"
    child.send_signal(signal.SIGKILL)
    printed += child.stdout.read()
    child.stdout.close()
    child.wait(60)
    return printed.decode().split("\n")[:-1]


async def _last_life(config: Path, books: Books, more: int) -> tuple[list[object], MachineStory | None]:
    """Everything that was recorded, after a last part and an orderly end of the pulses."""
    station = CountingStation(config, books.heard + more)
    await station.open()
    order = await station.order()
    await station.make(0)
    books.made[order] += station.counter - books.counter
    books.counter = station.counter
    for each in ORDERS:
        assert await station.good(each) == books.made[each], "as shown, pulses that wait included"
    reader = station.store.reader
    await station.change("none")
    assert await reader.read(pending_in) == ()
    rows = await reader.read(
        lambda conn: conn.exec_driver_sql(f"SELECT {COLUMNS} FROM event e ORDER BY hlc").fetchall()
    )
    story = await reader.state("machine/P07", MachineStory)
    await station.close()
    return [record_of(tuple(row)).event for row in rows], story


def test_no_part_is_lost_or_doubled_by_kill_9(tmp_path: Path) -> None:
    config, moments, books = counting_file(tmp_path, bucket_s=1), random.Random(20261123), Books()
    for life in range(KILLS):
        meanwhile = moments.randint(0, 5) if life else 0
        books.read(_life(config, books.heard + meanwhile, life, moments.uniform(0.05, 0.6)))
        verified = verify_file(tmp_path / "data" / "station.db")
        assert verified.is_whole, verified.faults
    assert books.waited, "no station was killed while pulses waited: the test proves nothing"

    events, story = asyncio.run(_last_life(config, books, 3))
    counts = [event for event in events if isinstance(event, PartsCounted)]
    booked: Counter[str] = Counter()
    for event in events:
        if isinstance(event, QuantityCounted):
            booked[event.order] += event.good
    assert sum(event.good for event in counts) == books.counter - BASE
    assert {order: booked[order] for order in ORDERS} == {order: books.made[order] for order in ORDERS}
    assert story is not None and (story.good_counter, story.good) == (books.counter, books.counter - BASE)
