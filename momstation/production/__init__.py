"""Job orders at this station: started, counted, stopped for a reason, finished."""

from momstation.core.part import Part
from momstation.core.permissions import rights_of
from momstation.plant.station import StationFacts
from momstation.production.model.commands import COMMANDS
from momstation.production.model.refusals import REFUSALS
from momstation.production.records.projecting import order_fold, production_projection, stop_fold
from momstation.production.records.sequencing import sequence_fold, sequence_projection
from momstation.production.scans import ACCEPTS, ProductionScans
from momstation.production.service import ProductionService
from momstation.production.service.rules import ProductionRules
from momstation.store.fold import AnyFold
from momstation.store.projection import Projection
from momstation.store.questions import Reader


def folds() -> tuple[AnyFold, ...]:
    """The store needs these before there is a reader to build the part with."""
    return (order_fold(), stop_fold(), sequence_fold())


def projections() -> tuple[Projection, ...]:
    return (production_projection(), sequence_projection())


def part(reader: Reader, station: StationFacts, rules: ProductionRules | None = None) -> Part:
    service = ProductionService(reader, station, rules)
    return Part(
        name="production",
        handlers=service.handlers(),
        reactions=service.reactions(),
        folds=folds(),
        projections=projections(),
        scans=(ProductionScans(reader).read,),
        accepts=ACCEPTS,
        permissions=rights_of("production", COMMANDS),
        refusals=REFUSALS,
    )
