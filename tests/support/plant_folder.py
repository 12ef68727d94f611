"""The example plant in a folder that a test may spoil, and words to ask what an import makes of it."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from momstation.core.event import Event
from momstation.core.paths import resources
from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import Definition, noun_of
from momstation.plant.importing import Fault, ImportRefused, plan_import
from momstation.plant.nouns import Noun

DEMO = resources() / "plants" / "demo"
Current = dict[tuple[str, str], Definition]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example plant, to be spoiled."""
    return Path(shutil.copytree(DEMO, tmp_path / "plant"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def row_of(folder: Path, file: str, part: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if part in line)


def faults(folder: Path, current: Current | None = None) -> tuple[Fault, ...]:
    with pytest.raises(ImportRefused) as refusal:
        plan_import(folder, current or {})
    return refusal.value.faults


def the_fault(folder: Path, current: Current | None = None) -> Fault:
    (fault,) = faults(folder, current)
    return fault


def recorded(events: Iterable[Event], before: Current | None = None) -> Current:
    """What holds after ``events`` were recorded."""
    puts = [event for event in events if isinstance(event, DefinitionPut)]
    return (before or {}) | {
        (put.entity, put.id): Definition(entity=put.entity, id=put.id, version=put.version, body=put.body)
        for put in puts
    }


def now(current: Current, entity: str, name: str) -> Noun:
    noun = noun_of(entity, current[entity, name].body)
    assert noun is not None
    return noun


@pytest.fixture(scope="module")
def demo() -> Current:
    return recorded(plan_import(DEMO, {}).events)
