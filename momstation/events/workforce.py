"""Who was at the station."""

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
    """A wrong PIN; the count since the last right one decides when the person is locked, and until when."""

    kind: ClassVar[str] = "workforce.pin_refused"
    person: str
    locked_until: datetime | None = None


EVENTS: tuple[type[Event], ...] = (PersonSignedOn, PersonSignedOff, ActingPersonChanged, PinRefused)
