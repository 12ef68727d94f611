"""What the plant's definitions offer the wiring: one fold and one table."""

from momstation.core.part import Part
from momstation.plant.definitions import definition_fold
from momstation.plant.records import definition_projection


def part() -> Part:
    return Part(name="plant", folds=(definition_fold(),), projections=(definition_projection(),))
