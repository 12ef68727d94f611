"""A scanner on a real serial line (a pseudo-terminal): bursts, halves, noise, and its plug."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from momstation.devices.framer import Framing
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.plant.readings import CodeScanned, ScannerStatus
from momstation.simulation.control import ask
from momstation.simulation.scanner import FakeScanner, scan
from tests.support.machines import PATIENCE_S, Heard


class Ears(Heard):
    """What a scanner's port handed over."""

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[CodeScanned] = []
        self.states: list[ScannerStatus] = []

    def codes(self, count: int) -> list[CodeScanned]:
        return self.until(lambda: self.scans[:] if len(self.scans) >= count else None)

    def state(self, is_connected: bool, after: int = 0) -> ScannerStatus:
        return self.until(
            lambda: next((s for s in self.states[after:] if s.is_connected is is_connected), None)
        )


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeScanner]:
    scanner = FakeScanner(tmp_path / "by-id" / "usb-Fake_Scanner_1")
    scanner.plug()
    yield scanner
    scanner.unplug()


@pytest.fixture
def silence_s() -> float:
    """A busy computer that reads late hears a silence where there was none: only who waits for one has a short one."""
    return PATIENCE_S


@pytest.fixture
def ears(tmp_path: Path, fake: FakeScanner, silence_s: float) -> Iterator[Ears]:
    """Of a port that is open."""
    ears = Ears()
    link, framing = tmp_path / "by-id" / "usb-Fake_Scanner_1", Framing(suffix=b"\r", idle_s=silence_s)
    config = ScannerConfig("S1", str(link), framing=framing, same_code_s=PATIENCE_S)
    port = ScannerPort(config, ears.scans.append, ears.states.append, ears.call_soon)
    port.start()
    ears.state(True)
    yield ears
    asyncio.run(port.stop())


def test_a_scan_arrives_with_its_bytes_and_its_time(fake: FakeScanner, ears: Ears) -> None:
    before = time.monotonic()
    fake.send("Süd-4711\r\n".encode())
    (code,) = ears.codes(1)
    assert (code.scanner, code.text, code.raw, code.trouble) == ("S1", "Süd-4711", "Süd-4711".encode(), "")
    assert before <= code.received_monotonic <= time.monotonic()


def test_two_scans_in_one_burst_both_arrive_in_order(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"4711-20\r\n4711-30\r\n")
    assert [code.text for code in ears.codes(2)] == ["4711-20", "4711-30"]


def test_a_scan_in_single_bytes_is_one_scan(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"4711-20\r", chunks=[1] * 7, pause_s=0.005)
    assert [code.text for code in ears.codes(1)] == ["4711-20"]


@pytest.mark.parametrize("silence_s", [1.0])
def test_half_a_scan_is_refused_after_a_silence(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"4711")
    (code,) = ears.codes(1)
    assert (code.text, code.raw) == ("4711", b"4711")
    assert "4711" in code.trouble
    fake.send(b"4711-20\r")
    assert ears.codes(2)[1].trouble == ""


@pytest.mark.parametrize("silence_s", [1.0])
def test_noise_is_shown_and_refused_once(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"\x00\xff\x80\r\x01\x02\n\xfe" * 20)
    (code,) = ears.codes(1)
    assert "\\xff" in code.text
    assert code.trouble
    fake.send(b"4711-20\r")
    assert [code.text for code in ears.codes(2)][1:] == ["4711-20"]


@pytest.mark.parametrize("silence_s", [1.0])
def test_four_kilobytes_without_an_end_are_refused(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"x" * 4200)
    (code,) = ears.codes(1)
    assert "4200" in code.trouble
    fake.send(b"4711-20\r")
    assert ears.codes(2)[1].text == "4711-20"


def test_the_same_code_twice_at_once_is_one_scan(fake: FakeScanner, ears: Ears) -> None:
    fake.send(b"A\rA\rB\rA\r")
    assert [code.text for code in ears.codes(3)] == ["A", "B", "A"]


def test_an_unplugged_scanner_is_said_and_is_back_by_itself(
    fake: FakeScanner, ears: Ears, expect_log: Callable[[str], None], tmp_path: Path
) -> None:
    expect_log("Scanner S1 is away")
    fake.send(b"before\r")
    ears.codes(1)
    fake.unplug()
    away = ears.state(False)
    assert "S1" in away.reason
    fake.plug()
    ears.state(True, after=ears.states.index(away))
    fake.send(b"after\r")
    assert ears.codes(2)[1].text == "after"


def test_a_scanner_that_was_never_there_is_said_and_found_when_it_comes(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("Scanner S2 is away")
    fake, ears = FakeScanner(tmp_path / "late"), Ears()
    port = ScannerPort(
        ScannerConfig("S2", str(tmp_path / "late")), ears.scans.append, ears.states.append, ears.call_soon
    )
    port.start()
    assert str(tmp_path / "late") in ears.state(False).reason
    fake.plug()
    ears.state(True)
    asyncio.run(port.stop())
    fake.unplug()


def test_a_plug_pulled_in_the_middle_of_a_code_is_no_crash(
    fake: FakeScanner, ears: Ears, expect_log: Callable[[str], None]
) -> None:
    expect_log("Scanner S1 is away")
    for _ in range(5):
        seen = len(ears.states)
        fake.send(b"47")
        fake.unplug()
        ears.state(False, after=seen)
        fake.plug()
        ears.state(True, after=seen)
    fake.send(b"4711-20\r")
    ears.until(lambda: next((code for code in ears.scans if code.text == "4711-20"), None))


def test_a_scanner_that_another_program_holds_is_said(
    tmp_path: Path, fake: FakeScanner, expect_log: Callable[[str], None]
) -> None:
    expect_log("Scanner S4 is away")
    link, ears = tmp_path / "by-id" / "usb-Fake_Scanner_1", Ears()
    port = ScannerPort(ScannerConfig("S4", str(link)), ears.scans.append, ears.states.append, ears.call_soon)
    with serial.Serial(str(link), exclusive=True):
        port.start()
        assert "cannot be used" in ears.state(False).reason
    ears.state(True)
    asyncio.run(port.stop())


def test_a_port_that_was_never_started_can_be_stopped() -> None:
    ears = Ears()
    port = ScannerPort(
        ScannerConfig("S5", "/dev/none"), ears.scans.append, ears.states.append, ears.call_soon
    )
    asyncio.run(port.stop())
    assert ears.states == []


def test_a_scanner_held_by_a_process_of_its_own(tmp_path: Path) -> None:
    link, control, ears = tmp_path / "link", tmp_path / "control", Ears()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "momstation.simulation.scanner",
            "--link",
            str(link),
            "--control",
            str(control),
        ],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    port = ScannerPort(ScannerConfig("S3", str(link)), ears.scans.append, ears.states.append, ears.call_soon)
    port.start()
    ears.state(True)
    scan(control, b"4711-20\r\n")
    assert ears.codes(1)[0].text == "4711-20"
    assert not ask(control, {"cmd": "dance"})["ok"]
    asyncio.run(port.stop())  # before the scanner leaves: nobody shall miss it
    assert ask(control, {"cmd": "quit"})["ok"]
    process.stdout.close()
    assert process.wait(60) == 0
    assert not link.is_symlink()
