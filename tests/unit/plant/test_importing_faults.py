"""What is wrong in a folder of plant data is told whole: every fault with its file, row and column."""

from pathlib import Path

import pytest

from momstation.plant.importing import plan_import
from momstation.plant.nouns import Person
from tests.support.plant_folder import Current, demo, edit, faults, folder, now, row_of, the_fault

__all__ = ["demo", "folder"]

BROKEN_CELLS = [
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,0", "quantity", "0"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,-6", "quantity", "-6"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,6.5", "quantity", "6.5"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,6e2", "quantity", "6e2"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,many", "quantity", "many"),
    ("job_orders.csv", "BR-L-3,P07,600", "BR-L-3,P07,999999999", "quantity", "999999999"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07,600", "4711-20,WM-BR-L-3,P07,", "quantity", ""),
    ("job_orders.csv", "4711-20,WM-BR-L-3,", "4711-20,WM-BR-L-9,", "work_master", "WM-BR-L-9"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07", "4711-20,WM-BR-L-3,P09", "work_unit", "P09"),
    ("job_orders.csv", "4711-20,WM-BR-L-3,P07", "4711-20,WM-BR-L-3,LINE-3", "work_unit", "LINE-3"),
    ("job_orders.csv", "2027-03-01T17:20+01:00", "2027-03-01T17:20", "due", "2027-03-01T17:20"),
    ("job_orders.csv", "2027-03-01T17:20+01:00", "1.3.2027", "due", "1.3.2027"),
    ("job_orders.csv", "2027-03-01T17:20+01:00", "2027-02-30T17:20+01:00", "due", "2027-02-30T17:20+01:00"),
    ("job_orders.csv", "17:20+01:00,1,Ready", "17:20+01:00,1,Raedy", "status", "Raedy"),
    ("job_orders.csv", "17:20+01:00,1,Ready", "17:20+01:00,100,Ready", "priority", "100"),
    ("job_orders.csv", "Waiting,4720-10", "Waiting,4720-11", "predecessor", "4720-11"),
    ("work_masters.csv", "BR-L-3,0.75", "BR-L-3,0", "ideal_cycle_s", "0"),
    ("work_masters.csv", "BR-L-3,0.75", "BR-L-3,-1", "ideal_cycle_s", "-1"),
    ("work_masters.csv", "BR-L-3,0.75", "BR-L-3,NaN", "ideal_cycle_s", "NaN"),
    ("work_masters.csv", "BR-L-3,0.75", "BR-L-3,0.75 s", "ideal_cycle_s", "0.75 s"),
    ("work_masters.csv", "mm,BR-L-3,", "mm,BR-X-3,", "material", "BR-X-3"),
    ("materials.csv", "WS-16,Washer strip 16", f"WS-16,{'x' * 121}", "description", "x" * 60 + "…"),
    ("reasons.csv", "JAM-FEEDER,stop", "JAM-FEEDER,stopp", "kind", "stopp"),
    ("reasons.csv", "feeder,unplanned,warning-fill", "feeder,unplanned,warnung", "icon", "warnung"),
    ("reasons.csv", "feeder,unplanned", "feeder,sometimes", "group", "sometimes"),
    ("reasons.csv", "Burr,,straighten,", "Burr,,straighten,quality", "assistance", "quality"),
    ("persons.csv", "BADGE:1001,operator", "BADGE:1001,operater", "roles", "operater"),
    ("persons.csv", "BADGE:1001,operator,1001", "BADGE:1001,operator,12a4", "pin", ""),
    ("persons.csv", "BADGE:1001,operator,1001", "BADGE:1001,operator,123", "pin", ""),
    ("persons.csv", "J. Novak,BADGE:1002", "J. Novak,BADGE:1001", "badge", "BADGE:1001"),
    ("persons.csv", "1002,J. Novak,BADGE:1002", "1002,,BADGE:1002", "name", ""),
    ("persons.csv", "1002,J. Novak,BADGE:1002", "1002,J. Novak,", "badge", ""),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "column", "value"), BROKEN_CELLS)
def test_a_broken_cell_is_named_with_file_row_column_value_and_remedy(
    folder: Path, file: str, old: str, new: str, column: str, value: str
) -> None:
    edit(folder, file, old, new)
    fault = the_fault(folder)
    assert (fault.file, fault.column, fault.value) == (file, column, value)
    assert fault.row == row_of(folder, file, new)
    assert fault.problem and fault.remedy
    assert str(fault).startswith(f"{file}, row {fault.row}, column {column}:")


BROKEN_TABLES = [
    ("equipment.toml", 'id = "P07"', "id = 7", "id", 'id = 7'),
    ("equipment.toml", "microstop_s = 5\n", 'microstop_s = "five"\n', "microstop_s", None),
    ("equipment.toml", "microstop_s = 5\n", "microstop_s = 5.5\n", "microstop_s", None),
    ("equipment.toml", "microstop_s = 5\n", "microstop_s = true\n", "microstop_s", None),
    ("equipment.toml", "microstop_s = 5\n", "microstop_s = -1\n", "microstop_s", None),
    ("equipment.toml", "microstop_s = 5\n", "microstop_s = 6\n", "ask_reason_after_s", None),
    ("equipment.toml", 'parent = "LINE-3"', 'parent = "P08"', "parent", None),
    ("equipment.toml", 'parent = "LINE-3"', 'parent = "LINE-5"', "parent", None),
    ("equipment.toml", 'level = "Area"', 'level = "Aera"', "level", None),
    ("equipment.toml", 'name = "Press 07"', 'nmae = "Press 07"', "nmae", None),
    ("shifts.toml", 'end = "14:00"', 'end = "06:00"', "end", None),
    ("shifts.toml", 'end = "14:00"', 'end = "25:00"', "end", None),
    ("shifts.toml", "Europe/Berlin", "Europe/Berlyn", "timezone", None),
    ("shifts.toml", '"09:00-09:15"', '"15:00-15:15"', "breaks", None),
    ("shifts.toml", '"09:00-09:15"', '"nine"', "breaks", None),
    ("shifts.toml", '"09:00-09:15"', '"09:15-09:00"', "breaks", None),
    ("shifts.toml", 'end = "14:00"', 'end = "14:00"\ndays = [1, 7]', "days", None),
    ("shifts.toml", 'end = "14:00"', 'end = "14:00"\ndays = [1, 1]', "days", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "column", "_"), BROKEN_TABLES)
def test_a_broken_table_is_named_with_the_line_where_it_begins(
    folder: Path, file: str, old: str, new: str, column: str, _: object
) -> None:
    edit(folder, file, old, new)
    found = [fault for fault in faults(folder) if fault.column == column]
    assert found, f"no fault names {column}"
    at = row_of(folder, file, new.partition("\n")[0])
    header = (folder / file).read_text(encoding="utf-8").splitlines()[found[0].row - 1]
    assert found[0].file == file
    assert header.startswith("[[")
    assert at - 8 < found[0].row < at


def test_every_fault_of_every_file_is_told_at_once_and_in_order(folder: Path) -> None:
    edit(folder, "job_orders.csv", "P07,600", "P07,0")
    edit(folder, "job_orders.csv", "P07,250", "P07,x")
    edit(folder, "materials.csv", "BR-L-3,", "BR-L-33,")
    edit(folder, "persons.csv", "BADGE:1002,operator", "BADGE:1002,boss")
    assert [(fault.file, fault.row, fault.column) for fault in faults(folder)] == [
        ("job_orders.csv", 2, "quantity"),
        ("job_orders.csv", 4, "quantity"),
        ("persons.csv", 3, "roles"),
        ("work_masters.csv", 2, "material"),
    ]


def test_what_leans_on_a_broken_row_is_not_told_as_a_fault_of_its_own(folder: Path) -> None:
    edit(folder, "work_masters.csv", "BR-L-3,0.75", "BR-L-3,fast")
    assert the_fault(folder).file == "work_masters.csv"


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        ("materials.csv", "CP-45,Clamp plate again,pcs", "id"),
        ("job_orders.csv", "4711-20,WM-CP-45,P08,5,2027-03-01T16:40+01:00,1,Ready,", "id"),
        ("persons.csv", "1001,B. Meyer,BADGE:2001,operator,", "id"),
    ],
)
def test_an_id_that_stands_twice_names_both_rows(folder: Path, file: str, row: str, column: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as rows:
        rows.write(row + "\n")
    fault = the_fault(folder)
    assert (fault.file, fault.column, fault.row) == (file, column, row_of(folder, file, row))
    first = row_of(folder, file, row.partition(",")[0] + ",")
    assert f"row {first}" in fault.problem


def test_an_id_that_stands_in_two_files_names_the_other_file(folder: Path) -> None:
    (folder / "materials-more.csv").write_text("id,description\nCP-45,Clamp\n", encoding="utf-8")
    fault = the_fault(folder)
    assert "materials" in fault.file and "materials" in fault.problem
    assert fault.file not in fault.problem


def test_a_badge_of_somebody_who_is_not_in_the_folder_is_refused(tmp_path: Path, demo: Current) -> None:
    rows = "id,name,badge,roles\n2001,N. Ew,BADGE:1001,operator\n"
    (tmp_path / "persons.csv").write_text(rows, encoding="utf-8")
    fault = the_fault(tmp_path, demo)
    assert (fault.row, fault.column) == (2, "badge")
    assert "A. Meyer" in fault.problem


def test_two_people_may_swap_their_badges(folder: Path, demo: Current) -> None:
    edit(folder, "persons.csv", "BADGE:1001", "BADGE:X")
    edit(folder, "persons.csv", "BADGE:1002", "BADGE:1001")
    edit(folder, "persons.csv", "BADGE:X", "BADGE:1002")
    assert plan_import(folder, demo).changed == 2


def test_orders_that_wait_for_each_other_are_refused(folder: Path) -> None:
    edit(
        folder,
        "job_orders.csv",
        "250,2027-03-02T06:00+01:00,3,Ready,",
        "250,2027-03-02T06:00+01:00,3,Ready,4720-20",
    )
    found = faults(folder)
    assert {(fault.row, fault.column) for fault in found} == {(4, "predecessor"), (5, "predecessor")}
    assert "4720-10 → 4720-20 → 4720-10" in found[0].problem


def test_an_unknown_column_is_told_once_with_the_one_that_was_meant(folder: Path) -> None:
    edit(folder, "job_orders.csv", "quantity,due", "quantity,due,colour")
    text = (folder / "job_orders.csv").read_text(encoding="utf-8")
    lines = [line.replace("+01:00,", "+01:00,red,") for line in text.splitlines()]
    (folder / "job_orders.csv").write_text("\n".join(lines), encoding="utf-8")
    assert (the_fault(folder).row, the_fault(folder).column) == (1, "colour")


def test_a_misspelt_column_is_told_with_the_column_that_is_missing(folder: Path) -> None:
    edit(folder, "materials.csv", "id,description,unit", "id,descripton,unit")
    first, *missing = faults(folder)
    assert (first.row, first.column) == (1, "descripton")
    assert "description" in first.remedy
    assert [fault.row for fault in missing] == list(range(2, 10))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("BP-90,Base plate 90", "2 cells"),
        ("BP-90,Base plate, large,pcs", "4 cells"),
        ('BP-90,"Base plate,pcs', "cannot be read"),
    ],
)
def test_a_row_that_is_not_whole_is_named(folder: Path, row: str, words: str) -> None:
    edit(folder, "materials.csv", "WS-16", f"{row}\nWS-16")
    found = [fault for fault in faults(folder) if fault.file == "materials.csv"]
    assert found[0].row == row_of(folder, "materials.csv", row)
    assert words in found[0].problem


