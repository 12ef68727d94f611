"""Plays cues on the panel's sound device, on a thread of its own; a station without one is silent and works on.

The library (sounddevice, the extra ``sound``) is loaded by that thread when the first cue is to be heard: looking for
devices may take a second, and nobody waits for it.
"""

import logging
import queue
import threading
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from momstation.ui.cues import LOUDEST, Cue
from momstation.ui.sounds import RATE, samples

_CHUNK_S = 0.05
_CHUNK = int(RATE * _CHUNK_S)
_MOST_WAITING = 8
_IDLE_S = 20.0
_AGAIN_S = 60.0
_MOST_AHEAD_S = 0.2
_log = logging.getLogger(__name__)


class NoSoundError(Exception):
    """Why nothing can be heard here."""


class Output(Protocol):
    """Takes 16 bit mono samples at ``RATE``; ``write`` returns when they are on their way to the ear."""

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


OpenOutput = Callable[[str], Output]


class SoundDevice:
    """A sink. ``device`` is part of the name of the wanted one; empty means the system's own choice."""

    def __init__(self, device: str = "", open_output: OpenOutput | None = None) -> None:
        self._device = device
        self._open = open_output or open_portaudio
        self._waiting: queue.Queue[tuple[Cue, int] | None] = queue.Queue(_MOST_WAITING)
        self._alarm_volume = 0
        self._stopping = threading.Event()
        self._output: Output | None = None
        self._mute_until = 0.0
        self._heard_until = 0.0
        self._has_told = False
        self._waves: dict[tuple[Cue, int], bytes] = {}
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)

    def start(self) -> None:
        """Get ready, so that the first cue is not late; what is missing is told now."""
        self._thread.start()

    def give(self, cue: Cue, volume: int) -> None:
        if volume == 0 or time.monotonic() < self._mute_until or self._stopping.is_set():
            return
        if cue is Cue.ALARM:
            if self._alarm_volume == volume:
                return  # it sounds until it is ended
            self._alarm_volume = volume
            self._put(None)
        else:
            self._put((cue, volume))

    def end(self, cue: Cue) -> None:
        """An alarm that sounds falls silent within a twentieth of a second."""
        if cue is Cue.ALARM:
            self._alarm_volume = 0

    def stop(self) -> None:
        """Wait until the thread is gone."""
        self._stopping.set()
        self._alarm_volume = 0
        self._put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _put(self, wanted: tuple[Cue, int] | None) -> None:
        with suppress(queue.Full):  # so many cues in so little time say no more than the ones that wait
            self._waiting.put_nowait(wanted)

    def _work(self) -> None:
        step = self._get_ready
        while not self._stopping.is_set():
            try:
                step()
            except NoSoundError as wrong:
                self._fall_silent(str(wrong))
            except Exception:
                _log.exception("The sound device failed")
                self._fall_silent("see above")
            step = self._sound_next
        self._close()

    def _get_ready(self) -> None:
        self._output = self._open(self._device)

    def _sound_next(self) -> None:
        wanted = self._next()
        if wanted is not None:
            self._play(self._wave(*wanted))
        elif self._alarm_volume:
            self._play(self._wave(Cue.ALARM, self._alarm_volume), is_alarm=True)

    def _wave(self, cue: Cue, volume: int) -> bytes:
        if (cue, volume) not in self._waves:
            self._waves[cue, volume] = at_volume(cue, volume)
        return self._waves[cue, volume]

    def _next(self) -> tuple[Cue, int] | None:
        """None while only the alarm is left to sound, and after a rest, in which the device is let go."""
        try:
            if self._alarm_volume:
                return self._waiting.get_nowait()
            return self._waiting.get(timeout=_IDLE_S if self._output is not None else None)
        except queue.Empty:
            if not self._alarm_volume:
                self._close()
            return None

    def _play(self, wave: bytes, *, is_alarm: bool = False) -> None:
        if self._output is None:
            self._output = self._open(self._device)
        for start in range(0, len(wave), 2 * _CHUNK):
            if self._stopping.is_set() or not self._waiting.empty():
                return  # the newest verdict counts: what is left of an older one would only delay it
            if is_alarm and not self._alarm_volume:
                return
            self._output.write(wave[start : start + 2 * _CHUNK])
            self._keep_pace()

    def _keep_pace(self) -> None:
        """A device that swallows everything at once would be fed without end."""
        now = time.monotonic()
        self._heard_until = max(now, self._heard_until) + _CHUNK_S
        if self._heard_until - now > _MOST_AHEAD_S:
            self._stopping.wait(_CHUNK_S)

    def _fall_silent(self, why: str) -> None:
        """Said once; a device that is plugged in later is found when a cue is given after a while."""
        self._mute_until = time.monotonic() + _AGAIN_S
        self._alarm_volume = 0
        self._close()
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        if not self._has_told:
            self._has_told = True
            _log.info("No sound at this station: %s", why)

    def _close(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()


def at_volume(cue: Cue, volume: int) -> bytes:
    """16 bit samples of the machine's byte order."""
    made = samples(cue)
    share = volume / LOUDEST
    return array("h", [round(value * share) for value in made]).tobytes()


def open_portaudio(device: str) -> Output:
    """Raises NoSoundError where the library, PortAudio or a device is missing."""
    try:
        import sounddevice  # an extra, and slow to load
    except (ImportError, OSError) as wrong:
        raise NoSoundError(str(wrong)) from wrong
    try:
        stream = sounddevice.RawOutputStream(
            samplerate=RATE, channels=1, dtype="int16", device=device or None, latency="low"
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as wrong:
        raise NoSoundError(str(wrong)) from wrong
    return _PortAudio(stream, sounddevice.PortAudioError)


class _PortAudio:
    """A stream that was started; a device that goes away is no failure of the station's."""

    def __init__(self, stream: Any, trouble: type[Exception]) -> None:
        self._stream = stream
        self._trouble = trouble

    def write(self, data: bytes) -> None:
        try:
            self._stream.write(data)
        except self._trouble as wrong:
            raise NoSoundError(str(wrong)) from wrong

    def close(self) -> None:
        with suppress(self._trouble):
            self._stream.close()
