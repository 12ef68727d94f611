"""What sign-on and the top bar show."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from momstation.core.errors import Refused
from momstation.workforce.model import ActAs, LockStation, SignOff, SignOnByBadge, SignOnByPin
from momstation.workforce.presenters import PresentPeoplePresenter, SignOnPresenter, acting_actor, initials
from tests.support.plant_builders import plant_tables
from tests.support.team_bench import FACTS, MemoryStore, TeamBench, a_team_bench


def tell(story: Callable[[TeamBench], Coroutine[object, object, None]], tries: int = 5) -> None:
    with a_team_bench(tries) as bench:
        asyncio.run(story(bench))


def sign_on(bench: TeamBench) -> SignOnPresenter:
    return SignOnPresenter(bench.store, FACTS, bench.clock)


def test_names_stand_in_order_until_somebody_worked_here_lately() -> None:
    async def story(bench: TeamBench) -> None:
        presenter = sign_on(bench)
        assert [tile.name for tile in (await presenter.load()).people] == ["A. Meyer", "J. Novak", "K. Ito"]
        await bench.send(SignOnByBadge(badge="77310"))
        await bench.send(SignOff(person="P1003"))
        first = (await presenter.load()).people[0]
        assert (first.name, first.initials, first.hint, first.is_present) == (
            "K. Ito",
            "KI",
            "badge only",
            False,
        )
        assert "Scan the badge" in first.refusal

    tell(story)


def test_who_is_present_needs_no_pin_and_who_acts_is_marked() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(SignOnByBadge(badge="77310"))
        await bench.send(SignOnByBadge(badge="BADGE:1001"))
        tiles = {tile.person: tile for tile in (await sign_on(bench).load()).people}
        assert (tiles["P1001"].is_acting, tiles["P1001"].hint) == (True, "acts now")
        assert (tiles["P1003"].is_present, tiles["P1003"].hint, tiles["P1003"].refusal) == (
            True,
            "signed on",
            "",
        )
        assert (tiles["P1002"].is_present, tiles["P1002"].hint) == (False, "")

    tell(story)


def test_a_locked_station_says_of_whoever_is_present_that_the_badge_is_needed() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(SignOnByBadge(badge="77310"))
        await bench.send(LockStation())
        tile = next(one for one in (await sign_on(bench).load()).people if one.person == "P1003")
        assert (tile.is_present, tile.hint) == (True, "badge only")
        assert "Scan the badge" in tile.refusal

    tell(story)


def test_the_pad_opens_for_the_one_who_was_chosen_and_closes_again() -> None:
    async def story(bench: TeamBench) -> None:
        presenter = sign_on(bench)
        assert (await presenter.load()).pad is None
        presenter.choose("P1002")
        pad = (await presenter.load()).pad
        assert pad is not None
        assert (pad.person, pad.name, pad.digits, pad.is_enabled, pad.refusal) == (
            "P1002",
            "J. Novak",
            4,
            True,
            "",
        )
        presenter.choose(None)
        assert (await presenter.load()).pad is None
        presenter.choose("nobody")
        assert (await presenter.load()).pad is None

    tell(story)


def test_a_locked_pad_says_how_long_and_opens_again_with_time() -> None:
    async def story(bench: TeamBench) -> None:
        for _ in range(2):
            with pytest.raises(Refused):
                await bench.send(SignOnByPin(person="P1002", pin="0000"))
        presenter = sign_on(bench)
        presenter.choose("P1002")
        pad = (await presenter.load()).pad
        assert pad is not None
        assert not pad.is_enabled
        assert "15 min" in pad.refusal
        assert pad.locked_until is not None
        bench.clock.advance(15 * 60)
        pad = (await presenter.load()).pad
        assert pad is not None
        assert pad.is_enabled

    tell(story, tries=2)


def test_the_top_bar_shows_everybody_and_names_the_one_who_acts() -> None:
    async def story(bench: TeamBench) -> None:
        bar = PresentPeoplePresenter(bench.store, FACTS)
        view = await bar.load()
        assert (view.people, view.acting, view.text) == ((), None, "Nobody signed on")
        for code in ("BADGE:1001", "BADGE:1002", "77310"):
            await bench.send(SignOnByBadge(badge=code))
        await bench.send(ActAs(person="P1001"))
        view = await bar.load()
        assert [(one.name, one.is_acting) for one in view.people] == [
            ("A. Meyer", True),
            ("J. Novak", False),
            ("K. Ito", False),
        ]
        assert view.text == "A. Meyer"
        assert "A. Meyer acts" in view.spoken
        await bench.send(SignOff(person="P1001"))
        view = await bar.load()
        assert (view.acting, view.text) == (None, "Nobody acts")
        assert (await acting_actor(bench.store, FACTS.code)).permissions == frozenset()

    tell(story)


def test_a_person_that_the_plant_no_longer_knows_is_shown_by_id_and_may_do_nothing() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(SignOnByBadge(badge="BADGE:1001"))
        with plant_tables() as nobody:
            store = MemoryStore(nobody)
            store.records = bench.store.records
            actor = await acting_actor(store, FACTS.code)
            assert (actor.person, actor.permissions) == ("P1001", frozenset())
            assert (await PresentPeoplePresenter(store, FACTS).load()).text == "P1001"

    tell(story)


def test_without_plant_data_sign_on_says_what_to_do() -> None:
    async def story(bench: TeamBench) -> None:
        with plant_tables() as nobody:
            view = await SignOnPresenter(MemoryStore(nobody), FACTS, bench.clock).load()
            assert view.people == ()
            assert "Import" in view.empty_text

    tell(story)


def test_presenters_hear_of_every_change_of_the_team_and_of_names() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(SignOnByBadge(badge="BADGE:1001"))
        kinds = {record.kind for record in bench.store.records} | {"plant.definition_put"}
        assert kinds <= SignOnPresenter.kinds & PresentPeoplePresenter.kinds

    tell(story)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("A. Meyer", "AM"), ("Kaya", "K"), ("Ana Maria da Silva", "AS"), ("", ""), ("李 小龙", "李小")],
)
def test_initials_have_at_most_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters
