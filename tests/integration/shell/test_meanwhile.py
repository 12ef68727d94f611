"""What a station hears after a reconnect: what concerns it, the most important first, and nothing else."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.core.event import Event
from momstation.events.production import StopOpened, StopReasonGiven
from momstation.events.station import StationAnnounced
from momstation.plant.definitions import put
from momstation.plant.nouns import Noun, Reason, ReasonKind
from momstation.plant.station import StationFacts
from momstation.shell.meanwhile.presenter import MeanwhilePresenter
from momstation.shell.meanwhile.records import positions
from momstation.shell.meanwhile.view import MeanwhileView
from momstation.shell.meanwhile.watch import Alone, MeanwhileWatch
from momstation.store.reader import Reader
from momstation.sync.status import SyncState
from tests.integration.store.test_contradictions import NAMES, counted, finished, paused, resumed, started
from tests.support.plant_builders import an_order
from tests.support.plant_stores import Plant, at, plant
from tests.support.steps import steps_of

T = TypeVar("T")


def known(noun: Noun, version: int = 1) -> Event:
    return put(noun, version)


@pytest.fixture
def stations(tmp_path: Path) -> Iterator[Plant]:
    with plant(tmp_path, *NAMES) as three:
        for code, name in NAMES.items():
            said = StationAnnounced(
                station_id="",
                code=code,
                name=name,
                area="a",
                role="operator",
                machines=(),
                app_version="1",
                at=at(0),
            )
            three.record(code, said)
        three.record("LEAD", known(an_order("4711-20", work_unit="P07")))
        three.record("LEAD", known(Reason(id="JAM", text="Material jam", kind=ReasonKind.STOP)))
        three.all_hear_all()
        yield three


class Counting:
    """Reads as the store's own reader does, and counts the steps of its questions."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.steps = 0

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        self.steps += self._reader.read_now(lambda conn: steps_of(conn, query))
        return await self._reader.read(query)


def read_to(stations: Plant, code: str) -> dict[int, int]:
    return stations.stores[code].reader.read_now(positions)


def story(stations: Plant, code: str, before: dict[int, int], *, is_lead: bool = False) -> MeanwhileView:
    facts = StationFacts(code, NAMES[code], "a", machines=(code,), timezone="Europe/Berlin")
    presenter = MeanwhilePresenter(
        stations.stores[code].reader, ManualClock(at(3600)), facts, is_lead=is_lead
    )
    alone = Alone(at(60), at(600), before, read_to(stations, code))
    return asyncio.run(presenter.load(alone))


def test_what_others_did_to_its_orders_is_told_the_contradiction_first(stations: Plant) -> None:
    stations.record("P07", started("P07", 0), counted("P07", 1, 10), paused("P07", 2))
    stations.hear("P08", stations.said)
    stations.hear("LEAD", stations.said)
    before = read_to(stations, "P07")
    stations.record("P08", finished("P08", 3))
    stations.record(
        "P08", StopOpened(stop="s", machine="P07", station="P08", at=at(1), state="stopped", order=None)
    )
    stations.record(
        "LEAD", StopReasonGiven(stop="s", machine="P07", station="LEAD", at=at(2), reason="JAM", by="L1")
    )
    stations.record("LEAD", known(an_order("4712-10", work_unit="P07")))
    stations.record("LEAD", known(an_order("4711-20", work_unit="P07", quantity=700), version=2))
    stations.record("LEAD", known(an_order("9999-10", work_unit="P08")))
    stations.record("LEAD", known(Reason(id="JAM", text="Jam", kind=ReasonKind.STOP), version=2))
    stations.record("P07", resumed("P07", 2.5), counted("P07", 4, 6))
    stations.hear("P07", [each for each in stations.said if each not in stations.said[:6]])
    told = story(stations, "P07", before)
    assert [line.text for line in told.lines] == [
        "Order 4711-20 was closed by Press 08 at 07:03; your 6 parts after that are kept as extra.",
        "Order 4711-20 was finished at Press 08.",
        "Planning changed order 4711-20.",
        "Order 4712-10 is new.",
        "A stop of P07 got the reason “Jam” at Lead's desk.",
        "1 definition of the plant changed: reasons, people, materials or instructions.",
    ]
    assert told.detail == "Without a connection from 07:01 to 07:10"
    assert told.more == ""


def test_own_records_and_what_concerns_others_is_no_news(stations: Plant) -> None:
    before, known_before = read_to(stations, "P07"), len(stations.said)
    stations.record("P07", started("P07", 0))
    stations.record("LEAD", known(an_order("9999-10", work_unit="P08")))
    for code in NAMES:
        stations.hear(code, stations.said[known_before:])
    assert story(stations, "P07", before).lines == ()
    assert [line.text for line in story(stations, "LEAD", before, is_lead=True).lines] == [
        "Order 4711-20 runs at Press 07."
    ]


def test_no_more_than_eight_are_told(stations: Plant) -> None:
    before, known_before = read_to(stations, "P07"), len(stations.said)
    for number in range(11):
        stations.record("LEAD", known(an_order(f"48{number:02d}-10", work_unit="P07")))
    for code in NAMES:
        stations.hear(code, stations.said[known_before:])
    told = story(stations, "P07", before)
    assert len(told.lines) == 8
    assert told.more == "and 3 more"


def test_orders_that_nobody_touched_cost_nothing(stations: Plant) -> None:
    facts = StationFacts("P07", NAMES["P07"], "a", machines=("P07",), timezone="Europe/Berlin")
    before, known_before = read_to(stations, "P07"), len(stations.said)
    stations.record("P08", finished("P08", 3))
    stations.hear("P07", stations.said[known_before:])
    alone = Alone(at(60), at(600), before, read_to(stations, "P07"))

    def steps() -> int:
        counting = Counting(stations.stores["P07"].reader)
        presenter = MeanwhilePresenter(counting, ManualClock(at(3600)), facts, is_lead=False)
        view = asyncio.run(presenter.load(alone))
        assert [line.text for line in view.lines] == ["Order 4711-20 was finished at Press 08."]
        return counting.steps

    first = steps()
    for number in range(20):
        stations.record("P07", known(an_order(f"48{number:02d}-10", work_unit="P07")))
    assert steps() == first


def test_where_it_was_survives_a_restart() -> None:
    kept: dict[str, str] = {}

    def get(name: str, otherwise: str) -> str:
        return kept.get(name, otherwise)

    async def first() -> dict[int, int]:
        return {1: 10}

    async def later() -> dict[int, int]:
        return {1: 30, 2: 5}

    before = MeanwhileWatch(get, kept.__setitem__, first)
    assert asyncio.run(before.look(at(0))) is None
    restarted = MeanwhileWatch(get, kept.__setitem__, later)
    assert not restarted.is_due(SyncState.OFFLINE)
    assert [restarted.is_due(SyncState.LIVE) for _ in range(3)] == [False, True, True]
    alone = asyncio.run(restarted.look(at(900)))
    assert alone == Alone(at(0), at(900), {1: 10}, {1: 30, 2: 5})
    assert asyncio.run(restarted.look(at(905))) is None
    assert MeanwhileWatch(get, kept.__setitem__, later).last == alone
    kept["caught_up"] = "{"
    assert asyncio.run(MeanwhileWatch(get, kept.__setitem__, later).look(at(9000))) is None
