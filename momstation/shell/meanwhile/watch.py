"""Notices that the station was alone and has caught up, also across a restart, and keeps where that was."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from momstation.shell.meanwhile.records import Positions
from momstation.sync.status import SyncState

LEAST_ALONE = timedelta(minutes=2)
"""A connection that was gone for less is no story."""
QUIET_TICKS = 2
"""Caught up: connected, and for so many seconds nothing more arrived."""
_KEPT_EVERY = timedelta(seconds=30)
_CAUGHT_UP, _ALONE = "caught_up", "alone"
K = TypeVar("K")


class CaughtUp(msgspec.Struct, frozen=True):
    """How far the plant's feeds were read, and when that was last so."""

    at: datetime
    positions: dict[int, int]


class Alone(msgspec.Struct, frozen=True):
    """The last time that the station was alone: what it had read before, and what it had read then."""

    since: datetime
    until: datetime
    before: dict[int, int]
    after: dict[int, int]


@dataclass
class _Quiet:
    ticks: int = 0
    is_alone: bool = True
    is_looking: bool = False


class MeanwhileWatch:
    """``recall`` and ``remember`` keep text by name; ``positions`` reads how far the feeds were read."""

    def __init__(
        self,
        recall: Callable[[str, str], str],
        remember: Callable[[str, str], None],
        positions: Callable[[], Awaitable[Positions]],
    ) -> None:
        self._recall = recall
        self._remember = remember
        self._positions = positions
        self._quiet = _Quiet()
        self._kept_at: datetime | None = None

    @property
    def last(self) -> Alone | None:
        """The last time alone that is worth telling, remembered across restarts."""
        return _read(self._recall(_ALONE, ""), Alone)

    def heard(self) -> None:
        """Records of others arrived: not yet caught up."""
        self._quiet.ticks = 0

    def is_due(self, state: SyncState) -> bool:
        """Once a second: whether to ``look`` now."""
        if state is not SyncState.LIVE:
            self._quiet = _Quiet(is_looking=self._quiet.is_looking)
            return False
        self._quiet.ticks += 1
        return self._quiet.ticks >= QUIET_TICKS and not self._quiet.is_looking

    async def look(self, now: datetime) -> Alone | None:
        """Remember how far this station is; what it missed, if it was alone for long until now."""
        self._quiet.is_looking = True
        try:
            positions = dict(await self._positions())
        finally:
            self._quiet.is_looking = False
        known = _read(self._recall(_CAUGHT_UP, ""), CaughtUp)
        was_alone, self._quiet.is_alone = self._quiet.is_alone, False
        self._keep(now, positions, is_news=was_alone)
        if not was_alone or known is None or now - known.at < LEAST_ALONE or known.positions == positions:
            return None
        alone = Alone(known.at, now, known.positions, positions)
        self._remember(_ALONE, msgspec.json.encode(alone).decode())
        return alone

    def _keep(self, now: datetime, positions: dict[int, int], *, is_news: bool) -> None:
        if not is_news and self._kept_at is not None and abs(now - self._kept_at) < _KEPT_EVERY:
            return
        self._kept_at = now
        self._remember(_CAUGHT_UP, msgspec.json.encode(CaughtUp(now, positions)).decode())


def _read(text: str, kind: type[K]) -> K | None:
    """None for what another version wrote: it costs one summary."""
    try:
        return msgspec.json.decode(text, type=kind) if text else None
    except msgspec.MsgspecError:
        return None
