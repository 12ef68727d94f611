"""Simulated people: they look at the screen, tap what they see and scan what they hold, and nothing else."""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

from momstation.simulation.hands import Hands

_log = logging.getLogger(__name__)
LOOK_S = 0.25


@dataclass(frozen=True, slots=True)
class Habits:
    """How one operator works. ``badge`` is what the badge's code says; times are seconds."""

    badge: str
    seed: int
    think_s: tuple[float, float] = (0.4, 1.2)
    scrap_after_s: float = 6.0
    scrap_every_s: float = 25.0


class Operator:
    """An operator at one station from sign-on until told that the shift is over."""

    def __init__(self, hands: Hands, habits: Habits) -> None:
        self._hands = hands
        self._habits = habits
        self._random = random.Random(habits.seed)
        self._is_over = asyncio.Event()
        self._next_scrap = 0.0
        self.done: dict[str, int] = {}

    def go_home(self) -> None:
        """The shift is over: finish what the hands are at, then stop."""
        self._is_over.set()

    async def work(self) -> None:
        await self._sign_on()
        await self._hold_something_else()
        self._next_scrap = self._now() + self._habits.scrap_after_s
        while not self._is_over.is_set():
            await self._look_once()
            await self._pause(LOOK_S)
        await self._explain_open_stop()

    async def _look_once(self) -> None:
        if await self._explain_open_stop():
            return
        if self._hands.sees("sheet.close") and not self._hands.names("reason."):
            self._hands.tap("sheet.close")
            return
        if self._hands.sees("order.target_reached") and self._finish():
            return
        if not self._hands.sees("order.card"):
            await self._start_next()
        elif self._now() >= self._next_scrap:
            await self._scrap_one()
        elif self._hands.names("strip.clearance"):
            self._hands.tap(self._hands.names("strip.clearance")[0])
            self._did("cleared the line")
        elif "explained a stop" in self.done and "looked at the shift" not in self.done:
            await self._look_at("tile.oee", "screen.oee", "looked at the shift")
        elif "looked at the shift" in self.done and "looked who is here" not in self.done:
            await self._look_at("people.acting", "screen.people", "looked who is here")

    async def _sign_on(self) -> None:
        for _ in range(20):
            await self._hands.scan(self._habits.badge)
            if await self._hands.until(lambda: self._hands.sees("people.acting") is not None, 2.0):
                return self._did("signed on")
        raise RuntimeError(f"nobody could sign on with {self._habits.badge}")

    async def _hold_something_else(self) -> None:
        """Everybody scans the wrong thing once: the station must say so."""
        await self._hands.scan("4006381333931")
        await self._hands.until(lambda: self._hands.sees("verdict.refused") is not None, 2.0)
        self._did("scanned a foreign code")

    async def _start_next(self) -> None:
        """Read the dispatch list, then scan the paper of the order on top of it."""
        orders = self._ready_orders()
        if not orders:
            self._hands.tap("tile.orders") or self._hands.tap("tile.primary")
            await self._hands.until(lambda: bool(self._ready_orders()), 1.0)
            orders = self._ready_orders()
        if not orders:
            return
        await self._think()
        await self._hands.scan(f"ORDER:{orders[0]}")
        if await self._hands.until(lambda: self._hands.sees("order.card") is not None, 2.0):
            self._did("started an order")

    def _ready_orders(self) -> Sequence[str]:
        return [name.removeprefix("dispatch.") for name in self._hands.names("dispatch.")]

    async def _explain_open_stop(self) -> bool:
        if not self._hands.sees("sheet.stop_reason"):
            return False
        reasons = self._hands.names("reason.")
        if not reasons:
            return False
        await self._think()
        self._hands.tap(self._random.choice(reasons[:5]))
        await self._hands.until(lambda: self._hands.sees("sheet.stop_reason") is None, 2.0)
        self._did("explained a stop")
        return True

    async def _scrap_one(self) -> None:
        self._hands.tap("tile.scrap")
        if not await self._hands.until(lambda: bool(self._hands.names("scrap.reason.")), 1.5):
            return
        await self._think()
        reasons = self._hands.names("scrap.reason.")
        if reasons and self._hands.tap(self._random.choice(reasons[:4])):
            self._did("scrapped a part")
            self._next_scrap = self._now() + self._habits.scrap_every_s

    async def _look_at(self, door: str, screen: str, what: str) -> None:
        """Open a screen, read it, and go home."""
        self._hands.tap(door)
        if await self._hands.until(lambda: self._hands.sees(screen) is not None, 1.5):
            self._did(what)
            await self._think()
        self._hands.tap("nav.home")
        await self._hands.until(lambda: self._hands.sees("screen.home") is not None, 1.0)

    def _finish(self) -> bool:
        if not (self._hands.tap("tile.finish") or self._hands.tap("tile.primary")):
            return False
        self._did("finished an order")
        return True

    async def _think(self) -> None:
        await self._pause(self._random.uniform(*self._habits.think_s))

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def _did(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1
        _log.info("%s %s", self._habits.badge, what)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


class TeamLead:
    """Somebody at the desktop: signs on, then opens the worst station from time to time."""

    def __init__(self, hands: Hands, seed: int) -> None:
        self._hands = hands
        self._random = random.Random(seed)
        self._is_over = asyncio.Event()

    def go_home(self) -> None:
        self._is_over.set()

    async def work(self) -> None:
        while not self._is_over.is_set():
            try:
                await asyncio.wait_for(self._is_over.wait(), self._random.uniform(4, 8))
            except TimeoutError:
                await self._open_the_worst()

    async def _open_the_worst(self) -> None:
        rows = self._hands.names("board.")
        rows = [name for name in rows if name not in ("board.headline", "board.empty")]
        if not rows or not self._hands.tap(rows[0]):
            return
        await self._hands.until(lambda: self._hands.sees("nav.home") is not None, 2.0)
        await asyncio.sleep(self._random.uniform(1, 2))
        self._hands.tap("nav.home")
