"""Faults that are put into every station on purpose, to prove that the soak would find them."""

from collections.abc import Callable, Sequence
from typing import Any

from momstation.core.event import Record
from momstation.store.ledger import Ledger
from momstation.store.sync_door import SyncDoor
from momstation.sync.thread import SyncThread

LOSES = "shows_before_commit"
SKIPS = "skips_on_gap"
STICKS = "retries_only_on_new_write"
DOUBLES = "forgets_command_ids"
NAMES = (LOSES, SKIPS, STICKS, DOUBLES)


def switch_on(name: str, show: Callable[[Record], None]) -> None:
    """Only in the process of a station of the soak."""
    if name not in ("", *NAMES):
        raise ValueError(f"no such mutant: {name}")
    if name == LOSES:
        _show_early(show)
    elif name == SKIPS:
        _skip()
    elif name == STICKS:
        _put(SyncThread, "_wait_to_retry", lambda self, wait_s: (self._bell.wait(None), None)[1])
    elif name == DOUBLES:
        _put(Ledger, "recorded_by", lambda self, command_id: None)
        real: Any = Ledger.record
        _put(Ledger, "record", lambda self, events, command_id=None: real(self, events, None))


def _put(owner: type, method: str, instead: Callable[..., object]) -> None:
    """Raises AttributeError when the product calls it otherwise by now: a fault that is not put in proves nothing."""
    getattr(owner, method)
    setattr(owner, method, instead)


def _show_early(show: Callable[[Record], None]) -> None:
    """What is written but not yet durable is shown."""
    real: Any = Ledger.record

    def record(self: Ledger, *args: Any) -> tuple[Record, ...]:
        records: tuple[Record, ...] = real(self, *args)
        for one in records:
            show(one)
        return records

    _put(Ledger, "record", record)


def _skip() -> None:
    """A record at every fiftieth position is taken for a gap, and passed over."""
    real: Any = SyncDoor.absorb

    def absorb(self: SyncDoor, topic_id: int, code: str, rows: Sequence[tuple[int, Record]]) -> Any:
        kept = [row for row in rows if row[0] % 50 or row is rows[-1]]
        return real(self, topic_id, code, kept)

    _put(Ledger, "_check_contiguous", lambda *_: None)
    _put(SyncDoor, "absorb", absorb)
