"""What a run of faults comes to, so that runs of every layer add up in one line."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Counts:
    """``shown`` records were confirmed to somebody; ``healed`` counts forks, rewinds and lost answers."""

    shown: int = 0
    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    healed: int = 0
    crashes: int = 0
    restarts: int = 0
    power_cuts: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class Broken(AssertionError):
    """An invariant does not hold: its number, and how."""

    def __init__(self, invariant: str, how: str) -> None:
        super().__init__(f"{invariant}: {how}")
        self.invariant = invariant
