"""Every no has its sentence, and no sentence waits for a no that never comes."""

import re
from pathlib import Path
from string import Formatter

import momstation.production
from momstation.plant.nouns import ReasonKind
from momstation.production.model.refusals import REFUSALS

ROOM = Path(momstation.production.__file__).parent
MADE = {
    f"production.{kind}_reason_for_{wanted}"
    for kind in ReasonKind
    for wanted in (ReasonKind.SCRAP, ReasonKind.STOP)
    if kind is not wanted
}


def sources() -> str:
    files = [path for path in ROOM.rglob("*.py") if path.name != "refusals.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_refusal_has_a_sentence() -> None:
    said = set(re.findall(r'Refused\(\s*"(production\.\w+)"', sources()))
    assert said, "the pattern finds nothing"
    assert said <= set(REFUSALS)
    assert set(REFUSALS) >= MADE


def test_no_sentence_is_left_over() -> None:
    text = sources()
    assert {key for key in REFUSALS if f'"{key}"' not in text} == MADE


def test_sentences_are_whole_and_name_their_fields() -> None:
    for sentence in REFUSALS.values():
        assert sentence[-1] in ".”", sentence
        fields = [name for _text, name, _spec, _conv in Formatter().parse(sentence) if name is not None]
        assert all(fields), sentence