def test_a_cell_over_two_lines_does_not_shift_the_rows_after_it(folder: Path) -> None:
    edit(folder, "reasons.csv", "Tool change,", '"Tool\nchange",')
    edit(folder, "reasons.csv", "JAM-DIE,stop", "JAM-DIE,stopp")
    control, kind = faults(folder)
    assert (control.row, control.column) == (2, "text")
    assert kind.row == row_of(folder, "reasons.csv", "JAM-DIE")


def test_an_empty_line_is_no_row(folder: Path, demo: Current) -> None:
    edit(folder, "materials.csv", "WS-16", "\n,,\nWS-16")
    assert plan_import(folder, demo).events == ()


@pytest.mark.parametrize("text", ["", "\n\n", "id,description,unit\n"])
def test_an_empty_file_is_refused(folder: Path, text: str) -> None:
    (folder / "materials.csv").write_text(text, encoding="utf-8")
    assert any(fault.file == "materials.csv" and "no rows" in fault.problem for fault in faults(folder))


def test_a_file_in_another_encoding_is_refused_with_its_row(folder: Path) -> None:
    raw = (folder / "materials.csv").read_bytes().replace(b"Hinge cover", "Türband".encode("latin-1"))
    (folder / "materials.csv").write_bytes(raw)
    found = [fault for fault in faults(folder) if fault.file == "materials.csv"]
    assert found[0].row == 5
    assert "UTF-8" in found[0].problem


