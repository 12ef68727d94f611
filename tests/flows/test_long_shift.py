"""A day of orders leaves nothing behind: no object of Qt, no object of Python, no memory."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from momstation.store import streams
from tests.support.long_shift import weigh_a_shift

WARM_UP, HALF = 4, 5
LONGEST_S = 600
"""On a computer that is busy with something else; it takes a tenth of that by itself."""
OURS = ("momstation.", "PySide6.QtWidgets.", "PySide6.QtCore.")
FEW = 40
"""Python's own small change between two looks, such as what the looks themselves hold."""


@pytest.mark.timeout(LONGEST_S)
def test_a_day_leaves_nothing_behind(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_MOST_KEPT", 16)  # what the store keeps at hand is full from the beginning
    before, half, after = weigh_a_shift(qapp, tmp_path, WARM_UP, HALF, HALF)
    grown = after.grown(half)
    assert after.qt_objects == before.qt_objects
    assert after.objects - half.objects < FEW, grown
    assert not {kind: count for kind, count in grown.items() if kind.startswith(OURS) and count >= HALF}
