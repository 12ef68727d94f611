"""A whole station answers a scan to ear and eye: the scanner beeps, and the lamp on the machine shines."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momstation.simulation.machine import NAMESPACE
from momstation.simulation.scanner import FakeScanner
from tests.support.machines import SimulatedPlant
from tests.support.station_file import a_station_file

PATIENCE_S = 60.0
AGAIN_S = 1.5
"""Longer than a lamp shines for a refusal."""
TABLES = """
[[scanner]]
id = "hand"
port = "{port}"
[[beep]]
scanner = "hand"
cue = "refused"
send = "\\u001B[4q"
[[machine]]
code = "P07"
endpoint = "{endpoint}"
security = "none"
[[machine.signal]]
role = "state"
node = "nsu={namespace};s=P07.StateCurrent"
type = "whole"
[[light]]
machine = "P07"
cue = "refused"
node = "nsu={namespace};s=P07.LampRed"
"""


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(tmp_path / "control")
    yield plant
    plant.end()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[FakeScanner]:
    scanner = FakeScanner(tmp_path / "usb-Fake_Scanner_1")
    scanner.plug()
    yield scanner
    scanner.unplug()


def test_a_code_that_nobody_knows_is_refused_by_beep_and_lamp(
    tmp_path: Path, plant: SimulatedPlant, scanner: FakeScanner
) -> None:
    tables = TABLES.format(port=tmp_path / "usb-Fake_Scanner_1", endpoint=plant.endpoint, namespace=NAMESPACE)
    command = [sys.executable, "-m", "momstation", "run", "--config", str(a_station_file(tmp_path, tables))]
    heard, lamps, sent = bytearray(), set[bool](), [0.0]

    def look() -> bool:
        """Scan until it is answered: at first neither the scanner nor the machine is reached."""
        heard.extend(scanner.heard())
        lamps.add(plant.tell("report")["lamps"]["P07"]["LampRed"])
        if time.monotonic() - sent[-1] > AGAIN_S:
            sent.append(time.monotonic())
            scanner.send(b"%d\r" % time.monotonic_ns())
        return b"\x1b[4q" in heard and True in lamps

    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as station:  # fmt: skip
        try:
            until(look)
            until(lambda: not plant.tell("report")["lamps"]["P07"]["LampRed"])
            station.send_signal(signal.SIGTERM)
            assert station.wait(PATIENCE_S) == 0
        finally:
            station.kill()
    assert bytes(heard).replace(b"\x1b[4q", b"") == b"", "nothing but what the settings say is sent"


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
