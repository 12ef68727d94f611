"""What one transaction of the station's own made durable, for whoever keeps a second copy of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from momstation.core.event import Record
from momstation.core.pulses import Tick
from momstation.store.copy_frames import CommandFrame, TickFrame
from momstation.store.rows import time_text
from momstation.store.ticks import note_of


@dataclass(frozen=True, slots=True)
class Kept:
    """``after`` is the stamp of the last own record at that moment."""

    records: Sequence[Record] = ()
    command_id: str | None = None
    taken: Sequence[int] = ()
    added: Sequence[Tick] = ()
    after: int = 0

    @property
    def command(self) -> CommandFrame | None:
        if self.command_id is None or not self.records:
            return None
        ids = tuple(record.event_id for record in self.records)
        return CommandFrame(self.command_id, time_text(self.records[0].recorded_at), ids)

    @property
    def ticks(self) -> tuple[TickFrame, ...]:
        return tuple(
            TickFrame(tick.n, tick.source, time_text(tick.at), note_of(tick.events), self.after)
            for tick in self.added
        )
