"""Who was at the station, who locked it, and who lent a right to somebody else."""

from datetime import datetime
from typing import ClassVar

from momstation.core.event import Event


class _AtStation(Event, frozen=True, kw_only=True):
    station: str
    at: datetime

    def stream(self) -> str:
        return f"team/{self.station}"


class PersonSignedOn(_AtStation, frozen=True, kw_only=True):
    """The person is present and acts from now on. ``how``: ``badge`` or ``pin``."""

    kind: ClassVar[str] = "workforce.signed_on"
    person: str
    how: str


class PersonSignedOff(_AtStation, frozen=True, kw_only=True):
    kind: ClassVar[str] = "workforce.signed_off"
    person: str


class ActingPersonChanged(_AtStation, frozen=True, kw_only=True):
    kind: ClassVar[str] = "workforce.acting_changed"
    person: str


class PinRefused(_AtStation, frozen=True, kw_only=True):
    """A wrong PIN; how many there were in a row decides until when the person must wait."""

    kind: ClassVar[str] = "workforce.pin_refused"
    person: str
    locked_until: datetime | None = None


class StationLocked(_AtStation, frozen=True, kw_only=True):
    """Nobody acts until somebody unlocks it; who is signed on stays so. ``by`` None: the station itself, since
    nobody touched it for long."""

    kind: ClassVar[str] = "workforce.station_locked"
    by: str | None


class StationUnlocked(_AtStation, frozen=True, kw_only=True):
    """``how``: ``badge`` or ``pin``. Whether the person acts, or has come only now, is told beside it."""

    kind: ClassVar[str] = "workforce.station_unlocked"
    person: str
    how: str


class PermissionLent(_AtStation, frozen=True, kw_only=True):
    """``person``'s badge allowed one command that ``to`` may not give; it was carried out as ``person``'s own.
    ``right`` is the command's, ``command`` its id."""

    kind: ClassVar[str] = "workforce.permission_lent"
    person: str
    to: str
    right: str
    command: str


EVENTS: tuple[type[Event], ...] = (
    PersonSignedOn,
    PersonSignedOff,
    ActingPersonChanged,
    PinRefused,
    StationLocked,
    StationUnlocked,
    PermissionLent,
)
