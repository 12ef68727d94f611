"""What a station says about itself."""

from datetime import datetime
from typing import ClassVar

from momstation.core.event import Event


class StationAnnounced(Event, frozen=True, kw_only=True):
    """Said once per change: who I am. ``station_id`` (hex) ties the code to the envelope's identity."""

    kind: ClassVar[str] = "station.announced"
    station_id: str
    code: str
    name: str
    area: str
    role: str
    machines: tuple[str, ...]
    app_version: str
    at: datetime

    def stream(self) -> str:
        return f"station/{self.code}"


EVENTS: tuple[type[Event], ...] = (StationAnnounced,)
