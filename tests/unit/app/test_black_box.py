"""What a report holds and what it must not hold, how many are kept, and which faults make one."""

import asyncio
import gc
import json
import logging
import sys
import threading
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.app.black_box import BlackBox, Written, asyncio_handler
from momstation.app.crash_bundle import MOST_KEPT, Bundles, Report, without_codes, without_secrets
from momstation.core.clock import ManualClock
from momstation.core.event import Record
from momstation.core.part import Command
from momstation.core.tasks import spawn
from momstation.settings import Settings, load
from momstation.workforce.model import SignOnByBadge
from tests.support.plant_builders import NOON
from tests.support.station_file import a_station_file

SECRET = "postgresql://p07:open-sesame@plant-db/momstation"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(a_station_file(tmp_path, f'[central]\ndsn = "{SECRET}"\n'))


@pytest.fixture
def box(settings: Settings) -> Iterator[BlackBox]:
    gc.collect()  # what earlier tests left may complain while it is thrown away
    box = BlackBox(settings, ManualClock(NOON))
    box.start()
    box.keep()
    yield box
    box.stop()


class Room:
    """Hears of reports, and waits for them."""

    def __init__(self, box: BlackBox) -> None:
        self.written: list[Written] = []
        self._news = threading.Condition()
        box.listen(self.hear)

    def hear(self, written: Written) -> None:
        with self._news:
            self.written.append(written)
            self._news.notify_all()

    def until(self, count: int) -> list[dict[str, str]]:
        with self._news:
            assert self._news.wait_for(lambda: len(self.written) >= count, 60), self.written
        return [inside(one.file) for one in self.written]


