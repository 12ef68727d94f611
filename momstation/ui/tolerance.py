"""Judges a measured value by its limits: pure, so that gauge, grid and number entry say the same of one value."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from momstation.core.i18n import N_, _

_AIR = 0.25
"""Share of the tolerance that is drawn at each side, so that a value outside is still on the scale."""


class Judgement(Enum):
    """What the limits say; the value is the English word, as it is printed on protocols."""

    OPEN = N_("open")
    OK = N_("OK")
    BELOW = N_("NOK, too small")
    ABOVE = N_("NOK, too large")
    NOK = N_("NOK")

    @property
    def is_nok(self) -> bool:
        return self in (Judgement.BELOW, Judgement.ABOVE, Judgement.NOK)

    def word(self) -> str:
        return _(self.value)


@dataclass(frozen=True)
class Tolerance:
    """Limits belong to what is allowed; a missing one means that there is none."""

    low: Decimal | None = None
    high: Decimal | None = None
    nominal: Decimal | None = None

    def judge(self, value: Decimal | None) -> Judgement:
        if value is None:
            return Judgement.OPEN
        if self.low is not None and value < self.low:
            return Judgement.BELOW
        if self.high is not None and value > self.high:
            return Judgement.ABOVE
        return Judgement.OK

    def scale(self) -> tuple[float, float]:
        """First and last value of a scale on which both limits, or the one there is, stand apart from the ends."""
        known = [float(one) for one in (self.low, self.high, self.nominal) if one is not None]
        if not known:
            return (0.0, 1.0)
        low, high = min(known), max(known)
        width = (high - low) or max(1.0, abs(high) * 0.1)
        return (low - width * _AIR, high + width * _AIR)

    def share(self, value: Decimal) -> float:
        """Where a value lies on the scale, 0 to 1; what lies beyond an end stays at that end."""
        first, last = self.scale()
        return min(1.0, max(0.0, (float(value) - first) / (last - first)))
