"""Puts the parts of a station together around its store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from momstation import machines, production, workforce
from momstation.core.clock import Clock
from momstation.core.dispatcher import Dispatcher
from momstation.core.i18n import N_
from momstation.core.part import Part
from momstation.core.pulses import Buckets
from momstation.plant.bindings import station_facts
from momstation.plant.live import LiveSignals
from momstation.plant.part import part as plant_part
from momstation.plant.station import StationFacts
from momstation.production.service import ProductionRules
from momstation.settings import Settings
from momstation.store.fold import AnyFold, Fold
from momstation.store.open import Store, open_store
from momstation.store.projection import Projection
from momstation.store.reader import Reader
from momstation.workforce.model import PinRules
from momstation.workforce.service import TeamService

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
CORE = Part(
    name="core",
    refusals={
        "core.sign_on_first": N_("Sign on first: scan your badge, or tap the people at the top."),
        "core.not_permitted": N_("{person} may not do this here; ask somebody who may ({permission})."),
    },
)


class ReaderSlot:
    """Stands for the store's reader while parts are built: the store needs their folds before it can open."""

    def __init__(self) -> None:
        self._reader: Reader | None = None

    def fill(self, reader: Reader) -> None:
        self._reader = reader

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        assert self._reader is not None, "asked before the store was open"
        return await self._reader.read(query)

    async def state(self, stream: str, kind: type[S]) -> S | None:
        assert self._reader is not None, "asked before the store was open"
        return await self._reader.state(stream, kind)


@dataclass(frozen=True)
class Assembly:
    """An open store with the parts that live on it."""

    settings: Settings
    facts: StationFacts
    clock: Clock
    store: Store
    reader: ReaderSlot
    live: LiveSignals
    team: TeamService
    parts: Sequence[Part]

    def dispatcher(self) -> Dispatcher:
        """Carries out what is asked; pulses of machines wait to be told together."""
        journal, bucket_s = self.store.journal, self.settings.production.count_bucket_s
        return Dispatcher(self.parts, journal, self.clock, Buckets(journal, self.store.ticks, bucket_s))


def topics_of(settings: Settings) -> tuple[str, ...]:
    """Where this station's records go: everybody in its area."""
    return (f"area/{settings.station.area}",)


def assemble(settings: Settings, clock: Clock) -> Assembly:
    """Open the station's store with everything that may be recorded in it. Raises Refused store.*."""
    slot, facts, live = ReaderSlot(), station_facts(settings), LiveSignals()
    lock = timedelta(minutes=settings.workforce.pin_lock_min)
    rules = PinRules(tries=settings.workforce.pin_tries, lock=lock)
    team = TeamService(slot, facts, rules)
    limits = settings.production
    declared = ProductionRules(most_factor=limits.most_factor, reason_window_h=limits.reason_window_h)
    parts = (
        CORE,
        plant_part(),
        machines.part(),
        production.part(slot, facts, declared),
        workforce.part(team, slot),
    )
    store = open_store(
        settings.store.path,
        code=facts.code,
        topics=topics_of(settings),
        folds=_folds(parts),
        projections=_projections(parts),
        clock=clock,
    )
    slot.fill(store.reader)
    return Assembly(settings, facts, clock, store, slot, live, team, parts)


def _folds(parts: Sequence[Part]) -> list[AnyFold]:
    return [fold for part in parts for fold in part.folds if isinstance(fold, Fold)]


def _projections(parts: Sequence[Part]) -> list[Projection]:
    return [one for part in parts for one in part.projections if isinstance(one, Projection)]
