"""What a code means at sign-on: a badge, or a card that signs off or locks."""

from momstation.core.part import Command, Scan
from momstation.plant.records import person_by_badge
from momstation.store.questions import StreamReader
from momstation.workforce.model import LockStation, SignOffActing, SignOnByBadge

BADGE_PREFIX = "BADGE:"
SIGN_OFF = "SIGN-OFF"
LOCK = "LOCK"


class BadgeScans:
    """A code that says it is a badge is one even if nobody has it: then the refusal names what was read.

    The plant may have written the badge with or without the word before it.
    """

    def __init__(self, reader: StreamReader) -> None:
        self._reader = reader

    async def __call__(self, scan: Scan) -> Command | None:
        text = scan.text.strip()
        if text.upper() == SIGN_OFF:
            return SignOffActing()
        if text.upper() == LOCK:
            return LockStation()
        short = scan.fields.get("badge", "")
        for badge in filter(None, (text, short)):
            if await self._is_held(badge):
                return SignOnByBadge(badge=badge)
        is_badge = bool(short) or text.upper().startswith(BADGE_PREFIX)
        return SignOnByBadge(badge=text) if is_badge else None

    async def _is_held(self, badge: str) -> bool:
        return await self._reader.read(lambda conn: person_by_badge(conn, badge)) is not None
