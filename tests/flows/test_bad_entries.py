"""Numbers that cannot be, and PINs that are wrong: said plainly, and what was booked before stays as it is."""

import asyncio
from pathlib import Path

import pytest

from momstation.core.clock import ManualClock
from momstation.events.production import QuantityDeclared
from momstation.events.workforce import PersonSignedOn, PinRefused
from momstation.production.model.commands import DeclareQuantity, StartOrder
from momstation.workforce.model import SignOnByPin
from tests.support.bare_station import BareStation, a_station, at

EXECUTE = 6
MOST = "Whole pieces from 0 to 1000 are accepted here."


async def _ten_good_parts(station: BareStation) -> None:
    """The order runs and the press has counted ten parts."""
    await station.press_says(state=EXECUTE, good_count=1000, reject_count=10)
    await station.reads("ORDER:4711-20")
    await station.press_says(good_count=1010)
    await station.told()


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ({"good": -3}, "-3 is less than nothing. To take something back, undo the entry."),
        (
            {"good": "1000001"},
            "1000001 pieces cannot be right: the order is for 100. At most 1000 are accepted here.",
        ),
        ({"good": "1" + "0" * 500}, "At most 1000 are accepted here."),
        ({"good": "1e9999999"}, "At most 1000 are accepted here."),
        ({"good": "2.5"}, f"2.5 is not a whole number of pieces. {MOST}"),
        ({"good": "2,5"}, f"2,5 is not a whole number of pieces. {MOST}"),
        ({"scrap": "0.999", "scrap_reason": "BURR"}, f"0.999 is not a whole number of pieces. {MOST}"),
        ({"good": "NaN"}, f"NaN is not a number. {MOST}"),
        ({"good": "-Infinity"}, f"-Infinity is not a number. {MOST}"),
        ({"good": "twelve"}, f"twelve is not a number. {MOST}"),
        ({"good": ""}, MOST),
        ({}, "All three numbers are 0. Enter good, scrap or rework pieces."),
        ({"scrap": 2}, "Scrap needs a reason. Choose one."),
        ({"scrap": 2, "scrap_reason": "JAM"}, "is a reason for a stop. Scrap needs a reason for scrap."),
        (
            {"scrap": 11, "scrap_reason": "BURR"},
            "11 pieces cannot be scrapped or reworked: only 10 good pieces of order 4711-20 are counted.",
        ),
        (
            {"scrap": 6, "scrap_reason": "BURR", "rework": 5},
            "11 pieces cannot be scrapped or reworked: only 10 good pieces of order 4711-20 are counted.",
        ),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_and_the_counts_stay(
    tmp_path: Path, sheet: dict[str, object], sentence: str
) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            await _ten_good_parts(station)
            before = await station.log()
            verdict = await station.taps(DeclareQuantity(**sheet))  # type: ignore[arg-type]
            assert not verdict.accepted
            assert sentence in verdict.title
            assert len(verdict.title) < 200
            assert await station.log() == before
            card = (await station.shown()).card
            assert card is not None
            assert card.good == 10

    asyncio.run(shift())


def test_after_a_refused_sheet_the_right_one_is_booked(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            await _ten_good_parts(station)
            await station.taps(DeclareQuantity(scrap=11, scrap_reason="BURR"))
            assert (await station.taps(DeclareQuantity(scrap=10, scrap_reason="BURR"))).accepted
            (declared,) = await station.facts(QuantityDeclared)
            assert (declared.scrap, declared.scrap_reason, declared.by) == (10, "BURR", "1001")

    asyncio.run(shift())


def test_a_tap_that_starts_a_second_order_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            await _ten_good_parts(station)
            before = await station.log()
            verdict = await station.taps(StartOrder(order="4711-30"))
            assert verdict.title == "Order 4711-20 is running on P07. Pause or finish it, then start 4711-30."
            assert await station.log() == before

    asyncio.run(shift())


def test_each_wrong_pin_makes_one_person_wait_longer_and_nobody_else(tmp_path: Path) -> None:
    async def shift() -> None:
        clock = ManualClock(at(6))
        async with a_station(tmp_path, clock=clock) as station:
            said = []
            for _ in range(5):
                said.append((await station.taps(SignOnByPin(person="1002", pin="0000"))).title)
                clock.advance(75)
            assert said[0] == "This PIN is wrong. Try it once more, or scan the badge."
            assert said[1:] == [
                f"This PIN is wrong. Try again in {wait}, or scan the badge now."
                for wait in ("5 s", "19 s", "2 min", "5 min")
            ]
            early = (await station.taps(SignOnByPin(person="1002", pin="2580"))).title
            assert early == "Wrong PIN for J. Novak. Try again in 4 min, or scan the badge now.", (
                "even the right one"
            )
            assert len(await station.facts(PinRefused)) == 5
            assert (await station.taps(SignOnByPin(person="1001", pin="4711"))).accepted, "another person"
            assert (await station.reads("BADGE:1002"))[0].accepted, "the badge still works"
            clock.advance(5 * 60)
            assert (await station.taps(SignOnByPin(person="1002", pin="2580"))).accepted

    asyncio.run(shift())


def test_a_restart_does_not_give_the_tries_back(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            for _ in range(2):
                await station.taps(SignOnByPin(person="1002", pin="0000"))
        async with a_station(tmp_path, plant=()) as station:
            verdict = await station.taps(SignOnByPin(person="1002", pin="2580"))
            assert verdict.title.startswith("Wrong PIN for J. Novak. Try again in")
            assert [one.person for one in await station.facts(PersonSignedOn)] == ["1001"]

    asyncio.run(shift())
