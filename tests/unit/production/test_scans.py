"""What a code means to production, and that an unknown one is left to others."""

import pytest

from momstation.core.errors import Refused
from momstation.core.part import Command, Scan
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    FinishOrder,
    GiveStopReason,
    StartOrder,
)
from momstation.production.model.order import OrderWork
from momstation.production.scans import ACCEPTS, ProductionScans
from momstation.shell.outcome import outcome_of
from tests.support.shop_floor import OnFloor, ShopFloor


def meaning(command: Command | None) -> tuple[object, ...] | None:
    match command:
        case None:
            return None
        case StartOrder(order=order, how=how):
            return ("start", order, how)
        case DeclareQuantity(scrap=scrap, scrap_reason=reason, good=good):
            return ("scrap", scrap, reason, good)
        case GiveStopReason(stop=stop, reason=reason):
            return ("stop", stop, reason)
        case FinishOrder(order=order):
            return ("finish", order)
        case ClearLine(order=order):
            return ("clear", order)
        case _:
            return ("?",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORDER:4711-20", ("start", "4711-20", "scan")),
        ("order: 4711-20 ", ("start", "4711-20", "scan")),
        ("ORDER:9999", ("start", "9999", "scan")),  # refused by name, not passed over
        ("4711-20", ("start", "4711-20", "scan")),
        (" 4711-20\r", ("start", "4711-20", "scan")),
        ("SCRAP:BURR", ("scrap", 1, "BURR", 0)),
        ("GOOD:24", ("scrap", 0, None, "24")),
        ("box: 24 ", ("scrap", 0, None, "24")),
        ("GOOD:", None),
        ("BOX", None),
        ("STOP:JAM", ("stop", None, "JAM")),
        ("FINISH", ("finish", None)),
        ("finish", ("finish", None)),
        ("Clear", ("clear", None)),
        ("FINISH:", None),
        ("SCRAP:", None),
        ("SCRAP", None),
        ("9999", None),
        ("", None),
        ("   ", None),
        ("04012345123456", None),
        ("x" * 4096, None),
        ("\x00\x01\x02", None),
        ("'; drop table event; --", None),
    ],
)
def test_codes(on_floor: OnFloor, text: str, expected: tuple[object, ...] | None) -> None:
    async def play(floor: ShopFloor) -> None:
        assert meaning(await ProductionScans(floor.reader).read(Scan(text))) == expected

    on_floor(play)


def test_a_decoded_code_names_the_order_itself(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        scan = Scan("]d2whatever", "d2", {"order": "4711-30"})
        assert meaning(await ProductionScans(floor.reader).read(scan)) == ("start", "4711-30", "scan")

    on_floor(play)


def test_two_scrap_scans_are_two_pieces(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        await floor.press_makes(5)
        for _each in range(2):
            command = await ProductionScans(floor.reader).read(Scan("SCRAP:BURR"))
            assert command is not None
            await floor.do(command)
        events = await floor.reader.read(
            lambda conn: conn.exec_driver_sql("select count(*) from production_entry").scalar()
        )
        assert events == 2

    on_floor(play)


def test_a_box_is_declared_by_one_scan_and_taken_back_by_one_tap(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        command = await ProductionScans(floor.reader).read(Scan("BOX:24"))
        assert command is not None
        records = await floor.do(command)
        outcome = await outcome_of(records, _as_it_is)
        assert (await good_of(floor), outcome.text) == (24, "Good 24")
        assert outcome.undo is not None
        await floor.do(outcome.undo)
        assert await good_of(floor) == 0

    on_floor(play)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("GOOD:-4", "production.negative"),
        ("GOOD:2.5", "production.not_whole"),
        ("BOX:abc", "production.not_a_number"),
        ("BOX:0", "production.nothing_declared"),
        ("BOX:1001", "production.too_many"),
    ],
)
def test_a_box_with_a_wrong_number_is_refused_by_name(on_floor: OnFloor, text: str, refusal: str) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start()
        command = await ProductionScans(floor.reader).read(Scan(text))
        assert command is not None
        with pytest.raises(Refused) as refused:
            await floor.do(command)
        assert refused.value.key == refusal
        assert await good_of(floor) == 0

    on_floor(play)


async def good_of(floor: ShopFloor) -> int:
    work = await floor.reader.state("order/4711-20", OrderWork)
    assert work is not None
    return work.good


async def _as_it_is(_entity: str, name: str) -> str:
    return name


def test_the_part_says_what_it_accepts(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        assert floor.part.accepts == ACCEPTS and len(ACCEPTS) == 5

    on_floor(play)
