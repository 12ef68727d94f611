"""With a real plant: a late record for an order that was let go brings its past back, while other work goes on."""

import sqlalchemy as sa

from momstation.events.production import OrderFinished, OrderStarted
from momstation.production.records.projecting import order_fold
from momstation.store.rows import time_text
from momstation.store.sqlite import cursor_of
from momstation.store.thinned import let_go
from momstation.sync.status import SyncState
from tests.support.central_station import Station, Stations, until
from tests.support.memory_door import counted
from tests.support.order_facts import OrderFact
from tests.support.stores import START

STREAM = "order/4711-20"
OF = OrderFact(order="4711-20", at=START, by=None, station="P07")


def with_folds(station: Station) -> Station:
    station.close()
    station.folds = (order_fold(),)
    station.open()
    return station


def asked(station: Station, sql: str) -> object:
    return station.store.reader.read_now(lambda conn: conn.exec_driver_sql(sql, (STREAM,)).scalar())


def state(station: Station) -> object:
    return asked(station, "SELECT state FROM stream WHERE stream = ?")


def thin(station: Station) -> None:
    def work(conn: sa.Connection) -> list[str]:
        assert let_go(cursor_of(conn), STREAM, time_text(START))
        return [STREAM]

    station.store.thin(work)


def test_the_past_of_an_order_comes_back(stations: Stations) -> None:
    away, thinner, other = (with_folds(stations.enrol(code)) for code in ("P07", "P08", "P09"))
    for station in (away, thinner, other):
        station.start()
        station.until_state(SyncState.LIVE)
    made = away.record_all([OrderStarted(**OF, machine="P07", how="tap"), *map(counted, range(1, 700))])
    made += away.record_all([OrderFinished(**OF)])
    for station in (thinner, other):
        station.until_knows(made)
    thin(thinner)
    assert asked(thinner, "SELECT count(*) FROM event WHERE stream = ?") == 0
    late = away.record(50)
    other.until_knows([late])
    thinner.until_knows([*made, late])
    until(lambda: asked(thinner, "SELECT partial + dirty FROM stream WHERE stream = ?") == 0, "folded anew")
    assert state(thinner) == state(other)
    assert asked(thinner, "SELECT count(*) FROM thinned WHERE stream = ?") == 0
