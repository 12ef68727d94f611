"""Sign-on as people do it: badge, PIN, wrong PIN, several at once, and a restart in between."""

import asyncio
import threading
from collections.abc import Callable, Coroutine

import pytest

from momstation.core.errors import Refused
from momstation.core.part import Command
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    PinRefused,
    StationLocked,
    StationUnlocked,
)
from momstation.plant.roles import permissions_of
from momstation.workforce.model import (
    ActAs,
    LockStation,
    SignOff,
    SignOffActing,
    SignOffEverybody,
    SignOnByBadge,
    SignOnByPin,
)
from momstation.workforce.presenters import acting_actor
from momstation.workforce.records import team_at
from tests.support.team_bench import FACTS, TeamBench, a_team_bench

Story = Callable[[TeamBench], Coroutine[object, object, None]]


def tell(story: Story, tries: int = 5) -> None:
    with a_team_bench(tries) as bench:
        asyncio.run(story(bench))


def badge(number: int) -> SignOnByBadge:
    return SignOnByBadge(badge=f"BADGE:{number}")


async def refused(bench: TeamBench, command: Command) -> Refused:
    with pytest.raises(Refused) as refusal:
        await bench.send(command)
    return refusal.value


async def acting(bench: TeamBench) -> str | None:
    return (await acting_actor(bench.store, FACTS.code)).person


def test_one_badge_scan_signs_on_without_any_permission_and_the_person_acts() -> None:
    async def story(bench: TeamBench) -> None:
        (event,) = await bench.send(badge(1001))
        assert isinstance(event, PersonSignedOn)
        assert (event.person, event.how, event.station, event.at) == (
            "P1001",
            "badge",
            "ST-07",
            bench.clock.now(),
        )
        actor = await acting_actor(bench.store, FACTS.code)
        assert (actor.person, actor.name, actor.permissions) == (
            "P1001",
            "A. Meyer",
            permissions_of(["operator"]),
        )

    tell(story)


def test_the_badge_of_somebody_present_switches_who_acts_and_signs_nobody_on_again() -> None:
    async def story(bench: TeamBench) -> None:
        for number in (1001, 1002, 1001):
            await bench.send(badge(number))
        assert len(bench.events(PersonSignedOn)) == 2
        assert await acting(bench) == "P1001"
        assert await bench.send(badge(1001)) == []
        await bench.send(ActAs(person="P1002"))
        assert await acting(bench) == "P1002"
        assert await bench.send(ActAs(person="P1002")) == []

    tell(story)


def test_an_unknown_badge_is_refused_with_what_was_read() -> None:
    async def story(bench: TeamBench) -> None:
        no = await refused(bench, badge(9999))
        assert no.key == "workforce.badge_unknown"
        sentence = bench.part.refusals[no.key].format(**no.values)
        assert "BADGE:9999" in sentence
        assert bench.store.records == []

    tell(story)


def test_an_empty_badge_is_nobodys() -> None:
    async def story(bench: TeamBench) -> None:
        assert (await refused(bench, SignOnByBadge(badge="  "))).key == "workforce.badge_unknown"

    tell(story)


def test_the_right_pin_signs_on() -> None:
    async def story(bench: TeamBench) -> None:
        (event,) = await bench.send(SignOnByPin(person="P1002", pin="2580"))
        assert isinstance(event, PersonSignedOn)
        assert (event.person, event.how) == ("P1002", "pin")

    tell(story)


@pytest.mark.parametrize("pin", ["2580", "", "123", "12345", "１２３４", "1234 ", "x" * 4000])
def test_any_other_pin_is_refused_and_recorded_and_written_down_nowhere(pin: str) -> None:
    async def story(bench: TeamBench) -> None:
        no = await refused(bench, SignOnByPin(person="P1001", pin=pin))
        assert (no.key, no.values["person"]) == ("workforce.pin_wrong", "A. Meyer")
        (event,) = bench.events(PinRefused)
        assert isinstance(event, PinRefused)
        assert (event.person, event.locked_until) == ("P1001", None)
        assert pin == "" or pin not in bench.store.records[0].payload
        assert await acting(bench) is None

    tell(story)


def test_each_wrong_pin_waits_longer_and_the_sentence_says_how_long() -> None:
    async def story(bench: TeamBench) -> None:
        waits = []
        for _ in range(6):
            no = await refused(bench, SignOnByPin(person="P1001", pin="0000"))
            waits.append(no.values.get("wait", ""))
            bench.clock.advance(15 * 60)
        assert waits == ["", "15 s", "57 s", "4 min", "15 min", "15 min"]
        assert "15 min" in bench.part.refusals[no.key].format(**no.values)

    tell(story)


def test_while_the_wait_lasts_the_right_pin_is_refused_too_and_not_a_second_longer() -> None:
    async def story(bench: TeamBench) -> None:
        await refused(bench, SignOnByPin(person="P1001", pin="0000"))
        assert (await refused(bench, SignOnByPin(person="P1001", pin="0000"))).key == "workforce.pin_wait"
        bench.clock.advance(14)
        no = await refused(bench, SignOnByPin(person="P1001", pin="1234"))
        assert (no.key, no.values["wait"]) == ("workforce.pin_locked", "1 s")
        assert len(bench.events(PinRefused)) == 2, "a right PIN that came too early is no wrong one"
        bench.clock.advance(1)
        await bench.send(SignOnByPin(person="P1001", pin="1234"))
        assert await acting(bench) == "P1001"

    tell(story)


def test_a_restart_forgets_neither_the_count_nor_the_lock() -> None:
    async def story(bench: TeamBench) -> None:
        await refused(bench, SignOnByPin(person="P1001", pin="0000"))
        bench.restart()
        assert (await refused(bench, SignOnByPin(person="P1001", pin="0000"))).key == "workforce.pin_wait"
        bench.restart()
        assert (await refused(bench, SignOnByPin(person="P1001", pin="1234"))).key == "workforce.pin_locked"

    tell(story)


