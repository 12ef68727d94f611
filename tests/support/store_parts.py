"""Gives a store of a test the folds and tables of the parts that write into it, as the wiring does."""

from momstation.core.part import Part
from momstation.store.fold import AnyFold, Fold
from momstation.store.projection import Projection


def folds_of(*parts: Part) -> list[AnyFold]:
    return [fold for part in parts for fold in part.folds if isinstance(fold, Fold)]


def projections_of(*parts: Part) -> list[Projection]:
    return [one for part in parts for one in part.projections if isinstance(one, Projection)]
