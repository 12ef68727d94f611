"""Hears machines: readings become machine states and counted parts."""

from momstation.core.part import Part
from momstation.machines.records import machine_fold, machine_projection


def part() -> Part:
    """Nobody asks anything of a machine here: it reports through ``service.MachineService``."""
    return Part(name="machines", folds=(machine_fold(),), projections=(machine_projection(),))
