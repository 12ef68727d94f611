"""Hears machines: readings become machine states and counted parts."""

from momstation.core.part import Part
from momstation.machines.records import machine_fold
from momstation.store.fold import AnyFold


def folds() -> tuple[AnyFold, ...]:
    return (machine_fold(),)


def part() -> Part:
    """Nobody asks anything of a machine here: it reports through ``service.MachineService``."""
    return Part(name="machines", folds=folds())
