"""Says what a new or long absent station reads first: without it nobody there can work."""

from collections.abc import Sequence

from momstation.app.assembly import Assembly
from momstation.plant.records import planned_among
from momstation.sync.bootstrap import Urgency

_ORDER = "order/"


def urgency_of(assembly: Assembly) -> Urgency:
    """The definitions, then its own team, its machines, and the orders that were begun of those planned for them."""
    facts, code = assembly.facts, assembly.facts.code
    machines = facts.machines

    def own(streams: Sequence[str]) -> Sequence[str]:
        begun = [stream.removeprefix(_ORDER) for stream in streams if stream.startswith(_ORDER)]
        orders = assembly.store.reader.read_now(lambda conn: planned_among(conn, begun, facts.work_units))
        mine = (f"station/{code}", f"team/{code}", *(f"machine/{machine}" for machine in machines))
        return (*mine, *(f"{_ORDER}{order}" for order in sorted(orders)))

    return Urgency(needed=("definition/",), own=own)
