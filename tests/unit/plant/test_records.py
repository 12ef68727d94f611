"""What every function may ask of the plant, and that the table answers with the folded state."""

from datetime import UTC, datetime

import pytest

from momstation.events.plant import DefinitionPut
from momstation.plant import records
from momstation.plant.definitions import body_of, put
from momstation.plant.nouns import DispatchStatus, ReasonKind
from tests.support.plant_builders import a_person, a_plant, an_order, plant_tables, put_all, record_of


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 14, 0, tzinfo=UTC)


def test_orders_come_in_the_order_of_dispatch_and_only_for_the_units_asked_for() -> None:
    orders = [
        an_order("late", due=day(28)),
        an_order("soon", due=day(24)),
        an_order("urgent", due=day(29), priority=1),
        an_order("elsewhere", work_unit="P08"),
        an_order("unplanned", work_unit="P09"),
    ]
    with plant_tables(orders) as conn:
        assert [order.id for order in records.job_orders(conn, ["P07"])] == ["urgent", "soon", "late"]
        assert len(records.job_orders(conn, ["P07", "P08"])) == 4
        assert records.job_orders(conn, []) == []


def test_each_definition_is_found_by_its_id_within_its_entity() -> None:
    with plant_tables(a_plant()) as conn:
        order = records.job_order(conn, "4711-20")
        assert order is not None
        master = records.work_master(conn, order.work_master)
        assert master is not None
        material = records.material(conn, master.material)
        assert material is not None
        unit = records.equipment(conn, order.work_unit)
        assert unit is not None
        assert (material.description, unit.name) == ("Bracket left", "Press 07")
        assert records.equipment_all(conn) == [unit]
        assert records.job_order(conn, "P07") is None
        assert records.reason(conn, "BURR") in records.reasons(conn, ReasonKind.SCRAP)
        assert [reason.id for reason in records.reasons(conn, ReasonKind.STOP)] == ["JAM"]


def test_a_person_is_found_by_badge_and_an_empty_badge_is_nobodys() -> None:
    meyer, ito = a_person(), a_person("P1003", name="K. Ito", badge="")
    with plant_tables([meyer, ito]) as conn:
        assert records.person_by_badge(conn, "B-P1001") == meyer
        assert records.person_by_badge(conn, "") is None
        assert records.person_by_badge(conn, "B-9999") is None
        assert records.person(conn, "P1003") == ito
        assert records.persons(conn) == [meyer, ito]


def test_a_new_version_replaces_the_row_and_what_it_is_looked_up_by() -> None:
    with plant_tables() as conn:
        moved = an_order(work_unit="P08", status=DispatchStatus.HELD)
        put_all(conn, [record_of(put(an_order(), 1), hlc=1), record_of(put(moved, 2), hlc=2)])
        assert records.job_orders(conn, ["P07"]) == []
        assert records.job_orders(conn, ["P08"]) == [moved]
        assert records.current_definitions(conn)["job_order", "4711-20"].version == 2


def test_an_older_version_that_comes_late_does_not_come_back() -> None:
    with plant_tables() as conn:
        newest = an_order(quantity=7)
        put_all(conn, [record_of(put(newest, 2), hlc=1), record_of(put(an_order(), 1), hlc=2)])
        assert records.job_order(conn, "4711-20") == newest


@pytest.mark.parametrize("entity", ["job_order", "tool"])
def test_what_cannot_be_read_is_kept_and_named_but_hides_nothing_else(entity: str) -> None:
    body = body_of(an_order("9")).replace('"priority"', '"urgency"')
    unknown = DefinitionPut(entity=entity, id="9", version=1, body=body)
    with plant_tables([an_order()]) as conn:
        put_all(conn, [record_of(unknown)])
        assert [order.id for order in records.job_orders(conn, ["P07"])] == ["4711-20"]
        assert records.unreadable(conn) == [(entity, "9")]
        assert records.current_definitions(conn)[entity, "9"].body == body
