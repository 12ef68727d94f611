"""Where a scan leaves the person: on the home that shows what it did, unless the person has gone on meanwhile."""

from collections.abc import Callable

from momstation.core.part import Command, Part, Scan
from momstation.production.model.commands import StartOrder
from momstation.shell.navigation import Place
from momstation.ui.banner import VerdictBanner
from tests.support.shell_builders import scanned
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


async def order_code(scan: Scan) -> Command | None:
    return StartOrder(order=scan.fields["order"], how="scan") if "order" in scan.fields else None


PRODUCTION = Part(name="production", scans=(order_code,), accepts=("an order's code",))


def banner(one: Stage) -> VerdictBanner:
    return one.window.messages.banner


def test_a_late_verdict_does_not_call_back_whoever_has_gone_on(stage: Build) -> None:
    one = stage(parts=(PRODUCTION,))

    async def scene() -> None:
        one.bus.publish(scanned("ORDER:4711-30"))
        one.window.go(Place.ORDERS)
        await one.settle()
        assert banner(one).isVisible(), "the scan has its answer"
        assert one.window.navigation.here.place is Place.ORDERS

    one.play(scene)


def test_a_scan_that_was_taken_on_the_list_shows_the_home(stage: Build) -> None:
    one = stage(parts=(PRODUCTION,))

    async def scene() -> None:
        one.window.go(Place.ORDERS)
        await one.settle()
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.settle()
        assert one.window.navigation.here.place is Place.HOME

    one.play(scene)


def test_a_scan_that_was_taken_leaves_what_is_typed(stage: Build) -> None:
    one = stage(parts=(PRODUCTION,))

    async def scene() -> None:
        await one.tap("tile.orders")
        await one.tap("dispatch_find")
        await one.shows("sheet.text")
        await one.types("4820")
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.settle()
        assert banner(one).isVisible(), "the scan has its answer"
        assert one.sees("sheet.text") is not None
        assert one.window.navigation.here.place is Place.ORDERS

    one.play(scene)
