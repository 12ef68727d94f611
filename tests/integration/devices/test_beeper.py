"""A scanner's beeper on a real serial line (a pseudo-terminal): beeps go out while scans come in."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.devices import scanner
from momstation.devices.beeper import Beeper
from momstation.devices.framer import Framing
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.plant.readings import CodeScanned, ScannerStatus
from momstation.simulation.scanner import FakeScanner
from momstation.ui.cues import Cue, Cues
from tests.support.machines import PATIENCE_S, Heard


class Hand:
    """A scanner with a beeper in somebody's hand."""

    def __init__(self, path: Path) -> None:
        self.fake = FakeScanner(path)
        self.heard = Heard()
        self.scans: list[CodeScanned] = []
        self.states: list[ScannerStatus] = []
        config = ScannerConfig("S1", str(path), framing=Framing(suffix=b"\r", idle_s=PATIENCE_S))
        self.port = ScannerPort(config, self.scans.append, self.states.append, self.heard.call_soon)
        commands = {Cue.ACCEPTED: b"\x07", Cue.REFUSED: b"\x1b[5q\x1b[5q"}
        self.cues = Cues(sinks=[Beeper(self.port.write, commands)])
        self._beeps = b""

    def hears(self, beeps: bytes) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while self._beeps != beeps:
            assert time.monotonic() < deadline, f"heard {self._beeps!r}, not {beeps!r}"
            self._beeps += self.fake.heard()
            time.sleep(0.005)

    def state(self, is_connected: bool, after: int = 0) -> None:
        self.heard.until(
            lambda: next((s for s in self.states[after:] if s.is_connected is is_connected), None)
        )


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    hand = Hand(tmp_path / "by-id" / "usb-Fake_Scanner_1")
    hand.fake.plug()
    hand.port.start()
    hand.state(True)
    yield hand
    asyncio.run(hand.port.stop())
    hand.fake.unplug()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer a beep may go out late."""
    monkeypatch.setattr(scanner, "_LATE_S", PATIENCE_S)


@pytest.mark.usefixtures("unhurried")
def test_each_cue_is_a_command_on_the_line(hand: Hand) -> None:
    hand.cues.give(Cue.ACCEPTED)
    hand.hears(b"\x07")
    hand.cues.give(Cue.REFUSED)
    hand.hears(b"\x07\x1b[5q\x1b[5q")


@pytest.mark.usefixtures("unhurried")
def test_no_scan_is_lost_between_beeps(hand: Hand) -> None:
    for number in range(20):
        hand.cues.give(Cue.ACCEPTED)
        hand.fake.send(b"4711-%d\r" % number, chunks=[2], pause_s=0.002)
        hand.hears(b"\x07" * (number + 1))
    heard = hand.heard.until(lambda: hand.scans if len(hand.scans) >= 20 else None)
    assert [code.text for code in heard] == [f"4711-{number}" for number in range(20)]
    assert not any(code.trouble for code in heard)


def test_a_beep_for_a_scanner_that_is_away_is_not_given_later(hand: Hand, expect_log: object) -> None:
    assert callable(expect_log)
    expect_log("Scanner S1 is away")
    hand.fake.unplug()
    hand.state(False)
    away = len(hand.states)
    for _ in range(50):
        hand.cues.give(Cue.REFUSED)
    time.sleep(1.1)  # the age at which a beep would answer another scan
    hand.fake.plug()
    hand.state(True, after=away)
    hand.cues.give(Cue.ACCEPTED)
    hand.hears(b"\x07")
