"""Lets a week pass for a station's store: the check is made that finds what a disk has changed unseen."""

from momstation import machines, production
from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.plant.part import part as plant_part
from momstation.store.open import open_store
from momstation.store.states import States
from tests.soak.fleet import Disk
from tests.soak.station import topics_of


def pass_for(disk: Disk) -> None:
    """While the station is off. Damage inside a state is in no page's structure and in no chain of hashes."""
    store = open_store(
        disk.store,
        code=disk.code,
        topics=topics_of(disk.area),
        folds=(*production.folds(), *machines.folds(), *plant_part().folds),  # type: ignore[arg-type]
        projections=(*production.projections(), *plant_part().projections),  # type: ignore[arg-type]
        clock=SystemClock(),
    )
    try:
        States(store, lambda: None).run()
    except Refused:
        pass  # a record is damaged: it is noted, and the next start puts the store together anew
    finally:
        store.close()
