"""What a code means to production, and that an unknown one is left to others."""

import pytest

from momstation.core.part import Command, Scan
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    FinishOrder,
    GiveStopReason,
    StartOrder,
)
from momstation.production.scans import ACCEPTS, ProductionScans
from tests.support.shop_floor import ShopFloor


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
def test_codes(on_floor, text: str, expected: tuple[object, ...] | None) -> None:
    async def play(floor: ShopFloor) -> None:
        assert meaning(await ProductionScans(floor.reader).read(Scan(text))) == expected

    on_floor(play)


def test_a_decoded_code_names_the_order_itself(on_floor) -> None:
    async def play(floor: ShopFloor) -> None:
        scan = Scan("]d2whatever", "d2", {"order": "4711-30"})
        assert meaning(await ProductionScans(floor.reader).read(scan)) == ("start", "4711-30", "scan")

    on_floor(play)


def test_two_scrap_scans_are_two_pieces(on_floor) -> None:
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


def test_the_part_says_what_it_accepts(on_floor) -> None:
    async def play(floor: ShopFloor) -> None:
        assert floor.part.accepts == ACCEPTS and len(ACCEPTS) == 4

    on_floor(play)
