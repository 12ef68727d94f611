"""P4 and I5: real stores of three stations with the same records have equal states, tables, contradictions."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation import production
from momstation.core.event import Event
from momstation.events import codec
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.events.machines import PartsCounted
from momstation.events.production import (
    EntryReversed,
    LineCleared,
    OrderFinished,
    OrderPaused,
    OrderReopened,
    OrderResumed,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
    SetupStarted,
    StartWithdrawn,
)
from momstation.production.model.order import OrderWork
from momstation.store import versions
from momstation.store.fold import fold_of
from tests.support.order_facts import OrderFact
from tests.support.plant_stores import Plant, at, discrepancies, everything, plant, rules

CODES = ("P07", "P08", "LEAD")
ORDER = "4711-20"


def event(kind: int, number: int, station: str, finished: str = "", started: str = "") -> Event:
    who = OrderFact(order=ORDER, at=at(number), by="P1", station=station)
    made: Mapping[int, Event] = {
        0: OrderStarted(**who, machine=station, how="tap"),
        1: OrderPaused(**who),
        2: OrderResumed(**who, machine=station, how="tap"),
        3: OrderFinished(**who),
        4: QuantityCounted(**who, machine=station, good=number, rejected=0),
        5: QuantityDeclared(
            **who, entry=f"e{number}", good=1, scrap=1, scrap_reason="BURR", rework=0, from_good=False
        ),
        6: EntryReversed(**who, entry=f"e{number}"),
        7: PartsCounted(
            machine="P07", at=at(number), good=1, reject=0, good_counter=number, reject_counter=None
        ),
        8: OrderReopened(**who, finished_event=finished),
        9: StartWithdrawn(**who, started_event=started),
    }
    return made[kind]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(0, 9), st.integers(1, 3), st.sampled_from(CODES)),
        st.tuples(st.just("hear"), st.integers(0, 9), st.integers(0, 9), st.sampled_from(CODES)),
        st.tuples(st.just("settle"), st.integers(0, 1), st.integers(0, 3), st.sampled_from(CODES)),
    ),
    max_size=22,
)


def play(stations: Plant, steps: list[tuple[str, int, int, str]]) -> None:
    for what, one, other, code in steps:
        if what == "say":
            finishes = [
                each.event_id.hex() for each in stations.said if isinstance(each.event, OrderFinished)
            ]
            starts = [each.event_id.hex() for each in stations.said if isinstance(each.event, OrderStarted)]
            finished, started = (each[-1] if each else "00" * 16 for each in (finishes, starts))
            stations.record(code, event(one, other, code, finished, started))
        elif what == "hear":
            stations.hear(code, stations.said[min(one, other) : max(one, other) + 1])
        else:
            settle(stations, code, other, list(Decision)[one])


def settle(stations: Plant, code: str, which: int, decision: Decision) -> None:
    found = discrepancies(stations.stores[code])
    if not found:
        return
    row = found[which % len(found)]
    assert isinstance(row[0], bytes)
    stations.record(
        code,
        DiscrepancySettled(
            discrepancy=row[0].hex(), on=str(row[1]), rule=str(row[2]), station=code, at=at(60), by="L1",
            decision=decision,
        ),
    )  # fmt: skip


@given(STEPS, st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_three_stations_end_alike_whatever_they_heard_when(
    steps: list[tuple[str, int, int, str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, plant(Path(folder), *CODES) as stations:
        play(stations, steps)
        for code in CODES:
            every = data.draw(st.permutations(stations.said))
            size = data.draw(st.integers(1, 9))
            for start in range(0, len(every), size):
                stations.hear(code, every[start : start + size])
        seen = [everything(store) for store in stations.stores.values()]
        assert seen[0] == seen[1] == seen[2]
        order = [each for each in stations.said if each.stream == f"order/{ORDER}"]
        fold = next(each for each in production.folds() if each.name == "order")
        by_definition = fold_of(fold, f"order/{ORDER}", order)
        found = {each.id_in(f"order/{ORDER}") for each in fold.discrepancies(by_definition)}
        assert {
            row[0] for row in discrepancies(stations.stores["P07"]) if row[2] != "dangling_basis"
        } == found


@given(STEPS, st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_who_heard_the_same_part_are_alike_whatever_is_missing(
    steps: list[tuple[str, int, int, str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, plant(Path(folder), *CODES, "ONE", "TWO") as stations:
        play(stations, steps)
        part = data.draw(st.lists(st.sampled_from(stations.said), unique=True)) if stations.said else []
        for code in ("ONE", "TWO"):
            heard = data.draw(st.permutations(part))
            size = data.draw(st.integers(1, 9))
            for start in range(0, len(heard), size):
                stations.hear(code, heard[start : start + size])
        assert everything(stations.stores["ONE"]) == everything(stations.stores["TWO"])


@pytest.mark.parametrize(
    "missing", [("production.setup_started", "production.line_cleared"), ("production.line_cleared",)]
)
def test_stations_of_three_versions_are_alike_once_they_are_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...]
) -> None:
    """An older version keeps what it cannot read, and reads it after the update."""
    with plant(tmp_path / "new", "P07", "P08") as newest:
        newest.record("P07", event(0, 1, "P07"))
        newest.record("P08", event(0, 2, "P08"))
        newest.all_hear_all()
        newest.record("P07", SetupStarted(order=ORDER, at=at(3), by="P1", station="P07", machine="P07"))
        newest.record("P08", LineCleared(order=ORDER, at=at(4), by="P1", station="P08", machine="P08"))
        newest.record("P08", event(4, 5, "P08"))
        newest.all_hear_all()
        said = newest.said
        expected = everything(newest.stores["P07"])
    known = {key: kind for key, kind in codec.KINDS.items() if key[0] not in missing}
    with monkeypatch.context() as older:
        older.setattr(codec, "KINDS", known)
        older.setattr(versions, "KINDS", known)
        with plant(tmp_path / "old", "LEAD") as old:
            old.hear("LEAD", said)
            before = everything(old.stores["LEAD"])
    assert before != expected
    with plant(tmp_path / "old", "LEAD") as updated:
        work = asyncio.run(updated.stores["LEAD"].reader.state(f"order/{ORDER}", OrderWork))
        assert work is not None and work.clearances
        assert everything(updated.stores["LEAD"]) == expected


def test_a_record_that_names_a_missing_one_is_flagged_until_it_arrives(tmp_path: Path) -> None:
    with plant(tmp_path, "P07", "P08", "LEAD") as stations:
        first = stations.record("P07", event(0, 1, "P07"))
        stations.hear("P08", first)
        second = stations.record("P08", event(4, 2, "P08"))
        third = stations.record("P07", PartsCounted(
            machine="P07", at=at(3), good=1, reject=0, good_counter=1, reject_counter=None
        ))  # fmt: skip
        fourth = stations.record("P07", PartsCounted(
            machine="P07", at=at(4), good=1, reject=0, good_counter=2, reject_counter=None
        ))  # fmt: skip
        lead = stations.stores["LEAD"]
        stations.hear("LEAD", [*second, *fourth])
        assert rules(lead) == ["dangling_basis", "dangling_basis"]
        stations.hear("LEAD", [*first, *third])
        assert discrepancies(lead) == []
        stations.all_hear_all()
        assert everything(lead) == everything(stations.stores["P07"])
