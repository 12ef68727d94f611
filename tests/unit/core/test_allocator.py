"""What a process holds for nothing goes back to the system."""

import subprocess
import sys

import pytest

from momstation.core.allocator import give_back
from tests.support.resident import resident_kb

_THREADS = """
import ctypes, sys, threading
from momstation.core.allocator import share_arenas
if sys.argv[1] == "shared":
    assert share_arenas()
over, begun = threading.Event(), threading.Barrier(9)
def work():
    kept = [bytes(3000) for _ in range(100)]
    begun.wait()
    over.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for one in threads:
    one.start()
begun.wait()
ctypes.CDLL(None).malloc_stats()
over.set()
"""


@pytest.mark.parametrize(("how", "is_few"), [("shared", True), ("each", False)])
def test_threads_share_two_arenas(how: str, is_few: bool) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _THREADS, how], capture_output=True, text=True, check=True, timeout=60
    )
    arenas = sum(line.startswith("Arena ") for line in ran.stderr.splitlines())
    assert (0 < arenas <= 2) is is_few, ran.stderr


def test_memory_between_pieces_that_stay_goes_back_to_the_system() -> None:
    give_back()
    before = resident_kb()
    going = [bytes(2048) for _ in range(40_000)]
    pieces = going[::64]
    full = resident_kb()
    del going
    give_back()
    assert full - before > 60_000
    assert resident_kb() - before < 20_000
    assert len(pieces) == 625