def test_while_one_is_locked_the_others_sign_on_and_the_locked_ones_badge_works() -> None:
    async def story(bench: TeamBench) -> None:
        for _ in range(2):
            await refused(bench, SignOnByPin(person="P1001", pin="0000"))
        await bench.send(SignOnByPin(person="P1002", pin="2580"))
        await bench.send(badge(1001))
        assert (await team_at(bench.store, FACTS.code)).present == ("P1002", "P1001")
        still = await refused(bench, SignOnByPin(person="P1001", pin="1234"))
        assert still.key == "workforce.pin_locked"

    tell(story, tries=2)


def test_the_right_pin_gives_all_tries_back() -> None:
    async def story(bench: TeamBench) -> None:
        for _ in range(2):
            await refused(bench, SignOnByPin(person="P1001", pin="0000"))
        bench.clock.advance(15)
        await bench.send(SignOnByPin(person="P1001", pin="1234"))
        assert (await refused(bench, SignOnByPin(person="P1001", pin="0000"))).key == "workforce.pin_wrong"

    tell(story)


def test_a_retry_of_the_same_command_counts_once() -> None:
    async def story(bench: TeamBench) -> None:
        command = SignOnByPin(person="P1001", pin="0000")
        await refused(bench, command)
        await refused(bench, command)
        assert len(bench.events(PinRefused)) == 1

    tell(story)


def test_who_has_no_pin_and_who_is_unknown_is_told_so() -> None:
    async def story(bench: TeamBench) -> None:
        assert (await refused(bench, SignOnByPin(person="P1003", pin="1234"))).key == "workforce.no_pin"
        assert (await refused(bench, SignOnByPin(person="P9", pin="1234"))).key == "workforce.person_unknown"
        assert bench.store.records == []

    tell(story)


def test_signing_off_and_what_is_not_possible_then() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(badge(1001))
        await bench.send(badge(1002))
        await bench.send(SignOff(person="P1002"))
        assert await acting(bench) == "P1001"
        no = await refused(bench, SignOff(person="P1002"))
        assert (no.key, no.values["person"]) == ("workforce.not_present", "J. Novak")
        assert (await refused(bench, ActAs(person="P1002"))).key == "workforce.not_present"
        await bench.send(SignOffActing())
        assert await acting(bench) is None
        assert (await refused(bench, SignOffActing())).key == "workforce.nobody_acting"

    tell(story)


def test_the_end_of_the_shift_signs_everybody_off() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(badge(1001))
        await bench.send(badge(1002))
        assert len(await bench.send(SignOffEverybody())) == 2
        assert len(bench.events(PersonSignedOff)) == 2
        assert (await team_at(bench.store, FACTS.code)).present == ()
        assert await bench.send(SignOffEverybody()) == []

    tell(story)


def test_a_locked_station_lets_nobody_act_and_any_known_badge_unlocks_it() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(badge(1001))
        await bench.send(badge(1002))
        (event,) = await bench.send(LockStation())
        assert isinstance(event, StationLocked)
        assert event.by == "P1002"
        assert await bench.send(LockStation()) == []
        assert await acting(bench) is None
        for command in (ActAs(person="P1001"), SignOff(person="P1001"), SignOffActing()):
            assert (await refused(bench, command)).key == "workforce.locked"
        assert [type(one) for one in await bench.send(badge(1002))] == [StationUnlocked]
        assert await acting(bench) == "P1002"
        await bench.send(LockStation())
        assert [type(one) for one in await bench.send(badge(1001))] == [StationUnlocked, ActingPersonChanged]
        await bench.send(LockStation())
        newcomer = await bench.send(SignOnByBadge(badge="77310"))
        assert [type(one) for one in newcomer] == [StationUnlocked, PersonSignedOn]
        assert await acting(bench) == "P1003"

    tell(story)


def test_a_pin_unlocks_too_and_a_wrong_one_does_not() -> None:
    async def story(bench: TeamBench) -> None:
        await bench.send(badge(1001))
        await bench.send(LockStation())
        bench.restart()
        await refused(bench, SignOnByPin(person="P1001", pin="0000"))
        assert (await team_at(bench.store, FACTS.code)).is_locked, "neither a slip nor a restart unlocks"
        await bench.send(SignOnByPin(person="P1001", pin="1234"))
        assert await acting(bench) == "P1001"

    tell(story)


def test_a_station_where_nobody_is_signed_on_is_not_locked() -> None:
    async def story(bench: TeamBench) -> None:
        assert (await refused(bench, LockStation())).key == "workforce.nobody_to_lock"
        assert await bench.send(LockStation(by_itself=True)) == []
        assert bench.store.records == []

    tell(story)


def test_the_loop_goes_on_while_a_pin_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []

    def compare(pin: str, pin_hash: str) -> bool:
        threads.append(threading.current_thread().name)
        return True

    monkeypatch.setattr("momstation.workforce.service.is_pin_of", compare)

    async def story(bench: TeamBench) -> None:
        await bench.send(SignOnByPin(person="P1001", pin="1234"))
        assert threads and threads[0] != threading.main_thread().name

    tell(story)


def test_each_refusal_has_its_sentence_and_each_sentence_its_fields() -> None:
    async def story(bench: TeamBench) -> None:
        values = dict.fromkeys(("badge", "person", "wait", "what", "roles", "names"), "x")
        for key, sentence in bench.part.refusals.items():
            assert key.startswith("workforce.")
            assert "{" not in sentence.format(**values)

    tell(story)
