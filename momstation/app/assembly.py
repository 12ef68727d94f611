"""Puts the parts of a station together around its store."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from momstation import machines, production, workforce
from momstation.core.clock import Clock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.i18n import N_
from momstation.core.part import Part
from momstation.core.pulses import Buckets
from momstation.plant.bindings import station_facts
from momstation.plant.live import LiveSignals
from momstation.plant.part import part as plant_part
from momstation.plant.station import StationFacts
from momstation.production.service.rules import ProductionRules
from momstation.settings import Settings
from momstation.shell import inbox
from momstation.store.caretaker import Caretaker
from momstation.store.chores import caretaker_of
from momstation.store.fold import AnyFold, Fold
from momstation.store.open import Store, open_store
from momstation.store.progress import Report
from momstation.store.projection import Projection
from momstation.store.reader import Reader
from momstation.store.thinning import Keep
from momstation.store.upkeep import Backups
from momstation.sync.config import configured
from momstation.workforce.model import PinRules
from momstation.workforce.service import TeamService

_log = logging.getLogger(__name__)
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


def journal_folder(settings: Settings) -> Path:
    """Where the station's second journal is; a medium may serve several stations."""
    return settings.store.path.parent / settings.store.journal_dir / settings.station.code


def backups_folder(settings: Settings) -> Path:
    """Where the daily backups are."""
    return settings.store.path.parent / settings.store.backup_dir


def assemble(settings: Settings, clock: Clock, on_progress: Report | None = None) -> Assembly:
    """Open the station's store with everything that may be recorded in it. Raises Refused store.*.

    What people practise on (``settings.for_training``) is neither copied nor backed up: nothing in it counts.
    """
    slot, facts = ReaderSlot(), station_facts(settings)
    live = LiveSignals(facts.alarms)
    lock = timedelta(minutes=settings.workforce.pin_lock_min)
    rules = PinRules(tries=settings.workforce.pin_tries, lock=lock)
    team = TeamService(slot, facts, rules)
    limits = settings.production
    declared = ProductionRules(most_factor=limits.most_factor, reason_window_h=limits.reason_window_h)
    parts = (
        CORE,
        plant_part(),
        machines.part(slot),
        production.part(slot, facts, declared),
        workforce.part(team, slot),
        inbox.part(slot, facts),
    )
    is_training = settings.station.training
    store = open_store(
        settings.store.path,
        code=facts.code,
        topics=topics_of(settings),
        folds=_folds(parts),
        projections=_projections(parts),
        clock=clock,
        copy_to=None if is_training else journal_folder(settings),
        backups=None if is_training else backups_folder(settings),
        identity_hint=None if is_training else lambda: _enrolled_as(settings),
        ballast_mb=settings.store.ballast_mb,
        on_progress=on_progress,
        is_training=is_training,
    )
    slot.fill(store.reader)
    return Assembly(settings, facts, clock, store, slot, live, team, parts)


def caretaker_for(assembly: Assembly) -> Caretaker:
    """Who makes backups, checks and room while the station works."""
    declared = assembly.settings.store
    backups = Backups(backups_folder(assembly.settings), declared.backup_keep_days)
    keep = Keep(timedelta(days=declared.keep_own_days), timedelta(days=declared.keep_closed_days))
    return caretaker_of(assembly.store, backups, keep, assembly.clock)


def _enrolled_as(settings: Settings) -> bytes | None:
    """Who the station is at the plant, for a store that has lost everything."""
    try:
        access = configured(settings.central)
    except Refused as refused:
        _log.warning("The access to the central database cannot be read: %s", refused)
        return None
    return None if access is None else access.station_id


def _folds(parts: Sequence[Part]) -> list[AnyFold]:
    return [fold for part in parts for fold in part.folds if isinstance(fold, Fold)]


def _projections(parts: Sequence[Part]) -> list[Projection]:
    return [one for part in parts for one in part.projections if isinstance(one, Projection)]
