"""How the plant's connection stands, in words for the person at the station."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SyncState(StrEnum):
    """Where the connection to the plant stands."""

    NEVER_CONFIGURED = "never_configured"
    CONNECTING = "connecting"
    LIVE = "live"
    OFFLINE = "offline"
    REFUSED = "refused"
    TRAINING = "training"
    """There is no connection, and there never will be one: people practise on this station."""


class Remark(StrEnum):
    """What a person may want to know of a connection that works."""

    PLANT_OLDER = "plant_older"
    PLANT_NEWER = "plant_newer"
    ASTRAY = "astray"
    ASKED_TO_WAIT = "asked_to_wait"
    SLOW = "slow"
    CLOCK_WRONG = "clock_wrong"


class Denial(StrEnum):
    """Why the plant does not take what this station sends; each asks for something else."""

    ACCESS = "access"
    """What enrolment or the settings left here cannot be used; the reason says so by itself."""
    ADDRESS = "address"
    SHUT_OUT = "shut_out"
    UNKNOWN = "unknown"
    PASSWORD = "password"
    NO_LOGIN = "no_login"
    NO_DATABASE = "no_database"
    NO_ENTRY = "no_entry"
    NO_RIGHT = "no_right"
    ANOTHER_STORE = "another_store"
    INSECURE = "insecure"
    OUTDATED = "outdated"
    DAMAGED = "damaged"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the plant's open streams are here. ``is_at_work``: this station's own are."""

    done: int
    total: int
    is_at_work: bool


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """``waiting`` own records are not yet in the plant's database, the oldest recorded at ``oldest``.

    ``since`` is when ``state`` began (aware, UTC); ``reason`` says why, and what to do if anything. ``bootstrap`` is
    how far a new or long absent station has come; None when it has everything. ``is_caught_up``: since this
    connection began, all that the plant held for this station was here at some moment. ``denial`` is there while
    ``state`` is REFUSED, ``remarks`` only while it is LIVE. ``clock_off``: by how much this computer's clock is ahead
    of the plant's, in whole minutes.
    """

    state: SyncState
    waiting: int
    oldest: datetime | None
    since: datetime | None
    reason: str
    bootstrap: Progress | None = None
    is_caught_up: bool = False
    denial: Denial | None = None
    remarks: frozenset[Remark] = frozenset()
    clock_off: timedelta = timedelta(0)
