"""Where the published numbers are: copies, bare facts restated, and the originals when at hand."""

import json
from pathlib import Path
from typing import Any

from tests.oracles.restated import restated

HERE = Path(__file__).parent
ORIGINALS = HERE.parent.parent.parent / "shared" / "oracles"

COPIED = (
    "kpi.iso22400.days_public",
    "kpi.oee.simple_examples",
    "kpi.oee.vorne_shift",
    "kpi.oee_events.flux_apq",
    "kpi.shift_windows_public",
)


def copied_cases() -> dict[str, list[dict[str, Any]]]:
    """The cases of the files that may be copied."""
    return {name: cases_in(HERE / f"{name}.json") for name in COPIED}


def all_cases() -> dict[str, list[dict[str, Any]]]:
    """Every published case by the name of its file, without need of the originals."""
    return {**copied_cases(), **restated()}


def original_names() -> list[str]:
    """The originals of this topic that are at hand; none where the repository stands alone."""
    paths = [*ORIGINALS.glob("kpi.*.json"), *ORIGINALS.glob("time.*.json")]
    return sorted(path.name.removesuffix(".json") for path in paths)


def original_cases(name: str) -> list[dict[str, Any]]:
    return cases_in(ORIGINALS / f"{name}.json")


def cases_in(path: Path) -> list[dict[str, Any]]:
    document = json.loads(path.read_text(encoding="utf-8"))
    cases: list[dict[str, Any]] = document["cases"]
    return cases
