"""A whole station on which every press and every scan of a task is counted."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from momstation.core.event import Event
from momstation.core.i18n import _
from momstation.core.part import Recorded
from momstation.events.machines import MachineState
from momstation.shell.board_screen import BoardScreen
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

    async def a_lead_signs_on(self) -> None:
        await self.scan("BADGE:B-9")
        await self.says("people.acting", "L. Kaya")

    async def stopped_for(self, seconds: float) -> None:
        """The machine ran before and runs again; nobody has said why it stood."""
        await self.machine(MachineState.PRODUCING)
        await self.later(60)
        await self.machine(MachineState.STOPPED)
        await self.later(seconds)
        await self.machine(MachineState.PRODUCING)

    @property
    def board(self) -> BoardScreen:
        board = self.window.findChild(BoardScreen)
        assert board is not None
        return board

    @property
    def stops_to_explain(self) -> int:
        """Also those that are scrolled away."""
        return len(self.board.stops.rows)

    async def lies_still(self) -> None:
        await self.until(lambda: not self.board.stops.is_settling, "the list of stops lies still")

    async def key(self, key: Qt.Key) -> None:
        """A key of the keyboard counts as a tap."""
        self.taps += 1
        await self.press(key)

    async def drag(self, name: str, onto: str) -> None:
        """One finger takes it and lets it go there, a little beyond the middle; one tap."""
        taken, there = await self.shows(name), await self.shows(onto)
        spot = taken.mapTo(self.window, taken.rect().center())
        goal = there.mapTo(self.window, there.rect().center())
        beyond = 4 if goal.y() > spot.y() else -4
        self.taps += 1
        QTest.mousePress(taken, Qt.MouseButton.LeftButton, pos=taken.mapFrom(self.window, spot))
        for share in (0.3, 0.7, 1.0):
            point = QPoint(spot.x(), round(spot.y() + (goal.y() - spot.y()) * share) + beyond)
            QTest.mouseMove(taken, taken.mapFrom(self.window, point))
        QTest.mouseRelease(taken, Qt.MouseButton.LeftButton, pos=taken.mapFrom(self.window, point))
        await self.settle()

    def begin(self) -> None:
        """From here on counts."""
        self.taps = self.scans = 0
        self._kinds.clear()
