"""Makes the cue sounds from their recipes, so that no sound in the house has a foreign licence.

``python -m momstation.ui.sounds DIR`` writes the WAV files; the bundled ones are checked to be these.
"""

import sys
import wave
from array import array
from dataclasses import dataclass
from io import BytesIO
from math import pi, sin
from pathlib import Path

RATE = 22_050
_LEVEL = 0.6
_EDGE_S = 0.004
_BUZZ = (1.0, 0.0, 0.45, 0.0, 0.25)
_PURE = (1.0, 0.25)


@dataclass(frozen=True)
class Tone:
    """A stretch of sound; a pitch of zero is silence."""

    pitch_hz: float
    length_s: float
    overtones: tuple[float, ...] = _PURE


CUES: dict[str, tuple[Tone, ...]] = {
    "accepted": (Tone(660, 0.07), Tone(990, 0.07)),
    "refused": (Tone(220, 0.16, _BUZZ), Tone(0, 0.06), Tone(220, 0.16, _BUZZ)),
    "needs-you": (Tone(520, 0.12), Tone(660, 0.12), Tone(520, 0.12)),
    "alarm": (Tone(880, 0.5), Tone(660, 0.5)),
    "answered": (Tone(780, 0.18),),
}
"""Told apart by rhythm, not only by pitch."""


def samples(cue: str) -> "array[int]":
    """16 bit samples at ``RATE``, in this computer's byte order; raises KeyError for an unknown cue."""
    return array("h", [value for tone in CUES[cue] for value in _samples(tone)])


def wav(cue: str) -> bytes:
    """The cue as a 16 bit mono WAV file; raises KeyError for an unknown cue."""
    made = samples(cue)
    if sys.byteorder == "big":
        made.byteswap()
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(made.tobytes())
    return buffer.getvalue()


def _samples(tone: Tone) -> list[int]:
    count = round(tone.length_s * RATE)
    if tone.pitch_hz == 0:
        return [0] * count
    loudest = sum(tone.overtones)
    return [
        round(32_767 * _LEVEL * _envelope(index, count) * _wave(tone, index / RATE) / loudest)
        for index in range(count)
    ]


def _wave(tone: Tone, at_s: float) -> float:
    turns = 2 * pi * tone.pitch_hz * at_s
    return sum(part * sin(turns * (order + 1)) for order, part in enumerate(tone.overtones))


def _envelope(index: int, count: int) -> float:
    """Soft edges, because a hard one clicks."""
    edge = _EDGE_S * RATE
    return min(1.0, index / edge, (count - 1 - index) / edge)


def main(folder: Path) -> None:
    """Write every cue."""
    for cue in CUES:
        (folder / f"{cue}.wav").write_bytes(wav(cue))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
