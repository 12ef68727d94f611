"""What each station last said about itself; the fold of ``station/<code>``."""

import msgspec

from momstation.core.event import Record
from momstation.events.station import StationAnnounced
from momstation.store.fold import Fold


class StationStory(msgspec.Struct, frozen=True, kw_only=True):
    """``said`` is None until an announcement that this version can read was recorded."""

    said: StationAnnounced | None = None


def _after(story: StationStory, record: Record) -> StationStory:
    event = record.event
    return StationStory(said=event) if isinstance(event, StationAnnounced) else story


def station_fold() -> Fold[StationStory]:
    return Fold(
        name="station", version=1, state=StationStory, empty=lambda _stream: StationStory(), apply=_after
    )
