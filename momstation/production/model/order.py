"""What is known of a job order's work, and what follows from it: counts, scrap, where it runs and since when."""

from datetime import datetime
from enum import StrEnum

import msgspec

from momstation.production.model.late import LateWork
from momstation.production.model.settling import Settlement
from momstation.store.merging.branches import Branches
from momstation.store.merging.corrections import Corrections, is_corrected


class Phase(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Did(StrEnum):
    """What a step did to the order, as far as steps that had not seen each other can contradict."""

    PAUSED = "paused"
    REOPENED = "reopened"
    RAN = "ran"
    FINISHED = "finished"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the order runs, since when and through whom; ``event`` is the record that says so (hex)."""

    event: str = ""
    station: str
    machine: str | None
    since: datetime
    by: str | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a person declared in one sheet."""

    entry: str
    station: str
    at: datetime
    by: str | None
    good: int
    scrap: int
    scrap_reason: str | None
    rework: int
    from_good: bool
    counter_start: int | None = None
    counter_end: int | None = None

    @property
    def good_change(self) -> int:
        return self.good - (self.scrap + self.rework if self.from_good else 0)


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """``event`` is the hex id of the record, by which an undo names it."""

    event: str
    station: str
    at: datetime
    places: tuple[Place, ...]


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """Who saw when that the place was free of the product before; ``event`` is the record's hex id."""

    event: str = ""
    station: str
    at: datetime
    by: str | None


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """A person sets the station up for the order since then."""

    station: str
    since: datetime


class OrderWork(msgspec.Struct, frozen=True, kw_only=True):
    """The state of ``order/<id>``. ``counted_good`` and ``counted_rejected`` are the machine's, entries a
    person's; ``corrections`` say which entries were taken back, ``reopened`` which finishes and by which
    record."""

    order: str
    started_at: datetime | None = None
    places: tuple[Place, ...] = ()
    finishes: tuple[Finish, ...] = ()
    reopened: dict[str, str] = {}
    counted_good: int = 0
    counted_rejected: int = 0
    entries: tuple[Entry, ...] = ()
    corrections: Corrections = ()
    clearances: tuple[Clearance, ...] = ()
    setups: tuple[Setup, ...] = ()
    last_at: datetime | None = None
    steps: Branches = Branches()
    late: tuple[LateWork, ...] = ()
    settlements: tuple[Settlement, ...] = ()

    @property
    def phase(self) -> Phase:
        if self.open_finishes:
            return Phase.FINISHED
        if self.places:
            return Phase.RUNNING
        return Phase.QUEUED if self.started_at is None else Phase.PAUSED

    @property
    def open_finishes(self) -> tuple[Finish, ...]:
        return tuple(each for each in self.finishes if each.event not in self.reopened)

    @property
    def valid_entries(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if not self.is_reversed(each.entry))

    @property
    def good(self) -> int:
        return self.counted_good + sum(each.good_change for each in self.valid_entries)

    @property
    def declared_good(self) -> int:
        return sum(each.good for each in self.valid_entries)

    @property
    def scrap(self) -> int:
        """Declared scrap, and what the machine rejected beyond that which a person has explained."""
        return self._scrapped(from_good=True) + max(self._scrapped(from_good=False), self.counted_rejected)

    @property
    def unreasoned(self) -> int:
        """Rejected by the machine, still without a reason. Scrap that did not leave good explains it."""
        return max(0, self.counted_rejected - self._scrapped(from_good=False))

    @property
    def rework(self) -> int:
        return sum(each.rework for each in self.valid_entries)

    def place_at(self, station: str) -> Place | None:
        return next((place for place in self.places if place.station == station), None)

    def counter_at(self, station: str) -> int | None:
        """What the counter showed when it was last read there; a reading that was taken back never was."""
        read = [each.counter_end for each in self.valid_entries if each.station == station]
        return next((each for each in reversed(read) if each is not None), None)

    def setup_at(self, station: str) -> Setup | None:
        return next((setup for setup in self.setups if setup.station == station), None)

    def is_cleared_at(self, station: str) -> bool:
        """Once per station: the line does not get foreign parts back while the order is paused for a
        break."""
        return any(each.station == station for each in self.clearances)

    def is_reversed(self, entry: str) -> bool:
        return is_corrected(self.corrections, entry)

    def entry(self, entry: str) -> Entry | None:
        return next((each for each in self.entries if each.entry == entry), None)

    def _scrapped(self, *, from_good: bool) -> int:
        return sum(each.scrap for each in self.valid_entries if each.from_good is from_good)
