"""What the plant offers the wiring: definitions with their table, and what stations say of themselves."""

from momstation.core.part import Part
from momstation.plant.definitions import definition_fold
from momstation.plant.records import definition_projection
from momstation.plant.stations import station_fold


def part() -> Part:
    return Part(
        name="plant", folds=(definition_fold(), station_fold()), projections=(definition_projection(),)
    )
