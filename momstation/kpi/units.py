"""The unit that a set of times shares, where a calculation works in any."""

from enum import StrEnum


class TimeUnit(StrEnum):
    """Seconds, minutes or hours."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
