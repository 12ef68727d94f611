"""The seven abnormal states and the normal one: colour, shape and word; none rests on colour."""

from collections.abc import Iterable
from enum import Enum

from momstation.core.i18n import N_, _


class Status(Enum):
    """From normal to alarm; the value is the prefix of its theme tokens."""

    NORMAL = "normal"
    OK = "ok"
    OFFLINE = "offline"
    INFO = "info"
    HOLD = "hold"
    CAUTION = "caution"
    WARNING = "warning"
    ALARM = "alarm"

    def word(self) -> str:
        """The default word beside the shape."""
        return _(_WORDS[self])

    @property
    def severity(self) -> int:
        """Higher is worse; it sorts boards and strips."""
        return _ORDER.index(self)


_ORDER = tuple(Status)
_WORDS = {
    Status.NORMAL: N_("Normal"),
    Status.OK: N_("Done"),
    Status.OFFLINE: N_("Offline"),
    Status.INFO: N_("Information"),
    Status.HOLD: N_("On hold"),
    Status.CAUTION: N_("Caution"),
    Status.WARNING: N_("Warning"),
    Status.ALARM: N_("Alarm"),
}


def worst(statuses: Iterable[Status]) -> Status:
    """The most severe of them; of none, it is normal."""
    return max(statuses, key=lambda status: status.severity, default=Status.NORMAL)
