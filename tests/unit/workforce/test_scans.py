"""What a code means at sign-on."""

import asyncio

import pytest

from momstation.core.part import Command, Scan
from momstation.workforce.model import SignOffActing, SignOnByBadge
from tests.support.team_bench import a_team_bench


def meaning(scan: Scan) -> Command | None:
    with a_team_bench() as bench:
        (rule,) = bench.part.scans
        return asyncio.run(rule(scan))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scan", "badge"),
    [
        (Scan("BADGE:1001"), "BADGE:1001"),
        (Scan("BADGE:9999"), "BADGE:9999"),
        (Scan("badge:1001"), "badge:1001"),
        (Scan("77310"), "77310"),
        (Scan("BADGE:1001", fields={"badge": "BADGE:1001"}), "BADGE:1001"),
        (Scan("BADGE:"), "BADGE:"),
    ],
)
def test_a_badge_is_a_wish_to_sign_on(scan: Scan, badge: str) -> None:
    command = meaning(scan)
    assert isinstance(command, SignOnByBadge)
    assert command.badge == badge


@pytest.mark.parametrize("text", ["4711-20", "77311", "", "BADGER", "SIGN-OFF-NOW"])
def test_another_code_is_left_to_the_others(text: str) -> None:
    assert meaning(Scan(text)) is None


@pytest.mark.parametrize("text", ["SIGN-OFF", "sign-off"])
def test_the_card_signs_off(text: str) -> None:
    assert isinstance(meaning(Scan(text)), SignOffActing)


def test_the_part_says_which_codes_it_takes() -> None:
    with a_team_bench() as bench:
        assert len(bench.part.accepts) == 3
