"""The log never grows without end, and a disk that fails costs nothing but lines."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.app.station_log import FILES, LARGEST_BYTES, StationLog, end_of

LINE = "x" * 1000


@pytest.fixture
def log() -> Iterator[StationLog]:
    log = StationLog()
    log.start()
    yield log
    log.stop()


def test_its_files_are_capped(log: StationLog, tmp_path: Path) -> None:
    file = tmp_path / "log" / "P07.log"
    assert log.keep_in(file) == ""
    for number in range(int(LARGEST_BYTES * (FILES + 2) / 1000)):
        logging.getLogger("momstation").info("%s %d", LINE, number)
        if number % 500 == 0:
            log.flush()
    last = number
    log.stop()
    files = sorted(file.parent.iterdir())
    assert len(files) == FILES
    assert all(one.stat().st_size <= LARGEST_BYTES for one in files)
    assert file.read_text(encoding="utf-8").rstrip().endswith(f" {last}")


def test_the_last_lines_are_at_hand(log: StationLog) -> None:
    for number in range(1000):
        logging.getLogger("momstation").info("line %d", number)
    tail = log.tail().splitlines()
    assert tail[-1].endswith("INFO momstation line 999")
    assert len(tail) == 400


def test_the_end_of_the_run_before_is_handed_over(log: StationLog, tmp_path: Path) -> None:
    file = tmp_path / "P07.log"
    file.write_text("x" * 200_000 + "\nthe end\n", encoding="utf-8")
    before = log.keep_in(file)
    assert before.endswith("the end\n")
    assert len(before) <= 64_000
    assert end_of(tmp_path / "nowhere") == ""


def test_a_file_that_cannot_be_written_any_more_is_not_complained_about(
    log: StationLog, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if not Path("/dev/full").exists():
        return
    log.keep_in(Path("/dev/full"))
    logging.getLogger("momstation").info("nobody reads this")
    log.stop()
    said = capfd.readouterr()
    assert "Traceback" not in said.err


def test_after_its_end_the_root_is_as_before() -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    log = StationLog()
    log.start()
    log.stop()
    assert (root.level, list(root.handlers)) == before
