"""Hears machines: readings become machine states and counted parts."""

from momstation.core.part import Part
from momstation.machines.records import machine_fold, machine_projection
from momstation.store.fold import AnyFold
from momstation.store.projection import Projection


def folds() -> tuple[AnyFold, ...]:
    return (machine_fold(),)


def projections() -> tuple[Projection, ...]:
    return (machine_projection(),)


def part() -> Part:
    """Nobody asks anything of a machine here: it reports through ``service.MachineService``."""
    return Part(name="machines", folds=folds(), projections=projections())
