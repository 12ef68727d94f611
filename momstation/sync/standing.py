"""Asks whether the plant still has what this station remembers of a topic, so that a page is not read from less."""

from collections.abc import Sequence

from momstation.sync.door import Door
from momstation.sync.protocol import LOOK_BACK, Central, Head, first_difference

_PROOF = 20


def standing_in(central: Central, head: Head) -> tuple[int, Sequence[tuple[int, bytes]]]:
    """Where a topic's feed ends now, and the last of what stands in it."""
    now = next((one for one in central.heads() if one.topic_id == head.topic_id), head)
    after = max(0, now.pos - LOOK_BACK, min(now.pos, now.oldest - 1))
    places = central.feed_ids(now.topic_id, after, now.pos - after)
    return (places[-1][0] if places else now.pos), places


def is_standing(central: Central, door: Door, head: Head, pos: int) -> bool:
    """To be asked behind each page of streams: what stands in the feed up to ``pos`` is taken from such pages alone. A
    plant that was put back has less of it, until its stations have filled it up again in the very same places.
    """

    def here(at: int) -> bytes | None:
        return door.feed_event(head.topic_id, at)

    if here(pos) is None:
        return True  # nothing to compare with; the next look at the past begins the topic anew
    after = max(0, pos - _PROOF, min(pos, head.oldest - 1))
    return first_difference(after, pos, central.feed_ids(head.topic_id, after, pos - after), here) is None
