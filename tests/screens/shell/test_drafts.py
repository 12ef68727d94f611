"""Whatever a person has begun is there again when they come back, in whatever window, and nobody else sees it."""

from dataclasses import replace

import pytest

from momstation.production.views import OpenStopRow
from tests.support import inbox_views as waiting
from tests.support import production_views as made
from tests.support.drafts_begun import ANNA, BOB, CASES, Build, Case, changed_over, people
from tests.support.shell_stage import Stage
from tests.support.window_hands import WindowHands


def staged(stage: Build, case: Case) -> Stage:
    one = stage(role=case.role, **({"size": (1920, 1080)} if case.role == "team_lead" else {}))
    if case.role == "team_lead":
        rows = tuple(
            OpenStopRow(f"s{n}", f"Stop {n}", "", machine="P07", reasons=made.REASONS[:2]) for n in (1, 2, 3)
        )
        one.board.view = replace(one.board.view, unreasoned=rows)
    return one


def nothing_is_seen(one: Stage) -> None:
    window = one.window
    assert window.sheets.shown is None
    assert window.places.notes() is None and window.places.marked() is None
    for name in ("keypad.field", "textpad.field", f"note.{waiting.LATE[:12]}"):
        assert one.sees(name) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_there_for_its_author_after_a_lock(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.says("lock.note", "A. Meyer")
        await people(one, ANNA)
        await one.gone("lock")
        await case.is_there(one)

    one.play(scene)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_somebody_else_sees_nothing_of_it_and_its_author_all(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        await people(one, BOB)
        await one.gone("lock")
        nothing_is_seen(one)
        assert one.sees("screen.home" if case.role == "operator" else "screen.board") is not None
        if case.name != "marked stops":
            one.window.open_inbox()
            await one.settle()
            nothing_is_seen(one)
            one.window.go_home()
        await people(one, ANNA)
        await case.is_there(one)

    one.play(scene)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_lies_open_in_the_window_that_comes(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def whole() -> None:
        await case.begin(one)
        await changed_over(one, case.is_there)

    one.play(whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_window_that_comes_while_it_is_locked_keeps_it_for_its_author(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene(hands: WindowHands) -> None:
        await hands.says("lock.note", "A. Meyer")
        await people(one, ANNA)
        await hands.gone("lock")
        await case.is_there(hands)

    async def whole() -> None:
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await changed_over(one, scene)

    one.play(whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_window_that_comes_for_another_person_shows_nothing_of_it(stage: Build, case: Case) -> None:
    one = staged(stage, case)

    async def scene(hands: WindowHands) -> None:
        one.window = hands.window
        nothing_is_seen(one)
        await people(one, ANNA)
        await case.is_there(hands)

    async def whole() -> None:
        first = one.window
        await case.begin(one)
        await people(one, ANNA, is_locked=True)
        await one.shows("lock")
        await people(one, BOB)
        await one.gone("lock")
        await changed_over(one, scene)
        one.window = first

    one.play(whole)
