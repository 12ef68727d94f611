"""Contradictions that a team lead settles: who may do it, and how."""

from momstation.core.part import Part
from momstation.plant.station import StationFacts
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.inbox.refusals import REFUSALS
from momstation.shell.inbox.service import Reader, Settling

SETTLE = "settle"


def part(reader: Reader, station: StationFacts) -> Part:
    settling = Settling(reader, station)
    return Part(
        name="inbox",
        handlers={SettleDiscrepancy: settling.settle, ReopenDiscrepancy: settling.reopen},
        permissions={SettleDiscrepancy: SETTLE, ReopenDiscrepancy: SETTLE},
        refusals=REFUSALS,
    )
