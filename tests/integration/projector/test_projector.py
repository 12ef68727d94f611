"""The read models say what the records say: once, in any order, whoever stopped in between."""

import io
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from momstation.app.projector import command, keeper, tables
from momstation.app.projector.command import main
from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import (
    EntryReversed,
    OrderFinished,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
    StopClosed,
    StopOpened,
    StopReasonGiven,
)
from momstation.events.workforce import PersonSignedOn
from momstation.plant.definitions import put
from momstation.plant.nouns import Equipment, EquipmentLevel, JobOrder
from tests.integration.projector.conftest import Rows
from tests.support.central_station import Stations, until

DOCS = Path(__file__).parents[3] / "docs"
AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def _at(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def _counted(good: int, minutes: int = 1, order: str = "4711-20") -> QuantityCounted:
    return QuantityCounted(order=order, at=_at(minutes), station="P07", machine="P07", good=good, rejected=1)


def _declared(entry: str, good: int, minutes: int) -> QuantityDeclared:
    return QuantityDeclared(
        order="4711-20",
        at=_at(minutes),
        by="anna",
        station="P07",
        entry=entry,
        good=good,
        scrap=2,
        scrap_reason="dent",
        rework=0,
        from_good=False,
    )


def _shift() -> list[Event]:
    order = {"order": "4711-20", "station": "P07"}
    return [
        put(Equipment(id="P07", name="Press 07", level=EquipmentLevel.WORK_UNIT), 1),
        put(JobOrder(id="4711-20", work_master="W", work_unit="P07", quantity=100, due=_at(480)), 1),
        PersonSignedOn(station="P07", at=_at(0), person="anna", how="badge"),
        OrderStarted(**order, at=_at(0), machine="P07", how="scan", by="anna"),
        MachineStateChanged(machine="P07", at=_at(0), state=MachineState.PRODUCING, heard="Execute"),
        PartsCounted(machine="P07", at=_at(1), good=5, reject=1, good_counter=5, reject_counter=1),
        _counted(5),
        _declared("e1", 3, 2),
        _declared("e2", 4, 3),
        EntryReversed(**order, at=_at(4), entry="e2"),
        StopOpened(stop="P07-1", machine="P07", station="P07", at=_at(5), state="stopped", order="4711-20"),
        StopReasonGiven(stop="P07-1", machine="P07", station="P07", at=_at(6), reason="jam", by="anna"),
        StopClosed(stop="P07-1", machine="P07", station="P07", at=_at(9), is_micro=False),
    ]


def _everything(rows: Rows) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all read models but how far they are."""
    return {
        table.name: rows(f"SELECT * FROM {table.fullname} AS r ORDER BY r::text")
        for table in tables.TABLES.sorted_tables
        if table.name not in ("standing", "cursor")
    }


def test_records_become_rows_in_isa95_names(
    stations: Stations, project: Callable[[], str], rows: Rows
) -> None:
    station = stations.enrol("P07").start()
    station.record_all(_shift())
    station.until_drained()
    assert "current" in project()
    assert rows(
        "SELECT area, job_state, start_time, end_time, good_quantity, scrap_quantity FROM rm.job_response"
    ) == [("A", "running", _at(0), None, 8, 2)]
    assert rows("SELECT equipment_id, person_id FROM rm.equipment_actual") == [("P07", "anna")]
    assert rows("SELECT source, good_quantity, is_reversed FROM rm.material_actual ORDER BY actual_time") == [
        ("Machine", 5, False),
        ("Person", 3, False),
        ("Person", 4, True),
    ]
    assert rows("SELECT reason_id, start_time, end_time, is_microstop FROM rm.downtime") == [
        ("jam", _at(5), _at(9), False)
    ]
    assert rows("SELECT equipment_id, state FROM rm.equipment_state") == [("P07", "producing")]
    assert rows("SELECT good_quantity, reject_quantity FROM rm.equipment_count") == [(5, 1)]
    assert rows("SELECT description, equipment_level FROM rm.equipment") == [("Press 07", "WorkUnit")]
    assert rows("SELECT quantity, dispatch_status FROM rm.job_order") == [(100, "Ready")]
    assert rows("SELECT person_id, is_present FROM rm.personnel_actual") == [("anna", True)]


def test_telling_in_any_pieces_is_telling_once(
    stations: Stations, project: Callable[[], str], rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stations.enrol("P07").start(), stations.enrol("P08", "B").start()
    one.record_all(_shift())
    one.until_drained()
    project()
    monkeypatch.setattr(keeper, "_PIECE", 1)
    late = [_counted(7, -30), _declared("e3", 1, -20)]  # made before, told after
    finished = OrderFinished(order="4711-20", station="P08", at=_at(20), by="ben")
    other.record_all([*late, finished])
    other.until_drained()
    project()
    in_pieces = _everything(rows)
    assert rows("SELECT job_state, good_quantity, end_station FROM rm.job_response") == [
        ("finished", 16, "P08")
    ]
    monkeypatch.undo()
    for table in reversed(tables.TABLES.sorted_tables):
        rows_gone = f"WITH gone AS (DELETE FROM {table.fullname} RETURNING 1) SELECT count(*) FROM gone"
        if table.name != "standing":
            rows(rows_gone)
    project()
    assert _everything(rows) == in_pieces
    project()
    assert _everything(rows) == in_pieces


def test_what_dies_in_the_middle_of_a_piece_leaves_nothing_half(
    stations: Stations,
    plant: str,
    project: Callable[[], str],
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    station = stations.enrol("P07").start()
    station.record_all(_shift())
    station.until_drained()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("momstation.app.projector.models.note", die)
    with pytest.raises(KeyboardInterrupt):
        main(["--central", plant, "--once"], io.StringIO(), io.StringIO())
    assert rows("SELECT count(*) FROM rm.job_response") == [(0,)]
    assert rows("SELECT count(*) FROM rm.cursor") == [(0,)]
    monkeypatch.undo()
    project()
    assert rows("SELECT count(*) FROM rm.job_response") == [(1,)]


def test_one_projector_leads_and_the_next_takes_over(
    stations: Stations, plant: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = [threading.Event(), threading.Event()]
    said = [io.StringIO(), io.StringIO()]
    given = command._parser().parse_args(["--central", plant, "--poll", "0.05"])
    runs = [
        threading.Thread(target=command.Projector(given, said[n], stopping[n]).run, name=f"projector-{n}")
        for n in range(2)
    ]
    runs[0].start()
    until(lambda: rows("SELECT to_regclass('rm.standing')") != [(None,)], "the first made the tables")
    complaint = io.StringIO()
    assert main(["--central", plant, "--once"], io.StringIO(), complaint) == 1
    assert "Another projector" in complaint.getvalue()
    runs[1].start()
    until(lambda: "takes over" in said[1].getvalue(), "the second waits")
    stopping[0].set()
    runs[0].join()
    station = stations.enrol("P07").start()
    station.record_all([_counted(5)])
    until(lambda: rows("SELECT count(*) FROM rm.material_actual") == [(1,)], "the second took over")
    stopping[1].set()
    runs[1].join()


def test_models_of_another_version_are_made_anew(
    stations: Stations, project: Callable[[], str], rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = stations.enrol("P07").start()
    station.record_all(_shift())
    station.until_drained()
    project()
    before = _everything(rows)
    rows("WITH changed AS (UPDATE rm.job_response SET good_quantity = 99 RETURNING 1) SELECT * FROM changed")
    monkeypatch.setattr(tables, "VERSION", tables.VERSION + 1)
    assert "Records to tell" in project()
    assert _everything(rows) == before


def test_a_reader_sees_its_areas_and_nothing_else(
    stations: Stations, plant: str, project: Callable[[], str], rows: Rows
) -> None:
    for code, area, order in (("P07", "A", "1"), ("P08", "B", "2")):
        station = stations.enrol(code, area).start()
        station.record_all([_counted(5, order=order), _shift()[0]])
        station.until_drained()
    project()
    login = f"bi_{plant.rsplit('test_', 1)[1][:12]}"
    with psycopg.connect(plant, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {login} LOGIN PASSWORD 'x' IN ROLE mom_reader")
        connection.execute("INSERT INTO mom.reader_area VALUES (%s, 'A')", (login,))
    try:
        with psycopg.connect(plant, user=login, password="x", autocommit=True) as reader:
            assert reader.execute("SELECT job_order_id FROM rm.job_response").fetchall() == [("1",)]
            assert reader.execute("SELECT count(*) FROM rm.material_actual").fetchone() == (1,)
            assert reader.execute("SELECT count(*) FROM rm.equipment").fetchone() == (1,)
            for forbidden in (
                "SELECT * FROM mom.event",
                "SELECT * FROM mom.reader_area",
                "SELECT * FROM rm.cursor",
                "INSERT INTO mom.reader_area VALUES (session_user, 'B')",
                "UPDATE rm.job_response SET good_quantity = 0",
                "DELETE FROM rm.job_response",
                "TRUNCATE rm.job_response",
                "DROP TABLE rm.job_response",
                "ALTER TABLE rm.job_response DISABLE ROW LEVEL SECURITY",
                "SET ROLE mom_projector",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    reader.execute(forbidden)
    finally:
        with psycopg.connect(plant, autocommit=True) as connection:
            connection.execute(f"DROP ROLE {login}")


def test_a_refusal_names_what_is_wrong(database: str) -> None:
    complaint = io.StringIO()
    assert main(["--central", database, "--once"], io.StringIO(), complaint) == 1
    assert complaint.getvalue().strip()
    assert main(["--central", "host=/nowhere/at/all", "--once"], io.StringIO(), complaint) == 1
    assert "database" in complaint.getvalue()


EXAMPLES = re.findall(r"```sql\n(SELECT.*?)```", (DOCS / "reports.md").read_text(encoding="utf-8"), re.DOTALL)


def test_every_query_of_the_page_for_reports_runs(
    stations: Stations, project: Callable[[], str], rows: Rows
) -> None:
    station = stations.enrol("P07").start()
    station.record_all(_shift())
    station.until_drained()
    project()
    assert len(EXAMPLES) == 6
    order = next(one for one in EXAMPLES if "percent" in one)
    assert [row[:5] for row in rows(order)] == [("4711-20", None, 8, 100, Decimal("8.0"))]
    for example in EXAMPLES:
        rows(example)


def test_the_page_names_every_table() -> None:
    said = (DOCS / "reports.md").read_text(encoding="utf-8")
    assert [table.name for table in tables.OPEN_TO_READERS if f"`rm.{table.name}`" not in said] == []
