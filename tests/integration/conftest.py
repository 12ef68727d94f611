"""What the tests against real files, wires and databases share."""

import pytest

from momstation.store import second_journal


@pytest.fixture(autouse=True)
def journals_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy disk is no medium that hangs: what waits for the second journal is written before the next look."""
    monkeypatch.setattr(second_journal, "_LEAVE_AFTER_S", 60.0)
