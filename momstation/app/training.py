"""Opens a station to practise on: records of its own, the plant's definitions, machines that are simulated."""

import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
import sqlalchemy as sa

from momstation.app.assembly import Assembly, assemble
from momstation.app.look import REMEMBERED_FILE
from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.plant.copying import definitions_in, newer
from momstation.plant.records import current_definitions, equipment, job_orders, work_master
from momstation.settings import Settings, for_training
from momstation.shell.remembered import Remembered
from momstation.simulation.demo.cast import PlayerFailedError
from momstation.simulation.training import Pace, TrainingMachines
from momstation.store.emptying import empty_training_store
from momstation.store.open import Store
from momstation.store.progress import Report
from momstation.store.quarantine import quarantine

_log = logging.getLogger(__name__)
_DAMAGED = ("store.corrupt", "store.not_a_store")
_TAKEN_ALONG = ("theme", "volume", "px_per_mm")


class Training:
    """``open`` is what ``Opening`` does on its thread; ``end`` when the station is closed, in any case."""

    def __init__(self, real: Settings, config: Path) -> None:
        """``real``: the settings of the station as it works; ``config`` is named where something is missing."""
        self.settings = for_training(real)
        self._real = real
        self._config = config
        self._machines = TrainingMachines(self.settings.store.path.parent)

    def begin_anew(self, clock: Clock) -> bool:
        """Let go of what was practised before; False where there was nothing. Raises Refused store.*"""
        try:
            return empty_training_store(self.settings.store.path, clock)
        except Refused as refused:
            if refused.key not in _DAMAGED:
                raise
            return self._put_aside(clock, refused)

    def open(self, settings: Settings, clock: Clock, report: Report) -> Assembly:
        """Raises Refused store.*, training.*"""
        self._take_along()
        assembly = self._assemble(settings, clock, report)
        try:
            self._define(assembly.store)
            machines = self._machines.start(settings.machine, self._pace(assembly.store))
        except PlayerFailedError as failed:
            assembly.store.close()
            raise Refused("training.no_machines", detail=str(failed)) from failed
        except BaseException:
            assembly.store.close()
            raise
        return replace(assembly, settings=msgspec.structs.replace(settings, machine=machines))

    def end(self) -> None:
        self._machines.end()

    def _assemble(self, settings: Settings, clock: Clock, report: Report) -> Assembly:
        """There is neither second journal nor backup to mend a damaged file from: it is put aside."""
        try:
            return assemble(settings, clock, report)
        except Refused as refused:
            if refused.key not in _DAMAGED:
                raise
            self._put_aside(clock, refused)
            return assemble(settings, clock, report)

    def _put_aside(self, clock: Clock, refused: Refused) -> bool:
        folder = quarantine(self.settings.store.path, clock.now())
        _log.warning("The records to practise on are damaged and were put into %s: %s", folder, refused)
        return True

    def _take_along(self) -> None:
        """The look of the panel and the volume, when people practise here for the first time."""
        own = self.settings.store.path.parent
        if own.exists():
            return
        known = Remembered(self._real.store.path.with_name(REMEMBERED_FILE))
        with suppress(OSError):  # the store says it better than a look that is not kept
            own.mkdir(parents=True)
        for name in _TAKEN_ALONG:
            said = known.get(name, "")
            if said:
                Remembered(own / REMEMBERED_FILE).put(name, said)

    def _define(self, store: Store) -> None:
        """What holds in the plant as this station knows it, also what came since it was practised here last."""
        known = store.reader.read_now(current_definitions)
        real = self._real.store.path
        lacking = newer(definitions_in(real), known)
        if not lacking and not known:
            raise Refused("training.no_plant", file=str(real), config=str(self._config))
        if lacking:
            store.journal.record_now(lacking)
            _log.info("%d definitions of the plant were taken along to practise with", len(lacking))

    def _pace(self, store: Store) -> Pace:
        main = next((one.code for one in self.settings.machine), None)
        return store.reader.read_now(lambda conn: pace_of(conn, main)) if main is not None else Pace()


def pace_of(conn: sa.Connection, machine: str) -> Pace:
    """As the next order at this machine is planned, and as its stops are asked about."""
    orders = job_orders(conn, [machine])
    master = work_master(conn, orders[0].work_master) if orders else None
    unit = equipment(conn, machine)
    usual = Pace()
    return Pace(
        cycle_s=float(master.ideal_cycle_s) if master is not None else usual.cycle_s,
        ask_after_s=unit.ask_reason_after_s if unit is not None else usual.ask_after_s,
    )
