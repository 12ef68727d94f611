"""Cues on a sound device: one after the other, an alarm until it is ended, silence where nothing can sound."""

import logging
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator

import pytest

from momstation.ui.cues import Cue
from momstation.ui.sound_device import NoSoundError, SoundDevice, at_volume

PATIENCE_S = 60.0


class Speaker:
    """Keeps what it was given; it can be switched off, and made to hold its breath."""

    def __init__(self) -> None:
        self.given = bytearray()
        self.news = threading.Condition()
        self.is_broken = False
        self.is_held = False
        self.opened = self.closed = 0

    def open(self, _device: str) -> "Speaker":
        self.opened += 1
        if self.is_broken:
            raise NoSoundError("no device")
        return self

    def write(self, data: bytes) -> None:
        if self.is_broken:
            raise NoSoundError("unplugged")
        with self.news:
            self.news.wait_for(lambda: not self.is_held, PATIENCE_S)
            self.given += data
            self.news.notify_all()

    def close(self) -> None:
        self.closed += 1

    def until(self, is_true: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(is_true, PATIENCE_S), f"{len(self.given)} bytes"

    def hold(self, is_held: bool) -> None:
        with self.news:
            self.is_held = is_held
            self.news.notify_all()


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def device(speaker: Speaker) -> Iterator[SoundDevice]:
    device = SoundDevice("", speaker.open)
    device.start()
    yield device
    device.stop()
    assert speaker.closed >= speaker.opened - 1


def test_a_cue_is_heard_whole(device: SoundDevice, speaker: Speaker) -> None:
    device.give(Cue.ACCEPTED, 70)
    whole = at_volume(Cue.ACCEPTED, 70)
    speaker.until(lambda: speaker.given == whole)


def test_half_the_volume_is_half_the_deflection() -> None:
    loud, quiet = array("h", at_volume(Cue.REFUSED, 100)), array("h", at_volume(Cue.REFUSED, 50))
    assert max(quiet) == pytest.approx(max(loud) / 2, abs=1)
    assert not any(array("h", at_volume(Cue.REFUSED, 0)))


def test_an_alarm_goes_on_until_it_is_ended(device: SoundDevice, speaker: Speaker) -> None:
    wave = at_volume(Cue.ALARM, 40)
    device.give(Cue.ALARM, 40)
    speaker.until(lambda: len(speaker.given) > len(wave) * 1.2)
    device.give(Cue.ALARM, 40)  # each second again, while it sounds
    device.end(Cue.ALARM)
    device.give(Cue.ANSWERED, 70)
    speaker.until(lambda: speaker.given.endswith(at_volume(Cue.ANSWERED, 70)))
    assert speaker.given.startswith(wave)


def test_a_verdict_is_heard_through_an_alarm_which_then_goes_on(
    device: SoundDevice, speaker: Speaker
) -> None:
    device.give(Cue.ALARM, 100)
    speaker.until(lambda: len(speaker.given) > 4000)
    device.give(Cue.ACCEPTED, 100)
    whole, alarm = at_volume(Cue.ACCEPTED, 100), at_volume(Cue.ALARM, 100)
    speaker.until(lambda: whole + alarm[:4000] in speaker.given)
    device.end(Cue.ALARM)


def test_the_newest_verdict_cuts_the_one_before_short(device: SoundDevice, speaker: Speaker) -> None:
    speaker.hold(True)
    device.give(Cue.REFUSED, 100)
    device.give(Cue.ACCEPTED, 100)
    speaker.hold(False)
    whole = at_volume(Cue.ACCEPTED, 100)
    speaker.until(lambda: speaker.given.endswith(whole))
    assert len(speaker.given) < len(whole) + len(at_volume(Cue.REFUSED, 100))


def test_giving_a_cue_never_waits_for_the_device(device: SoundDevice, speaker: Speaker) -> None:
    """It is held for as long as the test wants: were ``give`` to wait, the test would never get further."""
    speaker.hold(True)
    for _ in range(1000):
        device.give(Cue.REFUSED, 100)
        device.give(Cue.ALARM, 100)
        device.end(Cue.ALARM)
    assert not speaker.given
    speaker.hold(False)


def test_without_a_device_it_is_said_once_and_the_station_is_silent(
    speaker: Speaker, caplog: pytest.LogCaptureFixture
) -> None:
    speaker.is_broken = True
    device = SoundDevice("", speaker.open)
    with caplog.at_level(logging.INFO):
        device.start()
        for _ in range(20):
            device.give(Cue.ALARM, 70)
            device.give(Cue.ACCEPTED, 70)
        until(lambda: bool(caplog.messages))
        device.stop()
    assert caplog.messages == ["No sound at this station: no device"]


def test_without_the_library_it_is_said_once_and_the_station_is_silent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)  # as where it is not installed
    device = SoundDevice()
    with caplog.at_level(logging.INFO):
        device.start()
        device.give(Cue.ACCEPTED, 70)
        until(lambda: bool(caplog.messages))
        device.give(Cue.ACCEPTED, 70)
        device.stop()
    (said,) = caplog.records
    assert (said.levelno, said.getMessage()[:31]) == (logging.INFO, "No sound at this station: impor")


def test_a_speaker_that_is_unplugged_while_it_sounds_costs_nothing(
    device: SoundDevice, speaker: Speaker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        device.give(Cue.ALARM, 70)
        speaker.until(lambda: bool(speaker.given))
        speaker.is_broken = True
        until(lambda: bool(caplog.messages))
    assert caplog.messages == ["No sound at this station: unplugged"]


def test_an_end_while_an_alarm_sounds_does_not_hang(speaker: Speaker) -> None:
    device = SoundDevice("", speaker.open)
    device.start()
    device.give(Cue.ALARM, 70)
    speaker.until(lambda: bool(speaker.given))
    device.stop()
    assert speaker.closed == 1


def test_one_that_was_never_started_can_be_stopped() -> None:
    SoundDevice().stop()


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.005)
