"""A station that hangs, dies or is started twice, as real processes: reports are left, and one window is there."""

import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.station_file import a_station_file

PATIENCE_S = 100
HANGS = """
import sys, time
from momstation.ui.collector import Collector
begin = Collector.start

def start(self):
    begin(self)
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, lambda: time.sleep(600))

Collector.start = start
from momstation.cli import main
sys.exit(main(sys.argv[1:]))
"""


def reports(folder: Path) -> list[Path]:
    return sorted((folder / "data" / "reports" / "ST-07").glob("*.zip"))


def inside(report: Path) -> dict[str, str]:
    with zipfile.ZipFile(report) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


@contextmanager
def station(
    config: Path, *before: str, env: dict[str, str] | None = None
) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, *(before or ("-m", "momstation")), "run", "--config", str(config), "--conduct"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(env or {})},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert any(json.loads(line)["is"] == "ready" for line in process.stdout)


def test_a_screen_that_hangs_leaves_a_report_and_ends_where_it_is_started_again(tmp_path: Path) -> None:
    config = a_station_file(tmp_path, "[watch]\nhang_s = 5\nend_when_hung = true\n")
    with station(config, "-c", HANGS) as process:
        assert process.wait(PATIENCE_S) == 70
    (report,) = reports(tmp_path)
    assert report.name.endswith("-hang.zip")
    told = inside(report)
    assert "Thread" in told["stacks.txt"] and "hang_watch.py" in told["stacks.txt"]
    assert "<string>" in told["stacks.txt"], "where the screen's thread hangs"
    assert "The screen stands still" in told["log.txt"]
    assert json.loads(told["settings.json"])["station"]["code"] == "ST-07"
    assert "The station ends" in (tmp_path / "data" / "log" / "ST-07.log").read_text(encoding="utf-8")


def test_systemd_is_told_of_each_beat_and_of_the_end(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.settimeout(PATIENCE_S)
        heard: list[str] = []

        def hear(until: str) -> None:
            while until not in heard:
                heard.append(supervisor.recv(100).decode())

        with station(a_station_file(tmp_path), env={"NOTIFY_SOCKET": str(tmp_path / "notify")}) as process:
            hear("READY=1")
            before = heard.count("WATCHDOG=1")
            while heard.count("WATCHDOG=1") < before + 2:
                heard.append(supervisor.recv(100).decode())
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
            hear("STOPPING=1")
    assert reports(tmp_path) == []


def test_a_process_that_was_shot_is_told_of_at_the_next_start(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    with station(config) as process:
        until_ready(process)
        process.send_signal(signal.SIGSEGV)
        assert process.wait(PATIENCE_S) == -signal.SIGSEGV
    assert reports(tmp_path) == []
    with station(config) as process:
        until_ready(process)
        (report,) = reports(tmp_path)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    told = inside(report)
    assert "Fatal Python error: Segmentation fault" in told["stacks.txt"]
    assert "ended by a crash" in told["what.txt"]
    assert told["log.txt"].strip(), "the end of the log of the run that died"


def test_an_end_in_good_order_and_a_pulled_plug_leave_no_report(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    for order, status in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 0), (signal.SIGTERM, 0)):
        with station(config) as process:
            until_ready(process)
            process.send_signal(order)
            assert process.wait(PATIENCE_S) == status
    assert reports(tmp_path) == []


def test_a_second_start_shows_the_window_of_the_first(tmp_path: Path) -> None:
    config = a_station_file(tmp_path)
    with station(config) as first:
        until_ready(first)
        with station(config) as second:
            out, err = second.communicate(timeout=PATIENCE_S)
        assert second.returncode == 0
        assert out == "This station is running already: its window was brought to the front.\n"
        assert err == ""
        first.send_signal(signal.SIGTERM)
        _, said = first.communicate(timeout=PATIENCE_S)
        assert "A second start" in said
        assert first.returncode == 0
