"""Hears machines: readings become machine states, counted parts and conditions that come and go."""

from momstation.core.part import Part
from momstation.machines.model.commands import AcknowledgeConditions
from momstation.machines.records import condition_projection, machine_fold
from momstation.machines.service import Acknowledging
from momstation.store.fold import AnyFold
from momstation.store.projection import Projection
from momstation.store.questions import StateReader


def folds() -> tuple[AnyFold, ...]:
    return (machine_fold(),)


def projections() -> tuple[Projection, ...]:
    return (condition_projection(),)


def part(reader: StateReader) -> Part:
    """A machine reports through ``service.MachineService``; people only say that they have seen its conditions."""
    return Part(
        name="machines",
        handlers={AcknowledgeConditions: Acknowledging(reader).acknowledge},
        folds=folds(),
        projections=projections(),
    )
