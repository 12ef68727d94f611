"""A whole station on which every press and every scan of a task is counted."""

from typing import Any

from momstation.core.event import Event
from momstation.core.i18n import _
from momstation.core.part import Recorded
from momstation.events.machines import MachineState
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation


class TapStation(WholeStation):
    """``scans`` counts codes. ``begin`` sets both to nothing."""

    scans = 0

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._kinds: set[str] = set()
        self.bus.subscribe(Recorded, lambda recorded: self._kinds.update(recorded.kinds))

    async def books(self, event: type[Event]) -> None:
        """Since ``begin`` a fact of this kind is durable."""
        await self.until(lambda: event.kind in self._kinds, f"{event.kind} is recorded")

    async def scan(self, code: str) -> None:
        self.scans += 1
        self.bus.publish(scanned(code))
        await self.settle()

    async def somebody_signs_on(self) -> None:
        await self.scan("BADGE:B-1")
        await self.shows("people.acting")

    async def an_order_runs(self, good: int = 0) -> None:
        await self.somebody_signs_on()
        await self.scan("ORDER:4711-20")
        await self.shows("order.card")
        await self.machine(MachineState.PRODUCING)
        if good:
            await self.made(good)
            await self.says("order.good", str(good))

    async def the_machine_stops(self) -> None:
        """For so long that it asks why."""
        await self.machine(MachineState.STOPPED)
        await self.says("machine.state", _("Stopped"))
        await self.later(40)
        await self.shows("sheet.stop_reason")
        await self.until(lambda: not self.window.sheets.stop.is_settling, "the sheet lies still")

    def begin(self) -> None:
        """From here on counts."""
        self.taps = self.scans = 0
        self._kinds.clear()
