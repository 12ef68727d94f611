"""What a code means to production: code in, request out."""

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa

from momstation.core.i18n import N_
from momstation.core.part import Command, Scan
from momstation.plant import records as plant
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    FinishOrder,
    GiveStopReason,
    StartOrder,
)
from momstation.production.model.order import Phase
from momstation.production.records import querying
from momstation.store.questions import Reader

T = TypeVar("T")
LONGEST = 80

ACCEPTS: Sequence[str] = (
    N_("the code of an order (ORDER:4711-20 or 4711-20)"),
    N_("a scrap reason (SCRAP:…), one piece each"),
    N_("the good pieces of a full box (GOOD:24 or BOX:24)"),
    N_("a stop reason (STOP:…)"),
    N_("FINISH for the order that runs, CLEAR when its line is cleared"),
)


class ProductionScans:
    """Reads order codes, reasons and the two command codes; anything else is somebody else's."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def read(self, scan: Scan) -> Command | None:
        text = scan.text.strip()
        order = scan.fields.get("order")
        if order:
            return StartOrder(order=order, how="scan")
        if not text or len(text) > LONGEST:
            return None
        return self._spoken(text) or await self._plain_order(text)

    def _spoken(self, text: str) -> Command | None:
        word, colon, rest = text.partition(":")
        value = rest.strip()
        match word.strip().upper(), bool(colon and value):
            case "ORDER", True:
                return StartOrder(order=value, how="scan")
            case "SCRAP", True:
                return DeclareQuantity(scrap=1, scrap_reason=value)
            case "GOOD" | "BOX", True:
                return DeclareQuantity(good=value)
            case "STOP", True:
                return GiveStopReason(reason=value)
            case "FINISH", False if not colon:
                return FinishOrder()
            case "CLEAR", False if not colon:
                return ClearLine()
            case _:
                return None

    async def _plain_order(self, text: str) -> Command | None:
        """A bare text is an order only if there is such an order."""
        is_known = await self._reader.read(lambda conn: _is_order(conn, text))
        return StartOrder(order=text, how="scan") if is_known else None


def _is_order(conn: sa.Connection, text: str) -> bool:
    return (
        plant.job_order(conn, text) is not None or querying.order_work(conn, text).phase is not Phase.QUEUED
    )
