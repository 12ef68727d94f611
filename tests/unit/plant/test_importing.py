"""A folder of plant data is imported: only what changed, nothing twice, PINs as hashes."""

from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import noun_of
from momstation.plant.importing import plan_import, plan_of, read_plant
from momstation.plant.nouns import (
    DispatchStatus,
    Equipment,
    JobOrder,
    Permission,
    Person,
    Reason,
    ReasonKind,
    Shift,
    WorkMaster,
)
from momstation.plant.pins import is_pin_of
from tests.support.plant_folder import DEMO, Current, demo, edit, faults, folder, now, recorded

__all__ = ["demo", "folder"]


def test_the_example_plant_is_imported_whole(demo: Current) -> None:
    kinds = [entity for entity, _ in demo]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "equipment": 7,
        "job_order": 16,
        "material": 8,
        "person": 11,
        "reason": 26,
        "shift": 3,
        "work_master": 8,
    }
    assert all(definition.version == 1 for definition in demo.values())


def test_each_kind_of_cell_becomes_its_value(demo: Current) -> None:
    order = now(demo, "job_order", "4711-20")
    assert isinstance(order, JobOrder)
    assert order.due == datetime(2027, 3, 1, 16, 20, tzinfo=UTC)
    assert (order.quantity, order.status, order.predecessor) == (600, DispatchStatus.READY, None)
    master = now(demo, "work_master", "WM-BR-L-3")
    assert isinstance(master, WorkMaster)
    assert master.ideal_cycle_s == Decimal("0.75")
    shift = now(demo, "shift", "NIGHT")
    assert isinstance(shift, Shift)
    assert [(pause.start, pause.end) for pause in shift.breaks] == [
        (time(0, 30), time(0, 45)),
        (time(2, 30), time(3, 0)),
    ]
    press = now(demo, "equipment", "P07")
    assert isinstance(press, Equipment)
    assert (press.name, press.parent, press.ask_reason_after_s) == ("Press 07", "LINE-3", 5)
    reason = now(demo, "reason", "BURR")
    assert isinstance(reason, Reason)
    assert (reason.kind, reason.icon) == (ReasonKind.SCRAP, "straighten")


def test_a_pin_is_hashed_and_stands_nowhere_plain(demo: Current) -> None:
    kaya = now(demo, "person", "1010")
    assert isinstance(kaya, Person)
    assert kaya.roles == ("operator", "team_lead")
    assert kaya.pin_hash.startswith("$argon2id$")
    assert is_pin_of("1010", kaya.pin_hash)
    assert not is_pin_of("1001", kaya.pin_hash)
    dubois = now(demo, "person", "1006")
    assert isinstance(dubois, Person)
    assert dubois.pin_hash == ""
    assert '"pin"' not in demo["person", "1010"].body


def test_the_same_folder_again_changes_nothing(demo: Current) -> None:
    plan = plan_import(DEMO, demo)
    assert (plan.events, plan.new, plan.changed, plan.unchanged) == ((), 0, 0, len(demo))


def test_only_what_changed_is_put_with_the_next_version(folder: Path, demo: Current) -> None:
    edit(folder, "job_orders.csv", "P07,600,2027-03-01T17:20", "P07,650,2027-03-01T17:20")
    edit(folder, "materials.csv", "WS-16", "WS-17,Washer strip 17,pcs\nWS-16")
    plan = plan_import(folder, demo)
    assert (plan.new, plan.changed, plan.unchanged) == (1, 1, len(demo) - 1)
    put = {(one.entity, one.id): one.version for one in plan.events if isinstance(one, DefinitionPut)}
    assert put == {("job_order", "4711-20"): 2, ("material", "WS-17"): 1}
    after = recorded(plan.events, demo)
    assert plan_import(folder, after).events == ()


def test_the_same_moment_and_number_written_otherwise_is_no_change(folder: Path, demo: Current) -> None:
    edit(folder, "job_orders.csv", "2027-03-01T17:20+01:00", "2027-03-01 16:20:00Z")
    edit(folder, "work_masters.csv", "BR-L-3,0.75", "BR-L-3,0.750")
    assert plan_import(folder, demo).events == ()


