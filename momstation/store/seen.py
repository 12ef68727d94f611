"""Tells what a record had seen of its stream when it was made."""

from momstation.core.event import Record
from momstation.store.at_hand import AtHand
from momstation.store.merging.causality import EVERYTHING, Causality, Past
from momstation.store.rows import parted
from momstation.store.sqlite import Cursor

_MOST_GRAPHS = 16
_GRAPH = "SELECT event_id, basis FROM event WHERE stream = ? ORDER BY hlc, station_id, epoch, seq"


class Seen:
    """Of streams that ran in a line there is nothing to look up."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.at_hand = AtHand[Causality](_MOST_GRAPHS)

    def of(self, heads: tuple[bytes, ...], record: Record) -> Past | None:
        """What the record had seen; None where it names what is not here, so that all must be looked at."""
        graph = self.at_hand.get(record.stream)
        if record.basis == heads and graph is None:
            return EVERYTHING
        if graph is None:
            rows = self._cursor.execute(_GRAPH, (record.stream,)).fetchall()
            graph = Causality((event_id, parted(basis)) for event_id, basis in rows)
        self.at_hand.put(record.stream, graph)
        graph.add(record.event_id, record.basis)
        return None if graph.dangling else graph.past_of(record.event_id)
