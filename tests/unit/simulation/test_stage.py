"""A demo whose machines or database are gone says so in a sentence, and never with a trace of its inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.simulation.demo.cast import PlayerFailedError
from momstation.simulation.demo.options import Options
from momstation.simulation.demo.stage import Stage

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    one = Stage(
        Options(is_headless=True, duration_s=1.0, out=tmp_path / "out", seed=1, stations=3, central=NOBODY)
    )
    yield one
    one.close()


def test_machines_that_ended_are_named(stage: Stage) -> None:
    with pytest.raises(PlayerFailedError, match="nobody can say what they made"):
        stage.machine_report()


def test_a_central_database_out_of_reach_is_named(stage: Stage) -> None:
    with pytest.raises(PlayerFailedError, match="cannot be reached"):
        stage.build(lambda text: None)
    assert "cannot be reached" in (stage.folder / "central.log").read_text(encoding="utf-8")
