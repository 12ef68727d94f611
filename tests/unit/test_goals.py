"""The page of goals names every goal once, and no test or measurement that is not there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "goals.md"
GOALS = [
    *(
        "TAP-1",
        "TAP-2",
        "UNDO-1",
        "RSN-1",
        "SCAN-1",
        "SCAN-2",
        "SND-1",
        "KEY-1",
        "KEY-2",
        "KEY-3",
        "STM-1",
        "KBD-1",
    ),
    *(
        "OFF-1",
        "GLN-1",
        "TGT-1",
        "LAY-1",
        "LAY-2",
        "LAY-3",
        "CLR-1",
        "CLR-2",
        "CLR-3",
        "CLR-4",
        "CLR-5",
        "CLR-6",
    ),
    *("ALM-1", "ALM-2", "ALM-3", "SPD-1", "SPD-2", "SPD-3", "SPD-4", "MEM-1", "MEM-2", "A11Y-1", "A11Y-2"),
    *("I18N-1", "I18N-2", "I18N-3", "I18N-4", "I18N-5", "FNT-1", "LIC-1", "GAL-1"),
]
STATES = ("checked", "partly: ", "pending: ")
_ROW = re.compile(r"^\| ([A-Z0-9]+-\d) \| (.+?) \|(.*?)\| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_MEASUREMENT = re.compile(r"`(benchmarks/\w+\.py)`")
ROWS = {
    key: (what, where, state) for key, what, where, state in _ROW.findall(PAGE.read_text(encoding="utf-8"))
}


@cache
def names_in(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))


def test_every_goal_has_its_row() -> None:
    assert list(ROWS) == GOALS


@pytest.mark.parametrize("goal", GOALS)
def test_what_checks_it_is_there(goal: str) -> None:
    _what, where, state = ROWS[goal]
    named, measured = _TEST.findall(where), _MEASUREMENT.findall(where)
    assert [f"{file}::{name}" for file, name in named if name not in names_in(file)] == []
    assert [file for file in measured if not (ROOT / file).exists()] == []
    assert state.startswith(STATES), "a goal is checked, partly so, or pending"
    assert bool(named or measured) is not state.startswith("pending")
    assert where.count("`") == 2 * (len(named) + len(measured)), "something that is named is neither"
