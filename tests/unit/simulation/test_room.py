"""A second demo on the same central database starts afresh, and takes nothing from a plant."""

import pytest

from momstation.simulation.demo.room import RoomTakenError, free_area

CODES = ("P07", "P08", "LEAD")


def enrolled(code: str, area: str, status: str = "active") -> dict[str, object]:
    return {"code": code, "area": f"area/{area}", "status": status}


def test_an_empty_database_gives_the_area_itself() -> None:
    assert free_area("STAMPING", CODES, []) == "STAMPING"


def test_each_further_demo_gets_a_further_area() -> None:
    first = [enrolled(code, "STAMPING", "revoked") for code in CODES]
    second = [enrolled(code, "STAMPING-2") for code in CODES]
    assert free_area("STAMPING", CODES, second[:1] + first) == "STAMPING-3"


def test_stations_of_a_plant_beside_it_are_left_alone() -> None:
    assert free_area("STAMPING", CODES, [enrolled("W12", "WELDING")]) == "STAMPING"


@pytest.mark.parametrize("area", ["WELDING", "STAMPING-NORTH", "STAMPING-"])
def test_a_code_of_a_plant_is_not_taken_over(area: str) -> None:
    with pytest.raises(RoomTakenError, match=rf"P08 in area {area}, which no demo enrolled"):
        free_area("STAMPING", CODES, [enrolled("P08", area)])


def test_a_code_that_the_plant_gave_up_is_free() -> None:
    assert free_area("STAMPING", CODES, [enrolled("P08", "WELDING", "revoked")]) == "STAMPING"
