"""Says who did something, where and when, so that a contradiction can be told in one sentence."""

from datetime import datetime

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """``event`` is the record's id in hex; ``by`` None means that the station did it by itself."""

    event: str
    station: str
    at: datetime
    by: str | None = None

    @property
    def id(self) -> bytes:
        return bytes.fromhex(self.event)
