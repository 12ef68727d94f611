"""Keeps records in order when a clock is set back or a neighbour's is wrong: a hybrid logical clock.

A stamp is 48 bits of Unix milliseconds and 16 bits of counter in one whole number, so that comparing numbers
compares times and a full counter carries over into the next millisecond by itself.
"""

from datetime import datetime

COUNTER_BITS = 16
MOST_AHEAD_MS = 5 * 60 * 1000


def wall_ms(now: datetime) -> int:
    return int(now.timestamp() * 1000)


def at_ms(millis: int) -> int:
    """The first stamp of a millisecond."""
    return millis << COUNTER_BITS


def millis_of(stamp: int) -> int:
    return stamp >> COUNTER_BITS


def tick(last_own: int, last_seen: int, now_ms: int) -> int:
    """The stamp of the next own record: later than all own and all seen, and never before the clock."""
    return max(at_ms(now_ms), last_own + 1, last_seen + 1)


def is_suspect(remote: int, true_ms: int) -> bool:
    """Whether a stamp is too far ahead of ``true_ms``, this station's clock corrected by the server's."""
    return millis_of(remote) > true_ms + MOST_AHEAD_MS


def seen(last_seen: int, remote: int, true_ms: int) -> int:
    """What counts as seen after a record from elsewhere: a stamp that is suspect does not drag us forward."""
    return last_seen if is_suspect(remote, true_ms) else max(last_seen, remote)
