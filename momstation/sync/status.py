"""How the plant's connection stands, in words for the person at the station."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SyncState(StrEnum):
    """Where the connection to the plant stands."""

    NEVER_CONFIGURED = "never_configured"
    CONNECTING = "connecting"
    LIVE = "live"
    OFFLINE = "offline"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """``waiting`` own records are not yet in the plant's database, the oldest recorded at ``oldest``.

    ``since`` is when ``state`` began (aware, UTC); ``reason`` says why, and what to do if anything.
    """

    state: SyncState
    waiting: int
    oldest: datetime | None
    since: datetime | None
    reason: str
