"""The board says who is there, and never shows old records as if they were of now."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from momstation.core.clock import ManualClock
from momstation.events.machines import MachineState
from momstation.production.views import BoardView
from momstation.shell.board_presenter import BoardPresenter, free_text, people_text
from momstation.shell.board_view import BoardScreenView
from momstation.store.hlc import at_ms
from momstation.sync.status import SyncState, SyncStatus
from momstation.workforce.model import Team
from tests.support import list_views as listed
from tests.support.plant_builders import a_person, plant_tables

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


class Store:
    """The store's reader over tables in memory."""

    def __init__(self, conn: sa.Connection, teams: dict[str, Team]) -> None:
        self._conn = conn
        self._teams = teams

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        return query(self._conn)

    async def state(self, stream: str, kind: type[S], /) -> S | None:
        found = self._teams.get(stream)
        return found if isinstance(found, kind) else None


class Rows:
    kinds = frozenset({"production.order_started"})

    async def load(self) -> BoardView:
        return listed.a_board()


def board(
    *, heard: dict[str, timedelta], link: SyncState = SyncState.LIVE, waiting: tuple[str, ...] = ()
) -> BoardScreenView:
    """``heard``: how long ago a stream was last heard of; ``waiting``: the rules of contradictions."""
    with plant_tables([a_person("P1", name="A. Meyer"), a_person("P2", name="B. Novak")]) as conn:
        conn.execute(sa.text("CREATE TABLE stream (stream TEXT PRIMARY KEY, last_hlc INTEGER NOT NULL)"))
        conn.execute(sa.text("CREATE TABLE discrepancy (rule TEXT NOT NULL, resolved_by BLOB)"))
        for rule in waiting:
            conn.execute(sa.text("INSERT INTO discrepancy VALUES (:rule, NULL)"), {"rule": rule})
        for stream, ago in heard.items():
            hlc = at_ms(int((NOW - ago).timestamp() * 1000))
            conn.execute(sa.text("INSERT INTO stream VALUES (:stream, :hlc)"), {"stream": stream, "hlc": hlc})
        store = Store(
            conn, {"team/P07": Team(present=("P1", "P2"), acting="P1"), "team/P08": Team(present=("P2",))}
        )
        status = SyncStatus(link, 0, None, NOW, "")
        presenter = BoardPresenter(
            Rows(), store, ManualClock(NOW), "LEAD", lambda: status, lambda at: f"{at:%H:%M}"
        )
        return asyncio.run(presenter.load())


def line(view: BoardScreenView, station: str) -> tuple[str, str]:
    found = next(one for one in view.lines if one.row.station == station)
    return found.people, found.age_text


def test_it_counts_what_waits_for_a_person_and_not_what_waits_for_a_record() -> None:
    assert board(heard={}).to_settle == ""
    waiting = ("production.late_parts", "production.double_start", "dangling_basis")
    assert board(heard={}, waiting=waiting).to_settle == "2 to settle"


def test_who_is_there() -> None:
    view = board(heard={})
    assert line(view, "P07")[0] == "A. Meyer +1"
    assert line(view, "P08")[0] == "B. Novak"
    assert line(view, "W02")[0] == ""


def test_a_running_machine_that_counts_is_fresh() -> None:
    view = board(heard={"machine/P08": timedelta(seconds=5), "station/P08": timedelta(days=2)})
    assert line(view, "P08")[1] == ""


def test_a_running_machine_that_says_nothing_is_silent() -> None:
    view = board(heard={"machine/P08": timedelta(minutes=4)})
    assert line(view, "P08")[1] == "silent for 4 min"


def test_an_idle_station_may_be_silent() -> None:
    view = board(heard={"machine/K01": timedelta(hours=1)})
    assert listed.a_board().rows[3].state is MachineState.IDLE
    assert line(view, "K01")[1] == ""


def test_cut_off_from_the_plant_every_row_says_of_when_it_is() -> None:
    view = board(heard={"machine/P08": timedelta(minutes=45)}, link=SyncState.OFFLINE)
    assert line(view, "P08")[1] == "as of 13:20"


def test_the_board_reloads_for_people_too() -> None:
    with plant_tables() as conn:
        status = SyncStatus(SyncState.LIVE, 0, None, NOW, "")
        presenter = BoardPresenter(Rows(), Store(conn, {}), ManualClock(NOW), "LEAD", lambda: status, str)
        assert {"production.order_started", "workforce.signed_on"} <= presenter.kinds


def test_people_without_an_acting_one_are_still_there() -> None:
    assert people_text(Team(present=("P2", "P1")), {"P2": "B. Novak"}) == "B. Novak +1"
    assert people_text(Team(), {}) == ""


def test_the_rows_come_through_unchanged() -> None:
    view = board(heard={})
    assert [one.row for one in view.lines] == list(listed.a_board().rows)
    assert replace(view, lines=()).headline == listed.a_board().headline


def test_operators_who_are_at_no_station_are_named() -> None:
    persons = [a_person(f"P{n}", name=f"Name {n}") for n in range(1, 4)]
    lead = a_person("L1", name="S. Kaya", roles=("team_lead",))
    assert free_text([*persons, lead], {"P2"}) == "At no station of this area: Name 1, Name 3"
    assert free_text([lead], ()) == ""
    many = [a_person(f"P{n}", name=f"Name {n}") for n in range(10, 21)]
    assert free_text(many, ()).endswith("Name 17 +3")
