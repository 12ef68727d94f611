"""Writes the page of tasks from what they took."""

from collections.abc import Sequence
from pathlib import Path

from tests.flows.taps.pending import PENDING
from tests.flows.taps.playing import Taken

PAGE = Path(__file__).resolve().parents[3] / "docs" / "taps.md"
_HEAD = """# What a task costs

Each task below is played on a whole station (its own store, rules and window) by a script that presses what is to be
seen, and counts: one tap for each press, a digit included; one scan for each code. The count begins at home, the person
being known unless that is the task. A limit is the design's. `make taps` plays them all and prints a line of JSON for
each, `make taps TAPS=--write` renews this page, and a test fails when a task takes more than its limit or when this
page is not what was played.

| task | what | taps | at most | scans | at most |
|---|---|---|---|---|---|
"""
_OPEN = """
## Not there yet

| task | what | waits for |
|---|---|---|
"""


def page_of(all_taken: Sequence[Taken]) -> str:
    rows = [row_of(taken) for taken in all_taken]
    pending = [f"| {key} | {what} | {waits} |" for key, (what, waits) in PENDING.items()]
    return _HEAD + "\n".join(rows) + "\n" + _OPEN + "\n".join(pending) + "\n"


def row_of(taken: Taken) -> str:
    task = taken.task
    return f"| {task.key} | {task.what} | {taken.taps} | {task.taps} | {taken.scans} | {task.scans} |"
