"""``make test`` leaves no test out and runs none twice, tells every failure, and takes everything down when stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.__main__ import HANDS, PLACES, WITH_QT, dealt, in_memory, is_in, parts_of
from tests.support.side_by_side import Part, run

ROOT = Path(__file__).parents[2]
STOPPED = """
import sys
from pathlib import Path
from tests.support.side_by_side import Part, run
child = (
    "import os, pathlib, signal, sys, time\\n"
    "place = pathlib.Path(sys.argv[1])\\n"
    "place.with_suffix('.pid').write_text(str(os.getpid()))\\n"
    "if sys.argv[2] == 'deaf':\\n"
    "    signal.signal(signal.SIGINT, signal.SIG_IGN)\\n"
    "try:\\n"
    "    place.with_suffix('.begun').touch()\\n"
    "    time.sleep(600)\\n"
    "except KeyboardInterrupt:\\n"
    "    place.with_suffix('.tidied').touch()\\n"
)
folder = Path(sys.argv[1])
ears = sys.argv[2]
run([Part(n, (sys.executable, "-c", child, str(folder / n), ears)) for n in "ab"], at_once=2, folder=folder)
"""
PATIENCE_S = 60.0


def runs(place: str, file: str) -> int:
    """How many processes of the place run the tests of the file."""
    return sum(_runs(part.command, file) for part in parts_of(place, Path("somewhere")))


def _runs(command: Sequence[str], file: str) -> bool:
    ignored = [command[n + 1] for n, word in enumerate(command) if word == "--ignore"]
    asked = [word for word in command if is_in(word, "tests") and word not in ignored]
    return is_in(file, *asked) and not is_in(file, *ignored)


def test_every_test_is_run_once() -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(files) > 300
    assert {
        file: [place for place in PLACES if runs(place, file)] for file in files if times(file) != 1
    } == {}


def times(file: str) -> int:
    return sum(runs(place, file) for place in PLACES)


def test_every_place_is_there_and_qt_only_where_it_is_shown() -> None:
    for place in PLACES:
        assert (ROOT / place).exists()
        for part in parts_of(place, Path("x")):
            assert ("tests.support.no_qt" in part.command) is not is_in(place, *WITH_QT)


def test_a_place_that_is_dealt_out_gives_each_process_about_as_much() -> None:
    for place, hands in HANDS.items():
        counts = [len(hand) for hand in dealt(place)]
        assert len(counts) == hands
        assert 0 < max(counts) <= min(counts) + 1
        assert (
            len({word for part in parts_of(place, Path("x")) for word in part.command if "basetemp" in word})
            == hands
        )


def test_memory_is_used_where_it_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.__main__.ENOUGH_BYTES", 1)
    assert in_memory(tmp_path) == tmp_path
    assert in_memory(tmp_path / "nowhere") is None
    monkeypatch.setattr("tests.__main__.ENOUGH_BYTES", 2**80)
    assert in_memory(tmp_path) is None


def says(name: str, what: str, status: int = 0) -> Part:
    return Part(name, (sys.executable, "-c", f"print({what!r}); raise SystemExit({status})"))


def test_what_fails_lets_the_others_go_on_and_is_told(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    parts = [says("first", "1 failed", 3), says("tests/second", "all passed"), says("third", "passed too")]
    assert run(parts, at_once=1, folder=tmp_path) == 1
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert {"1 failed", "all passed", "passed too", "===== tests/second"} <= set(lines)
    assert [line.split(",")[0] for line in lines[-3:]] == [
        "third: well",
        "tests/second: well",
        "first: FAILED with 3",
    ]


def test_all_is_well_if_each_part_is(tmp_path: Path) -> None:
    assert run([says("one", "passed"), says("two", "passed")], at_once=2, folder=tmp_path) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_stops_all_of_it_in_order(tmp_path: Path, how: signal.Signals) -> None:
    whole = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path), "hears"], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(tmp_path / "a.begun", tmp_path / "b.begun")
        os.kill(whole.pid, how)
        assert whole.wait(PATIENCE_S) != 0
    finally:
        whole.kill()
        whole.wait()
    assert (tmp_path / "a.tidied").exists()
    assert (tmp_path / "b.tidied").exists()


def test_whoever_stops_it_again_does_not_wait(tmp_path: Path) -> None:
    whole = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path), "deaf"], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(tmp_path / "a.begun", tmp_path / "b.begun")
        deadline = time.monotonic() + PATIENCE_S / 2
        while whole.poll() is None:
            assert time.monotonic() < deadline, "it waits for whoever is deaf"
            whole.send_signal(signal.SIGINT)
            time.sleep(0.5)
    finally:
        whole.kill()
        whole.wait()
    for name in "ab":
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / f"{name}.pid").read_text()), 0)


def wait_for(*files: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not all(file.exists() for file in files):
        assert time.monotonic() < deadline, f"{files} did not come"
        time.sleep(0.01)
