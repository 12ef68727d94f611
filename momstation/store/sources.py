"""Where lost records can come back from, and what came back; apart, so that an ordinary start loads no more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from momstation.store.identity import Hint

if TYPE_CHECKING:
    from momstation.store.verify import Fault

Fit = Callable[[Path], bool]


class NewestSound(Protocol):
    """Finds the newest backup that is whole as a file and, where ``is_fit`` is given, fit in that sense too."""

    def __call__(self, is_fit: Fit | None = None) -> Path | None: ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Where records can come back from. ``backup`` finds the newest backup that is whole."""

    copy: Path | None = None
    backup: NewestSound | None = None
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many own records came back from where; ``folder`` holds the damaged file, None when it was missing;
    ``faults`` are the records for which it was made anew."""

    folder: Path | None
    backup: Path | None
    from_backup: int
    from_copy: int
    salvaged: int
    left_out: frozenset[bytes]
    unreadable_bytes: int
    has_source: bool
    faults: tuple["Fault", ...] = ()


@dataclass(slots=True)
class PutBack:
    """``streams`` must be folded anew; ``left_out``: ids of what is not what its hash says, or not ours."""

    in_place: int = 0
    at_the_end: int = 0
    streams: set[str] = field(default_factory=set)
    left_out: set[bytes] = field(default_factory=set)

    @property
    def count(self) -> int:
        return self.in_place + self.at_the_end
