"""Where a lot is: the last move by what was seen; moves that had not seen each other dispute its location."""

from datetime import datetime

import msgspec

from momstation.store.merging.branches import Branches, Fork, Step, grown
from momstation.store.merging.causality import Past


class Location(msgspec.Struct, frozen=True):
    """The branches of a lot's moves; each step's ``what`` is the place that it was moved to."""

    moves: Branches = Branches()

    @property
    def places(self) -> tuple[str, ...]:
        """One place, or every place that is claimed, sorted."""
        return tuple(sorted({tip.what for tip in self.moves.tips}))

    @property
    def is_disputed(self) -> bool:
        return len(self.places) > 1

    @property
    def disputes(self) -> tuple[Fork, ...]:
        """Forks that led to different places; two who moved it to the same place do not contradict."""
        return tuple(each for each in self.moves.forks if len({tip.what for tip in each.tips}) > 1)


def moved(
    location: Location, event: str, to: str, station: str, at: datetime, by: str | None, past: Past
) -> Location:
    return Location(grown(location.moves, Step(event, station, at, by, what=to), past))