def test_a_new_pin_is_a_change_and_a_file_without_pins_keeps_them(folder: Path, demo: Current) -> None:
    edit(folder, "persons.csv", "operator,1002", "operator,2580")
    (put,) = plan_import(folder, demo).events
    assert isinstance(put, DefinitionPut)
    novak = noun_of("person", put.body)
    assert isinstance(novak, Person)
    assert (put.id, is_pin_of("2580", novak.pin_hash)) == ("1002", True)
    without = "id,name,badge,roles\n1001,A. Meyer,BADGE:1001,operator\n1002,J. Nowak,BADGE:1002,operator\n"
    (folder / "persons.csv").write_text(without, encoding="utf-8")
    (put,) = plan_import(folder, demo).events
    assert isinstance(put, DefinitionPut)
    nowak = noun_of("person", put.body)
    assert isinstance(nowak, Person)
    assert nowak.name == "J. Nowak"
    assert is_pin_of("1002", nowak.pin_hash)


def test_an_empty_pin_takes_the_pin_away(folder: Path, demo: Current) -> None:
    edit(folder, "persons.csv", "operator,1002", "operator,")
    (put,) = plan_import(folder, demo).events
    assert isinstance(put, DefinitionPut)
    assert '"pin_hash":""' in put.body


def test_a_folder_with_orders_alone_leans_on_what_holds_now(tmp_path: Path, demo: Current) -> None:
    orders = "id,work_master,work_unit,quantity,due\n5000-10,WM-BR-L-3,P08,10,2027-04-01T06:00+02:00\n"
    (tmp_path / "job_orders-week13.csv").write_text(orders, encoding="utf-8")
    plan = plan_import(tmp_path, demo)
    assert (plan.new, plan.changed, plan.unchanged) == (1, 0, 0)
    assert {fault.column for fault in faults(tmp_path)} == {"work_master", "work_unit"}


@pytest.mark.parametrize(("comma", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-8")])
def test_files_of_other_spreadsheets_are_read(folder: Path, demo: Current, comma: str, encoding: str) -> None:
    rows = (DEMO / "work_masters.csv").read_text(encoding="utf-8").replace(",", comma)
    (folder / "work_masters.csv").write_text(rows.replace("\n", "\r\n"), encoding=encoding)
    assert plan_import(folder, demo).events == ()


def test_a_table_may_be_toml_as_well(folder: Path, demo: Current) -> None:
    (folder / "work_masters.csv").unlink()
    master = 'id = "WM-BR-L-3"\ndescription = "Stamp and bend bracket L 3 mm"\nmaterial = "BR-L-3"\n'
    text = f"[[work_master]]\n{master}ideal_cycle_s = 0.75\n"
    (folder / "masters.toml").write_text(text, encoding="utf-8")
    assert plan_import(folder, demo).events == ()


def test_definitions_may_be_changed_between_reading_and_planning(demo: Current) -> None:
    moved = [
        msgspec.structs.replace(noun, quantity=1) if isinstance(noun, JobOrder) else noun
        for noun in read_plant(DEMO, demo)
    ]
    assert plan_of(moved, demo).changed == 16


def test_a_persons_language_comes_with_its_column(folder: Path, demo: Current) -> None:
    path = folder / "persons.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    with_language = [f"{lines[0]},language", f"{lines[1]},de", *(f"{line}," for line in lines[2:])]
    path.write_text("\n".join(with_language), encoding="utf-8")
    plan = plan_import(folder, demo)
    assert (plan.new, plan.changed) == (0, 1), "whoever has no language is as before"
    person = now(recorded(plan.events, demo), "person", "1001")
    assert isinstance(person, Person)
    assert person.language == "de"


def test_a_plants_own_rows_of_the_table_of_roles(folder: Path, demo: Current) -> None:
    (folder / "permissions.csv").write_text(
        "id,roles\nproduction.finish_order,team_lead manager\n", encoding="utf-8"
    )
    plan = plan_import(folder, demo)
    row = now(recorded(plan.events, demo), "permission", "production.finish_order")
    assert isinstance(row, Permission)
    assert row.roles == ("team_lead", "manager")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("production.finish_ordre,operator", "id"),
        ("workforce.sign_on_by_pin,operator", "id"),
        ("something.else,operator", "id"),
        ("production.finish_order,operater", "roles"),
        ("production.finish_order,", "roles"),
    ],
)
def test_a_row_that_nobody_could_mean_is_refused(folder: Path, row: str, column: str) -> None:
    (folder / "permissions.csv").write_text(f"id,roles\n{row}\n", encoding="utf-8")
    (fault,) = faults(folder)
    assert (fault.file, fault.column) == ("permissions.csv", column)


def test_a_language_that_is_no_code_is_refused(folder: Path) -> None:
    path = folder / "persons.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{lines[0]},language", f"{lines[1]},German!", *(f"{line}," for line in lines[2:])]
    path.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = faults(folder)
    assert (fault.column, fault.value) == ("language", "German!")
