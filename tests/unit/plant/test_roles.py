"""Who may do what stands in one table, and every page and file that speaks of it says the same."""

import pytest

from momstation.plant.nouns import Permission
from momstation.plant.roles import (
    EVERYBODY,
    RIGHTS,
    ROLES,
    changes_of,
    label_of,
    permissions_of,
    role_label,
    roles_with,
)
from tests.support.roles_page import PAGE, roles_page


def test_the_page_shows_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == roles_page()


def test_each_row_speaks_of_roles_that_exist_in_their_columns() -> None:
    columns = "".join(role.letter for role in ROLES)
    for row in RIGHTS:
        if row.letters != EVERYBODY:
            assert len(row.letters) == len(columns), row.id
            assert all(mark in (letter, "·") for mark, letter in zip(row.letters, columns, strict=True)), (
                row.id
            )
            assert row.letters.strip("·"), f"nobody may {row.id}"
    assert len({row.id for row in RIGHTS}) == len(RIGHTS)
    assert len({role.id for role in ROLES}) == len({role.letter for role in ROLES}) == len(ROLES)


def test_a_person_may_do_what_one_of_the_roles_may() -> None:
    operator, lead = permissions_of(["operator"]), permissions_of(["team_lead"])
    assert "production.start_order" in operator
    assert "inbox.settle_discrepancy" in lead - operator
    both = permissions_of(["logistics", "maintenance"])
    assert both == permissions_of(["logistics"]) | permissions_of(["maintenance"])


def test_somebody_without_a_known_role_may_do_what_everybody_may() -> None:
    everybody = {row.id for row in RIGHTS if row.letters == EVERYBODY}
    assert permissions_of([]) == permissions_of(["wizard"]) == everybody
    assert roles_with("workforce.sign_on_by_badge") is None


def test_a_right_that_stands_in_no_row_has_nobody() -> None:
    assert roles_with("production.melt_down") == ()
    assert label_of("production.melt_down") == "production.melt_down"
    assert all("production.melt_down" not in permissions_of([role.id]) for role in ROLES)


def test_the_plant_writes_a_row_anew() -> None:
    changes = changes_of([Permission(id="production.finish_order", roles=("team_lead",))])
    assert "production.finish_order" not in permissions_of(["operator"], changes)
    assert "production.finish_order" in permissions_of(["team_lead"], changes)
    assert "production.finish_order" not in permissions_of(["manager"], changes)
    assert "production.start_order" in permissions_of(["operator"], changes)


@pytest.mark.parametrize("right", ["workforce.sign_on_by_badge", "production.melt_down"])
def test_a_row_that_would_lock_everybody_out_or_means_nothing_is_passed_over(right: str) -> None:
    assert changes_of([Permission(id=right, roles=("manager",))]) == {}


def test_each_role_has_a_name_and_an_unknown_one_its_own() -> None:
    assert {role_label(role.id) for role in ROLES} == {role.label for role in ROLES}
    assert role_label("wizard") == "wizard"
