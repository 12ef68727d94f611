"""Brings this station's own log to the plant, and heals it where the plant holds another or a shorter one."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from momstation.core.event import Record
from momstation.sync.denials import ANOTHER_STORE
from momstation.sync.door import Door, OwnEpoch
from momstation.sync.envelope import batch_json, entries_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import BatchSize, Central, PushAnswer, last_common

_log = logging.getLogger(__name__)
_LOG_PAGE = 5000
_MOST_OFF_MS = (1 << 31) - 1  # the envelope's column holds 32 bits
_CLOCK_STEP_MS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """A push carries at most so many rows and bytes; a longer past than ``replay_most`` is not replayed.

    When more than ``bulk_from`` records wait, up to ``bulk_rows`` (0: never) and ``bulk_bytes`` go in bulk.
    """

    rows: int
    bytes: int
    replay_most: int
    bulk_from: int = 1000
    bulk_rows: int = 0
    bulk_bytes: int = 8 << 20


class Pushing:
    """The half of the courier that speaks. A step does one thing durably on both sides or leaves both as they were."""

    def __init__(self, door: Door, station_id: bytes, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._door = door
        self._station_id = station_id
        self._limits = limits
        self._monotonic = monotonic
        self._batch = BatchSize(limits.rows)
        self._sealed: frozenset[bytes] = frozenset()
        self._no_bulk_upto = (0, 0)  # epoch and sequence: something up to there cannot go in bulk
        self._has_bulk = limits.bulk_rows > 0
        self._not_before_s = 0.0
        self._offset_ms: int | None = None
        self._is_astray = False
        self._is_doubtful = False

    def clock_measured(self, offset_ms: int) -> None:
        """A clock that is off by more than a month is as wrong as one that is off by exactly that."""
        offset_ms = max(-_MOST_OFF_MS, min(offset_ms, _MOST_OFF_MS))
        if self._offset_ms is None or abs(offset_ms - self._offset_ms) >= _CLOCK_STEP_MS:
            self._offset_ms = offset_ms
            self._door.set_clock_offset(offset_ms)

    @property
    def clock_off(self) -> timedelta:
        """By how many whole minutes this computer's clock is ahead of the plant's."""
        return timedelta(minutes=round((self._offset_ms or 0) / 60_000))

    def hurry(self) -> None:
        """A person asks for it: do not wait although the plant asked to."""
        self._not_before_s = 0.0

    def push_step(self, central: Central, ring: Callable[[Mapping[int, int]], None]) -> bool:
        """Push the next batch; ``ring`` is told the topics that grew. False if there was nothing to push."""
        begun_s = self._monotonic()
        if begun_s < self._not_before_s:
            return False
        epoch, acked = self._door.acked()
        records = self._next_records(epoch, acked)
        if not records:
            return False
        is_bulk = len(records) > self._limits.rows
        self._must_be_ours(records[0])
        if records[0].seq != acked + 1:
            if self._door.acked() != (epoch, acked):
                return True  # acknowledged between the two looks, by another thread: nothing is missing
            self._fork(central, epoch, "thinned")  # what is missing in between was removed here long ago
            return True
        try:
            answer = self._push(central, epoch, acked, records, is_bulk)
        except Unreached as unreached:
            self._push_failed(central, unreached, epoch, records, is_bulk)
            return True
        self.clock_measured(answer.offset_ms)
        self._not_before_s = begun_s + answer.wait_s if answer.wait_s > 0 else 0.0
        if not answer.is_taken:
            self._reconcile(central, epoch, acked, answer)
            return True
        ring(answer.heads)  # others need not wait until this station has noted it
        self._door.ack(epoch, answer.last_seq)
        self._taken(records, answer, begun_s, is_bulk)
        return True  # the own records come back with the next look at the heads: nobody waits for them

    def _next_records(self, epoch: int, acked: int) -> Sequence[Record]:
        """Without a gap: what was removed here long ago can be missing from an old epoch."""
        limits = self._limits
        records = _unbroken(self._door.outbox(self._batch.rows, limits.bytes))
        may_bulk = self._has_bulk and (epoch, acked) >= self._no_bulk_upto
        if may_bulk and len(records) >= self._batch.rows and self._door.waiting().count > limits.bulk_from:
            many = _unbroken(self._door.outbox(limits.bulk_rows, limits.bulk_bytes))
            if len(many) > limits.rows:  # fewer go as a batch, which must be able to become smaller
                return many
        return records

    def _push(
        self, central: Central, epoch: int, acked: int, records: Sequence[Record], is_bulk: bool
    ) -> PushAnswer:
        end = self._door.hash_at(epoch, acked) or b""
        if is_bulk:
            return central.push_bulk(epoch, acked, end, entries_of(records, self._sealed))
        return central.push(epoch, acked, end, batch_json(records, self._sealed))

    def _taken(self, records: Sequence[Record], answer: PushAnswer, begun_s: float, is_bulk: bool) -> None:
        if not is_bulk:
            self._batch.answered(len(records), self._monotonic() - begun_s)
        if answer.astray and not self._is_astray:
            _log.warning(
                "%d records were addressed to topics that this station may not write; the plant keeps them in this"
                " station's own area, flagged",
                answer.astray,
            )
        self._is_astray = answer.astray > 0

    def _push_failed(
        self, central: Central, unreached: Unreached, epoch: int, records: Sequence[Record], is_bulk: bool
    ) -> None:
        fault = unreached.fault
        if fault is Fault.EPOCH_CLOSED:
            self._is_doubtful = True
            self._reopen(central, epoch)
        elif is_bulk and fault is Fault.OUTDATED:
            self._has_bulk = False
        elif is_bulk and fault in (Fault.POISON, Fault.DAMAGED):
            self._no_bulk_upto = (epoch, records[-1].seq)
        elif fault in (Fault.POISON, Fault.DAMAGED):
            self._narrow(unreached, records)
        else:
            self._batch.too_much(len(records))
            raise unreached

    def _narrow(self, unreached: Unreached, records: Sequence[Record]) -> None:
        """Halve the batch until the one record is alone that the database cannot take; then seal it."""
        if len(records) > 1:
            self._batch.too_much(len(records))
            return
        record = records[0]
        if unreached.fault is Fault.DAMAGED:
            _log.error(
                "Record %d of epoch %d is damaged on this disk: %s", record.seq, record.epoch, unreached
            )
            raise unreached
        if record.event_id in self._sealed:
            raise Unreached(Fault.REFUSED, str(unreached)) from unreached
        _log.error(
            "Record %s travels sealed: the database cannot take it (%s)", record.event_id.hex(), unreached
        )
        self._sealed |= {record.event_id}

    def _reconcile(self, central: Central, epoch: int, acked: int, answer: PushAnswer) -> None:
        """A lost answer and a restored server look the same: go on from the plant's end, if it is ours."""
        self._is_doubtful = self._is_doubtful or answer.last_seq < acked
        if self._door.hash_at(epoch, answer.last_seq) == answer.head_hash:
            self._door.ack(epoch, answer.last_seq)
            return
        why = "fork" if answer.last_seq >= acked else "restored"
        self._fork(central, epoch, why)

    def _reopen(self, central: Central, epoch: int) -> bool:
        """The server does not know this epoch: it was restored from before. True if it is open again."""
        opened = central.open_epoch("reopened", epoch, True)
        if opened != epoch:
            self._go_on_under(central, epoch, opened, "restored")
        return opened == epoch

    def _fork(self, central: Central, epoch: int, why: str) -> None:
        opened = central.open_epoch(why, self._door.epochs()[-1].epoch, False)
        self._go_on_under(central, epoch, opened, why)

    def _go_on_under(self, central: Central, epoch: int, opened: int, why: str) -> None:
        """What both hold stays where it is; only what the plant lacks gets new places."""
        common = self._common(central, epoch)
        self._door.ack(epoch, common)
        self._door.open_epoch(opened, why)
        _log.error(
            "This station's log and the plant's part after %d of epoch %d (%s): going on under epoch %d."
            " Is there a copy of this station's disk?",
            common,
            epoch,
            why,
            opened,
        )

    def _common(self, central: Central, epoch: int, enough: int | None = None) -> int:
        """The last number that both logs have in common; not looked for beyond ``enough``."""
        common = 0
        while enough is None or common < enough:
            limit = _LOG_PAGE if enough is None else min(_LOG_PAGE, enough - common)
            page = central.own_log(epoch, common, limit)
            found, parted = last_common(page, lambda seq: self._door.hash_at(epoch, seq))
            common = found if found is not None else common
            if parted or len(page) < limit:
                return common
        return common

    def _must_be_ours(self, record: Record) -> None:
        """A new store beside an old access must not write in the old station's name."""
        if record.station_id != self._station_id:
            raise Unreached(Fault.REFUSED, f"{ANOTHER_STORE}; enrol this station again")

    def _compare_own_log(self, central: Central) -> None:
        """Every epoch, the oldest first: a restored server may have forgotten some of each."""
        for record in self._door.outbox(1, 0):
            self._must_be_ours(record)
        present = self._door.epochs()[-1].epoch
        for epoch in [own.epoch for own in self._door.epochs()]:
            own = next(one for one in self._door.epochs() if one.epoch == epoch)
            if own.last_seq or own.acked_seq or epoch == present:
                self._compare_epoch(central, own)

    def _compare_epoch(self, central: Central, own: OwnEpoch) -> None:
        """An empty push: the plant only says where it takes this log to end."""
        epoch, acked = own.epoch, own.acked_seq
        try:
            answer = central.push(epoch, acked, self._door.hash_at(epoch, acked) or b"", "[]")
        except Unreached as unreached:
            if unreached.fault is not Fault.EPOCH_CLOSED:
                raise
            if self._reopen(central, epoch):
                self._compare_epoch(central, own)
            return
        is_same = answer.last_seq == acked and answer.head_hash == self._door.hash_at(epoch, acked)
        if is_same or self._is_only_ahead(central, own, answer):
            return
        self._reconcile(central, epoch, acked, answer)

    def _is_only_ahead(self, central: Central, own: OwnEpoch, answer: PushAnswer) -> bool:
        """The plant has all that this log has acknowledged, and somebody else's records after it: an old copy of a
        disk, which has nothing to say yet, or an epoch that a copy went on with. No reason to part the log."""
        if answer.last_seq <= own.acked_seq or own.last_seq > own.acked_seq:
            return False
        if self._door.hash_at(own.epoch, answer.last_seq) == answer.head_hash:
            return False
        return self._common(central, own.epoch, own.acked_seq) == own.acked_seq


def _unbroken(records: Sequence[Record]) -> Sequence[Record]:
    """As many from the first on as follow each other."""
    return records[
        : next((n for n, one in enumerate(records) if one.seq != records[0].seq + n), len(records))
    ]
