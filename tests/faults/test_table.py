"""The page about faults must not rot: each fault names tests that exist."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
ROW = re.compile(r"^\| (\d+) \|.*$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_fault_has_a_test_that_exists() -> None:
    rows = {int(row[1]): row[0] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    assert sorted(rows) == list(range(1, 31))
    root = PAGE.parents[1]
    for number, row in rows.items():
        named = NAMED.findall(row)
        assert named, f"fault {number} names no test"
        for file, test in named:
            assert f"def {test}(" in (root / file).read_text(encoding="utf-8"), (
                f"fault {number}: {file}::{test}"
            )
