"""The bundled cues are the ones that the recipes make, and no two have one rhythm."""

import wave
from io import BytesIO

import pytest

from momstation.core.paths import resources
from momstation.ui.sounds import CUES, RATE, wav


@pytest.mark.parametrize("cue", CUES)
def test_the_bundled_file_is_made_by_the_recipe(cue: str) -> None:
    assert (resources() / "sounds" / f"{cue}.wav").read_bytes() == wav(cue)


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_has_its_length_and_is_loud_without_clipping(cue: str) -> None:
    with wave.open(BytesIO(wav(cue))) as file:
        frames = file.readframes(file.getnframes())
        length_s = file.getnframes() / file.getframerate()
    samples = memoryview(frames).cast("h")
    assert length_s == pytest.approx(sum(tone.length_s for tone in CUES[cue]), abs=2 / RATE)
    assert 8_000 < max(samples) < 32_767


def test_cues_differ_by_rhythm() -> None:
    rhythms = [tuple(tone.length_s for tone in tones) for tones in CUES.values()]
    assert len(set(rhythms)) == len(rhythms)
