"""Lets a week pass for a station's store: the checks are made that find what a disk has changed unseen."""

from collections.abc import Callable
from contextlib import suppress

from momstation import machines, production
from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.plant.part import part as plant_part
from momstation.store.chores import CHECK, VERIFY, Chores
from momstation.store.open import open_store
from momstation.store.quarantine import damage_mark
from momstation.store.states import States
from momstation.store.thinning import Keep
from momstation.store.upkeep import Backups
from tests.soak.fleet import Disk
from tests.soak.station import topics_of
from tests.support.store_parts import folds_of, projections_of


def pass_for(disk: Disk) -> bool:
    """While the station is off. Whether damage was found, which the next start heals; or has healed just now, so
    that the station has to hear the plant before it shows again what the others do."""
    store = open_store(
        disk.store,
        code=disk.code,
        topics=topics_of(disk.area),
        folds=(*production.folds(), *machines.folds(), *folds_of(plant_part())),
        projections=(*production.projections(), *projections_of(plant_part())),
        clock=SystemClock(),
        copy_to=disk.copies,
    )
    try:
        chores = Chores(store, Backups(disk.folder / "backups"), Keep(), SystemClock())
        for chore in chores.all():
            if chore.name in (CHECK, VERIFY):
                _do(chore.do)
        _do(States(store, lambda: None).run)  # nobody else is there to leave room for
    finally:
        store.close()
    return store.rebuilt is not None or damage_mark(disk.store).exists()


def _do(chore: Callable[[], str]) -> None:
    with suppress(Refused):  # it is noted, and the next start puts the store together anew
        chore()
