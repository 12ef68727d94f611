"""Every scan is judged, in order, by the shown screen's function first."""

import asyncio
from collections.abc import Sequence

import pytest

from momstation.core.errors import Refused
from momstation.core.part import Command, Part, Scan, ScanRule
from momstation.plant.readings import CodeScanned
from momstation.production.model.commands import DeclareQuantity, ReverseEntry, StartOrder
from momstation.shell.booking import Booking
from momstation.shell.scan_router import ScanRouter
from momstation.shell.verdict import Verdict
from momstation.shell.wording import Wording, sentences_of
from tests.conftest import ExpectedLog
from tests.support.shell_builders import Desk, names, scanned


async def start_by_scan(scan: Scan) -> Command | None:
    if "order" not in scan.fields:
        return None
    if scan.fields["order"] == "0":
        raise Refused("production.order_closed", order="0")
    return StartOrder(order=scan.fields["order"], how="scan")


async def scrap_by_scan(scan: Scan) -> Command | None:
    reason = scan.fields.get("scrap")
    return DeclareQuantity(scrap=1, scrap_reason=reason) if reason else None


PRODUCTION = Part(
    name="production",
    scans=(start_by_scan, scrap_by_scan),
    accepts=("an order's code", "a scrap reason"),
    refusals={"production.order_closed": "Order {order} is finished already."},
)
WORKFORCE = Part(name="workforce", accepts=("a badge",))


class Bench:
    def __init__(self, parts: Sequence[Part] = (PRODUCTION, WORKFORCE), shown: str = "production") -> None:
        self.desk = Desk()
        self.judged: list[tuple[str, Verdict]] = []
        self.shown = shown
        wording = Wording(sentences_of(parts), str)
        booking = Booking(self.desk.send, wording, names)
        self.router = ScanRouter(parts, booking, lambda: self.shown, self._hear)

    def _hear(self, code: CodeScanned, verdict: Verdict) -> None:
        self.judged.append((code.text, verdict))

    def verdicts(self, *codes: CodeScanned) -> list[Verdict]:
        async def read() -> None:
            for code in codes:
                self.router.hear(code)
            await self.router.stop()

        asyncio.run(read())
        return [verdict for _, verdict in self.judged]


def test_an_order_is_started_by_one_scan() -> None:
    bench = Bench()
    (verdict,) = bench.verdicts(scanned("]Q1ORDER:4711-20"))
    assert verdict.accepted
    assert verdict.title == "Order 4711-20 started."
    (sent,) = bench.desk.sent
    assert isinstance(sent, StartOrder)
    assert (sent.order, sent.how) == ("4711-20", "scan")


def test_scrap_by_scan_can_be_taken_back() -> None:
    (verdict,) = Bench().verdicts(scanned("SCRAP:BURR"))
    assert verdict.title == "Scrap 1: Burr"
    assert isinstance(verdict.undo, ReverseEntry)


def test_an_unknown_code_says_what_was_read_and_what_is_accepted_here() -> None:
    bench = Bench(shown="workforce")
    (verdict,) = bench.verdicts(scanned("\x02" + "4006381333931" * 40))
    assert not verdict.accepted
    assert "\\x024006381333931" in verdict.title
    assert "…" in verdict.title
    assert verdict.text == "Accepted here: a badge; an order's code; a scrap reason"
    assert bench.desk.sent == []


def test_a_refusal_is_worded() -> None:
    (verdict,) = Bench().verdicts(scanned("ORDER:0"))
    assert (verdict.accepted, verdict.title) == (False, "Order 0 is finished already.")


@pytest.mark.parametrize(
    "trouble", ["Scanner S1 sent 4096 characters without an end.", "Not a code: \\x00\\xff"]
)
def test_noise_gets_a_verdict_too(trouble: str) -> None:
    (verdict,) = Bench().verdicts(scanned("ORDER:4711-20", trouble=trouble))
    assert (verdict.accepted, verdict.title) == (False, trouble)
    assert verdict.text


def test_an_empty_code_gets_a_verdict() -> None:
    (verdict,) = Bench().verdicts(scanned(" \r\n"))
    assert not verdict.accepted


def test_a_burst_is_judged_in_order_and_none_is_lost() -> None:
    bench = Bench()

    async def burst() -> None:
        bench.desk.gate = asyncio.Event()
        for number in range(20):
            bench.router.hear(scanned(f"ORDER:{number + 1}"))
        await asyncio.sleep(0)
        assert bench.router.waiting == 20
        bench.desk.gate.set()
        await bench.router.stop()

    asyncio.run(burst())
    assert [text for text, _ in bench.judged] == [f"ORDER:{number + 1}" for number in range(20)]
    assert all(verdict.accepted for _, verdict in bench.judged)


def test_a_full_disk_is_no_success() -> None:
    bench = Bench()
    bench.desk.trouble = Refused("store.disk_full", file="P07.db")
    (verdict,) = bench.verdicts(scanned("ORDER:1"))
    assert not verdict.accepted
    assert "Not recorded" in verdict.title


def test_a_fault_in_the_station_is_logged_said_and_does_not_stop_the_next_scan(
    expect_log: ExpectedLog,
) -> None:
    expect_log("Command StartOrder failed")
    bench = Bench()
    bench.desk.trouble = ValueError("a bug")
    first, second = bench.verdicts(scanned("ORDER:1"), scanned("4006381333931"))
    assert not first.accepted
    assert "Not recorded" in first.title
    assert "4006381333931" in second.title


def test_a_rule_that_breaks_is_logged_and_said(expect_log: ExpectedLog) -> None:
    expect_log("Judging the code")

    async def broken(scan: Scan) -> Command | None:
        raise ValueError(scan.text)

    rules: tuple[ScanRule, ...] = (broken,)
    (verdict,) = Bench((Part(name="production", scans=rules),)).verdicts(scanned("X"))
    assert not verdict.accepted


def test_the_shown_screens_function_is_asked_first() -> None:
    asked: list[str] = []

    def rule(name: str) -> ScanRule:
        async def ask(scan: Scan) -> Command | None:
            asked.append(name)
            return None

        return ask

    parts = tuple(Part(name=name, scans=(rule(name),)) for name in ("production", "workforce"))
    bench = Bench(parts, shown="workforce")
    bench.verdicts(scanned("X"))
    bench.shown = "production"
    bench.verdicts(scanned("Y"))
    assert asked == ["workforce", "production", "production", "workforce"]
