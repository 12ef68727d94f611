"""Sign-on in a real store: who was locked before a power cut is locked after it."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path

import pytest

from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.part import Command
from momstation.plant.definitions import definition_fold, put
from momstation.plant.nouns import Noun
from momstation.plant.records import definition_projection
from momstation.store.open import Store, open_store
from momstation.workforce import part
from momstation.workforce.model import PinRules, SignOnByBadge, SignOnByPin
from momstation.workforce.presenters import acting_actor
from momstation.workforce.records import team_at, team_fold
from momstation.workforce.service import TeamService
from tests.support.plant_builders import NOON
from tests.support.team_bench import FACTS, the_crew

RULES = PinRules(tries=2, lock=timedelta(minutes=15))


class Station:
    """One run of the station, from the start to its end."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store = store
        self.service = TeamService(store.reader, FACTS, RULES)
        self.dispatcher = Dispatcher([part(self.service, store.reader)], store.journal, clock)

    async def refusal(self, command: Command) -> Refused | None:
        """How the station says no, if it does."""
        try:
            records = await self.dispatcher.send(command, await acting_actor(self.store.reader, FACTS.code))
        except Refused as refusal:
            return refusal
        return await self.service.refusal_of(records)


def run(path: Path, clock: ManualClock, story: Callable[[Station], Coroutine[object, object, None]]) -> None:
    store = open_store(
        path,
        code=FACTS.code,
        topics=("plant",),
        folds=(definition_fold(), team_fold()),
        projections=(definition_projection(),),
        clock=clock,
    )
    try:
        asyncio.run(story(Station(store, clock)))
    finally:
        store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    async def import_crew(station: Station) -> None:
        crew: list[Noun] = the_crew()
        await station.store.journal.record([put(noun, 1) for noun in crew])

    run(tmp_path / "st.db", ManualClock(NOON), import_crew)
    return tmp_path / "st.db"


def test_wrong_pins_count_and_lock_across_a_restart(path: Path) -> None:
    clock = ManualClock(NOON)

    async def one_wrong(station: Station) -> None:
        no = await station.refusal(SignOnByPin(person="P1001", pin="0000"))
        assert no is not None
        assert no.key == "workforce.pin_wrong"

    async def another_wrong(station: Station) -> None:
        no = await station.refusal(SignOnByPin(person="P1001", pin="9999"))
        assert no is not None
        assert (no.key, no.values["wait"]) == ("workforce.pin_wait", "15 min")

    async def locked(station: Station) -> None:
        no = await station.refusal(SignOnByPin(person="P1001", pin="1234"))
        assert no is not None
        assert no.key == "workforce.pin_locked"
        assert await station.refusal(SignOnByPin(person="P1002", pin="2580")) is None

    async def free_again(station: Station) -> None:
        assert await station.refusal(SignOnByPin(person="P1001", pin="1234")) is None

    run(path, clock, one_wrong)
    run(path, clock, another_wrong)
    run(path, clock, locked)
    clock.advance(15 * 60)
    run(path, clock, free_again)


def test_who_is_present_is_still_present_after_a_restart(path: Path) -> None:
    clock = ManualClock(NOON)

    async def come(station: Station) -> None:
        assert await station.refusal(SignOnByBadge(badge="BADGE:1001")) is None
        assert await station.refusal(SignOnByBadge(badge="77310")) is None

    async def look(station: Station) -> None:
        team = await team_at(station.store.reader, FACTS.code)
        assert (team.present, team.acting) == (("P1001", "P1003"), "P1003")
        assert (await acting_actor(station.store.reader, FACTS.code)).name == "K. Ito"

    run(path, clock, come)
    run(path, clock, look)
