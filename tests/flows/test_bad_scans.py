"""Whatever a scanner reads, the person gets an answer in plain words, and nothing is recorded that was not meant."""

import asyncio
import random
from pathlib import Path

import pytest

from momstation.events.production import OrderStarted
from tests.support.bare_station import BareStation, a_scanner, a_station


def test_an_unknown_barcode_says_what_was_read_and_what_is_accepted_here(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            before = await station.log()
            (verdict,) = await station.reads("4006381333931")
            assert verdict.title == "Nobody here knows this code: 4006381333931"
            assert verdict.text.startswith("Accepted here: ")
            for code in ("ORDER:", "SCRAP:", "STOP:", "FINISH", "badge"):
                assert code in verdict.text
            assert await station.log() == before

    asyncio.run(shift())


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("ORDER:4712-20", "Order 4712-20 belongs to P08. This station works for P07."),
        ("ORDER:4699-10", "Order 4699-10 was closed by planning."),
        ("ORDER:4742-10", "Order 4742-10 was cancelled by planning."),
        ("ORDER:4735-10", "Order 4735-10 is on hold. Planning must release it first."),
        (
            "ORDER:9999-99",
            "Order 9999-99 is not known here. Scan the code on the order's paper, or choose from the list.",
        ),
        ("BADGE:7777", "Read: BADGE:7777. Nobody here has this badge. Ask your team lead to enter it."),
        ("SCRAP:NOPE", "No order is running here. Start one first: scan its code or choose from the list."),
        ("FINISH", "No order is running here. Start one first: scan its code or choose from the list."),
    ],
)
def test_a_code_that_may_not_be_used_here_says_why(tmp_path: Path, code: str, sentence: str) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            before = await station.log()
            (verdict,) = await station.reads(code)
            assert (verdict.accepted, verdict.title) == (False, sentence)
            assert await station.log() == before

    asyncio.run(shift())


def test_the_code_of_an_order_that_is_finished_books_nothing_more_on_it(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            await station.reads("ORDER:4711-20", "FINISH")
            before = await station.log()
            verdicts = await station.reads("ORDER:4711-20", "4711-20")
            closed = "Order 4711-20 is finished. Nothing more can be booked on it."
            assert [(one.accepted, one.title) for one in verdicts] == [(False, closed)] * 2
            assert await station.log() == before

    asyncio.run(shift())


def test_a_second_order_while_one_runs_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            verdicts = await station.reads("ORDER:4711-20", "ORDER:4711-30", "ORDER:4711-20")
            assert [one.accepted for one in verdicts] == [True, False, False]
            assert verdicts[1].title == (
                "Order 4711-20 is running on P07. Pause or finish it, then start 4711-30."
            )
            assert verdicts[2].title == "Order 4711-20 is running here already."
            assert [one.order for one in await station.facts(OrderStarted)] == ["4711-20"]

    asyncio.run(shift())


async def _order_still_starts(station: BareStation, scans: int) -> None:
    """The next good scan is understood, whatever came before."""
    last = (await station.answers(scans))[-1]
    assert last.accepted, last
    assert [one.order for one in await station.facts(OrderStarted)] == ["4711-20"]


def test_two_scans_in_one_burst_get_two_answers_in_their_order(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station, a_scanner(station, tmp_path) as scanner:
            scanner.send(b"ORDER:4711-20\r\nORDER:4711-30\r\n")
            first, second = await station.answers(2)
            assert first.accepted
            assert "4711-20 is running" in second.title
            await _order_still_starts(station, 1)

    asyncio.run(shift())


def test_half_a_code_is_no_code(tmp_path: Path) -> None:
    """Half of one order's number may be another order's: 4711-2 is not 4711-20."""

    async def shift() -> None:
        async with a_station(tmp_path) as station, a_scanner(station, tmp_path) as scanner:
            before = await station.log()
            scanner.send(b"ORDER:4711-2")
            (half,) = await station.answers(1)
            assert half.title.startswith(
                "Scanner hand sent only a part of a code: ORDER:4711-2. Scan it again."
            )
            assert await station.log() == before
            scanner.send(b"ORDER:4711-20\r\n")
            await _order_still_starts(station, 2)

    asyncio.run(shift())


def test_binary_noise_is_answered_once_and_harms_nothing(tmp_path: Path) -> None:
    noise = bytes(random.Random(7).randrange(128, 256) for _ in range(300)) + b"\r\n"

    async def shift() -> None:
        async with a_station(tmp_path) as station, a_scanner(station, tmp_path) as scanner:
            before = await station.log()
            scanner.send(noise)
            (verdict,) = await station.answers(1)
            assert verdict.title.startswith("Scanner hand sent something that is no code: ")
            assert verdict.title.endswith("… Scan it again.") or verdict.title.endswith(". Scan it again.")
            assert verdict.title.isprintable()
            assert len(verdict.title) < 400
            assert await station.log() == before
            scanner.send(b"ORDER:4711-20\r\n")
            await _order_still_starts(station, 2)

    asyncio.run(shift())


def test_four_kilobytes_without_an_end_are_answered_with_how_to_set_the_scanner_up(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station, a_scanner(station, tmp_path) as scanner:
            before = await station.log()
            await asyncio.to_thread(scanner.send, b"7" * 5000)
            (verdict,) = await station.answers(1)
            assert verdict.title == (
                "Scanner hand sent 5000 characters without an end. Check how it ends a code."
            )
            assert await station.log() == before
            scanner.send(b"ORDER:4711-20\r\n")
            await _order_still_starts(station, 2)

    asyncio.run(shift())


def test_a_code_of_four_kilobytes_is_shown_cut_and_refused(tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path) as station:
            before = await station.log()
            verdicts = await station.reads(
                "X" * 4096, "ORDER:" + "9" * 4000, "BADGE:" + "8" * 4000, "ORDER:47\x1d11"
            )
            for verdict in verdicts:
                assert not verdict.accepted
                assert verdict.title.isprintable()
                assert len(verdict.title) < 300, verdict.title[:400]
            assert await station.log() == before

    asyncio.run(shift())
