"""A rule that raises or never ends costs its own stream's state and nobody else's records."""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from momstation.core.event import Record
from momstation.events.plant import DefinitionPut
from momstation.store import budget, refolding
from momstation.store.budget import Budget, OutOfTime
from momstation.store.fold import Fold
from tests.support.stores import Elsewhere, bodies, one, opened, put, stream, trail_fold

pytestmark = pytest.mark.usefixtures("short_limits")


class Puts(msgspec.Struct, frozen=True):
    bodies: tuple[str, ...] = ()


class Endless:
    """A rule that comes to no end on some records; ``begun`` counts on how many it began."""

    def __init__(self) -> None:
        self.begun = 0

    def fold(self) -> Fold[Puts]:
        return Fold(
            name="definition", version=1, state=Puts, empty=lambda _stream: Puts(), apply=self._follow
        )

    def _follow(self, state: Puts, record: Record) -> Puts:
        assert isinstance(record.event, DefinitionPut)
        self.begun += record.event.body == "never ends"
        while record.event.body == "never ends":
            pass
        return Puts((*state.bodies, record.event.body))


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget.Budget.__init__, "__defaults__", (0.3,))
    monkeypatch.setattr(refolding, "_LEAST_S", 0.3)


def test_work_in_time_is_left_alone() -> None:
    watch = Budget(0.3)
    assert [watch.run(lambda: 5) for _ in range(1000)] == [5] * 1000
    watch.close()


def test_work_that_never_ends_is_ended() -> None:
    watch = Budget(0.3)

    def never() -> None:
        while True:
            pass

    for _ in range(2):
        with pytest.raises(OutOfTime):
            watch.run(never)
    deadline = time.monotonic() + 0.6  # nothing hits what comes after
    while time.monotonic() < deadline:
        pass
    watch.close()


def test_an_endless_fold_costs_its_stream_and_not_the_station(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("fold definition took too long and failed on plant.definition_put")
    other, endless = Elsewhere(), Endless()
    with opened(tmp_path / "s.db", folds=(endless.fold(),), projections=()) as store:  # type: ignore[arg-type]
        store.journal.record_now([put("one")])
        store.sync.absorb(1, "area/a", [(1, other.record(put("never ends"), seconds=5))])
        for n in range(20):
            store.journal.record_now([put(f"late {n}"), put(f"sound {n}", of="b")])
        assert len(bodies(store, "b")) == 20
        assert one(store, "SELECT n FROM stream WHERE stream = ?", stream()) == 22
        assert one(store, "SELECT partial FROM stream WHERE stream = ?", stream()) == 1
        assert "took too long" in str(one(store, "SELECT group_concat(error) FROM apply_error"))
    assert endless.begun < 5, "it is not begun again for each record"
    with opened(tmp_path / "s.db", folds=(trail_fold(2),), projections=()) as repaired:
        repaired.journal.record_now([put("after the update")])
        assert len(bodies(repaired)) == 23
        assert one(repaired, "SELECT partial FROM stream WHERE stream = ?", stream()) == 0
        assert one(repaired, "SELECT count(*) FROM apply_error") == 0