def test_binary_noise_is_refused(folder: Path) -> None:
    (folder / "materials.csv").write_bytes(bytes(range(256)) * 8)
    (folder / "shifts.toml").write_bytes(b"\x00\x01\x02")
    assert {"materials.csv", "shifts.toml"} <= {fault.file for fault in faults(folder)}


def test_toml_that_is_none_is_refused_with_its_line(folder: Path) -> None:
    edit(folder, "shifts.toml", 'start = "14:00"', "start = 14:00 o'clock")
    fault = the_fault(folder)
    assert (fault.file, fault.row) == ("shifts.toml", row_of(folder, "shifts.toml", "o'clock"))


@pytest.mark.parametrize("text", ["[shift]\nid = 'X'\n", "shift = 3\n", "shift = [1]\n"])
def test_a_table_that_is_no_list_is_refused(folder: Path, text: str) -> None:
    (folder / "shifts.toml").write_text(text, encoding="utf-8")
    assert "[[shift]]" in the_fault(folder).remedy


def test_a_file_or_table_of_another_name_is_refused_with_the_one_that_was_meant(folder: Path) -> None:
    (folder / "reasons.csv").rename(folder / "reason.csv")
    edit(folder, "shifts.toml", "[[shift]]", "[[shfit]]")
    found = faults(folder)
    assert "reasons.csv" in found[0].remedy
    assert "[[shift]]" in next(fault for fault in found if fault.file == "shifts.toml").remedy


def test_a_folder_that_is_missing_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    assert "no such folder" in the_fault(tmp_path / "none").problem
    assert "no plant data" in the_fault(tmp_path).problem
    file = tmp_path / "file.csv"
    file.write_text("id\n", encoding="utf-8")
    assert "no such folder" in the_fault(file).problem


def test_a_hash_made_elsewhere_is_taken_and_anything_else_is_not(folder: Path, demo: Current) -> None:
    kaya = now(demo, "person", "1010")
    assert isinstance(kaya, Person)
    rows = f'id,name,badge,roles,pin_hash\n3001,N. Ew,BADGE:3001,operator,"{kaya.pin_hash}"\n'
    (folder / "persons.csv").write_text(rows, encoding="utf-8")
    assert plan_import(folder, demo).new == 1
    (folder / "persons.csv").write_text(rows.replace("argon2id", "argon2i"), encoding="utf-8")
    fault = the_fault(folder)
    assert (fault.column, fault.value) == ("pin_hash", "")


def test_a_wrong_pin_is_never_repeated_in_a_fault(folder: Path) -> None:
    edit(folder, "persons.csv", "operator,1002", "operator,98765")
    assert "98765" not in str(the_fault(folder))