def inside(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def broken() -> None:
    raise ZeroDivisionError("badge B-1001")


def caught() -> ZeroDivisionError:
    try:
        broken()
    except ZeroDivisionError as wrong:
        return wrong
    raise AssertionError


def test_a_fault_on_a_thread_leaves_a_report_with_all_that_helps(
    box: BlackBox, expect_log: Callable[[str], None]
) -> None:
    expect_log("Nobody expected this")
    room = Room(box)
    thread = threading.Thread(target=broken, name="some work")
    thread.start()
    thread.join()
    (told,) = room.until(1)
    assert set(told) == {
        "what.txt",
        "stacks.txt",
        "log.txt",
        "commands.txt",
        "versions.json",
        "settings.json",
    }
    assert "broken" in told["stacks.txt"] and "Thread" in told["stacks.txt"]
    assert "some work" in told["log.txt"]
    assert json.loads(told["versions.json"])["msgspec"]
    assert room.written[0].file.parent == box.folder


def test_the_same_fault_is_told_once_in_a_run(box: BlackBox, expect_log: Callable[[str], None]) -> None:
    expect_log("it broke")
    room = Room(box)
    for _ in range(50):
        logging.getLogger("momstation.somewhere").error("it broke", exc_info=caught())
    room.until(1)
    box.stop()
    assert len(room.written) == 1


def test_an_error_without_an_exception_is_no_fault_of_the_program(
    box: BlackBox, expect_log: Callable[[str], None]
) -> None:
    expect_log("the disk is full")
    room = Room(box)
    logging.getLogger("momstation.somewhere").error("the disk is full")
    box.stop()
    assert room.written == []


def test_every_hook_leads_to_a_report_and_is_put_back(
    settings: Settings, expect_log: Callable[[str], None]
) -> None:
    expect_log("Nobody|Task|never retrieved")
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    box = BlackBox(settings, ManualClock(NOON))
    box.start()
    box.keep()
    room = Room(box)
    wrong = caught()
    sys.excepthook(type(wrong), wrong, wrong.__traceback__)
    room.until(1)
    asyncio_handler(None, {"message": "Task was destroyed", "exception": KeyError("x")})  # type: ignore[arg-type]
    room.until(2)
    Ring()
    room.until(3)
    box.stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


class Ring:
    """Cannot be thrown away in good order."""

    def __del__(self) -> None:
        raise RuntimeError("not so fast")


def test_a_task_that_fails_leaves_a_report(box: BlackBox, expect_log: Callable[[str], None]) -> None:
    expect_log("Task count the stars failed")
    room = Room(box)

    async def fail() -> None:
        broken()

    async def scene() -> None:
        task = spawn(fail(), name="count the stars")
        with pytest.raises(ZeroDivisionError):
            await task

    asyncio.run(scene())
    (told,) = room.until(1)
    assert "momstation.core.tasks: ZeroDivisionError" in told["what.txt"]


def test_no_secret_and_no_badge_is_in_a_report(box: BlackBox, expect_log: Callable[[str], None]) -> None:
    expect_log("Judging the code")
    room = Room(box)
    command = SignOnByBadge(badge="B-1001")

    async def send(_command: Command) -> tuple[Record, ...]:
        return ()

    asyncio.run(_sent(box, send, command))
    logging.getLogger("momstation.shell").error(
        "Judging the code %r failed", "BADGE:B-1001", exc_info=KeyError("x")
    )
    (told,) = room.until(1)
    assert told["commands.txt"] == f"{NOON:%H:%M:%S} SignOnByBadge\n"
    assert "Judging the code (left out) failed" in told["log.txt"]
    everything = "\n".join(told.values())
    assert "B-1001" not in everything
    assert "open-sesame" not in everything
    assert json.loads(told["settings.json"])["central"]["dsn"] == "(kept secret)"


async def _sent(
    box: BlackBox, send: Callable[[Command], Awaitable[tuple[Record, ...]]], command: Command
) -> None:
    await box.noted(send)(command)


@pytest.mark.parametrize("code", ["B-1", "it's", 'a "b"', 'it\'s "b"', "a\\", "\n"])
def test_whatever_was_read_is_taken_out(code: str) -> None:
    line = f"ERROR Judging the code {code!r} failed"
    assert without_codes(line) == "ERROR Judging the code (left out) failed"


def test_a_secret_that_is_not_set_is_told_as_such(tmp_path: Path) -> None:
    shown = without_secrets(load(a_station_file(tmp_path)))
    central = shown["central"]
    assert isinstance(central, dict)
    assert central["dsn"] == ""


def test_ten_reports_are_kept_the_newest(settings: Settings, tmp_path: Path) -> None:
    bundles = Bundles(tmp_path / "reports", settings)
    for number in range(MOST_KEPT + 5):
        bundles.write(Report("fault", f"number {number}", "", ""), NOON + timedelta(seconds=number))
    kept = bundles.all()
    assert [inside(file)["what.txt"].splitlines()[1] for file in kept] == [
        f"number {n}" for n in range(5, 15)
    ]
    assert len(list((tmp_path / "reports").iterdir())) == MOST_KEPT


def test_two_in_one_second_are_two(settings: Settings, tmp_path: Path) -> None:
    bundles = Bundles(tmp_path / "reports", settings)
    first, second = (bundles.write(Report("fault", "x", "", ""), NOON) for _ in range(2))
    assert first != second and first.exists() and second.exists()


def test_a_run_does_not_fill_the_disk_with_reports(box: BlackBox, expect_log: Callable[[str], None]) -> None:
    expect_log("it broke")
    room = Room(box)
    for number in range(20):
        kind = type(f"Fault{number}", (Exception,), {})
        logging.getLogger("momstation").error("it broke", exc_info=kind())
    room.until(5)
    box.stop()
    assert len(room.written) == 5


def test_what_the_last_run_wrote_with_its_last_breath_is_found_once(settings: Settings) -> None:
    box = BlackBox(settings, ManualClock(NOON))
    box.folder.mkdir(parents=True)
    (box.folder / "last-crash.txt").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    (box.folder / "last-hang.txt").write_text("", encoding="utf-8")
    box.log_file.parent.mkdir(parents=True)
    box.log_file.write_text("the last line\n", encoding="utf-8")
    box.start()
    box.keep()
    room = Room(box)
    (told,) = room.until(1)
    box.stop()
    assert (room.written[0].kind, told["log.txt"]) == ("crash", "the last line\n")
    again = BlackBox(settings, ManualClock(NOON))
    again.start()
    again.keep()
    assert Room(again).written == []
    again.stop()


def test_a_folder_that_cannot_be_written_costs_the_reports_alone(
    settings: Settings, expect_log: Callable[[str], None]
) -> None:
    expect_log("Neither log nor reports")
    box = BlackBox(settings, ManualClock(NOON))
    box.folder.parent.parent.mkdir(parents=True)
    box.folder.parent.write_text("a file stands in the way", encoding="utf-8")
    box.start()
    box.keep()
    assert Room(box).written == []
    box.stop()
