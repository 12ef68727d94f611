"""Contradictions that a team lead settles: who may do it, and how."""

from momstation.core.part import Part
from momstation.core.permissions import rights_of
from momstation.plant.station import StationFacts
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.inbox.refusals import REFUSALS
from momstation.shell.inbox.service import Settling
from momstation.store.questions import Reader


def part(reader: Reader, station: StationFacts) -> Part:
    settling = Settling(reader, station)
    return Part(
        name="inbox",
        handlers={SettleDiscrepancy: settling.settle, ReopenDiscrepancy: settling.reopen},
        permissions=rights_of("inbox", (SettleDiscrepancy, ReopenDiscrepancy)),
        refusals=REFUSALS,
    )
