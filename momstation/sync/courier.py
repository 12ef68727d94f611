"""Carries records between the store's door and the plant, one step at a time, over any wire."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from momstation.core.event import Record
from momstation.sync.door import Door
from momstation.sync.envelope import ChainWatch, batch_json, record_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.protocol import (
    PAGE,
    BatchSize,
    Central,
    Gap,
    Head,
    PushAnswer,
    Rewritten,
    first_difference,
    last_common,
    read_page,
)

_log = logging.getLogger(__name__)
_LOG_PAGE = 5000
_LOOK_BACK = 2000
_CLOCK_STEP_MS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """A push carries at most so many rows and bytes; a longer past than ``replay_most`` is not replayed."""

    rows: int
    bytes: int
    replay_most: int


class Courier:
    """One per station. A step either does one thing durably on both sides or leaves both as they were."""

    def __init__(self, door: Door, station_id: bytes, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._door = door
        self._station_id = station_id
        self._limits = limits
        self._monotonic = monotonic
        self._batch = BatchSize(limits.rows)
        self._sealed: frozenset[bytes] = frozenset()
        self._chains = ChainWatch()
        self._heads: dict[int, Head] = {}
        self._unchecked: set[int] = set()
        self._server = ""
        self._offset_ms: int | None = None

    def begin(self, central: Central) -> None:
        """A new connection. A server that was started since the last one may have been restored from backup:
        then what was pushed and what was pulled is compared, even if there is nothing new."""
        greeting = central.hello()
        self.clock_measured(greeting.offset_ms)
        self._heads = {head.topic_id: head for head in central.heads()}
        if greeting.server == self._server:
            return
        self._unchecked = set(self._heads)
        self._compare_own_log(central)
        self._server = greeting.server

    def _must_be_ours(self, record: Record) -> None:
        """A new store beside an old access must not write in the old station's name."""
        if record.station_id != self._station_id:
            raise Unreached(Fault.REFUSED, "the access is another store's; enrol this station again")

    def _compare_own_log(self, central: Central) -> None:
        """An empty push: the plant only says where it takes this log to end."""
        for record in self._door.outbox(1, 0):
            self._must_be_ours(record)
        epoch, acked = self._door.acked()
        try:
            answer = central.push(epoch, acked, self._door.hash_at(epoch, acked) or b"", "[]")
        except Unreached as unreached:
            if unreached.fault is not Fault.EPOCH_CLOSED:
                raise
            self._reopen(central, epoch)
            self._compare_own_log(central)
            return
        is_ahead_of_us = answer.last_seq > acked and not self._door.outbox(1, 0)
        if is_ahead_of_us and self._door.hash_at(epoch, answer.last_seq) != answer.head_hash:
            return  # an old copy of this station's disk, which has nothing to say yet: no reason to part the log
        if answer.last_seq != acked or answer.head_hash != self._door.hash_at(epoch, acked):
            self._reconcile(central, epoch, acked, answer)

    def learn(self, heads: Sequence[Head]) -> None:
        """What the plant says about its topics; new ones are followed, withdrawn ones no longer."""
        self._unchecked |= {head.topic_id for head in heads} - set(self._heads)
        self._heads = {head.topic_id: head for head in heads}

    def heard(self, topic_id: int, pos: int) -> None:
        """The doorbell: the topic is at least at ``pos``."""
        head = self._heads.get(topic_id)
        if head is not None and pos > head.pos:
            self._heads[topic_id] = Head(topic_id, head.code, pos)

    def clock_measured(self, offset_ms: int) -> None:
        if self._offset_ms is None or abs(offset_ms - self._offset_ms) >= _CLOCK_STEP_MS:
            self._offset_ms = offset_ms
            self._door.set_clock_offset(offset_ms)

    def push_step(self, central: Central, ring: Callable[[Mapping[int, int]], None]) -> bool:
        """Push the next batch; ``ring`` is told the topics that grew. False if there was nothing to push."""
        epoch, acked = self._door.acked()
        records = self._door.outbox(self._batch.rows, self._limits.bytes)
        if not records:
            return False
        self._must_be_ours(records[0])
        begun_s = self._monotonic()
        try:
            answer = central.push(
                epoch, acked, self._door.hash_at(epoch, acked) or b"", batch_json(records, self._sealed)
            )
        except Unreached as unreached:
            self._push_failed(central, unreached, epoch, records)
            return True
        self.clock_measured(answer.offset_ms)
        if not answer.is_taken:
            self._reconcile(central, epoch, acked, answer)
            return True
        ring(answer.heads)  # others need not wait until this station has noted it
        self._door.ack(epoch, answer.last_seq)
        self._batch.answered(len(records), self._monotonic() - begun_s)
        return True  # the own records come back with the next look at the heads: nobody waits for them

    def pull_step(self, central: Central) -> bool:
        """Pull one page of one topic that is ahead of its cursor. False if none is."""
        cursors = {cursor.topic_id: cursor for cursor in self._door.cursors()}
        for topic_id, head in self._heads.items():
            cursor = cursors.get(topic_id)
            pos, event_id = (cursor.pos, cursor.event_id) if cursor is not None else (0, None)
            if pos == head.pos and topic_id not in self._unchecked:
                continue
            if topic_id in self._unchecked and pos > 0:
                self._check_past(central, head, pos, event_id)
            elif pos == 0 and head.pos > self._limits.replay_most:
                self._adopt(central, head)
            else:
                self._pull(central, head, pos, event_id)
            return True
        return False

    def _adopt(self, central: Central, head: Head) -> None:
        """Begin a long topic with what is open in it; its closed past is left at the plant."""
        pos, rows = central.bootstrap(head.topic_id)
        self._door.adopt(head.topic_id, head.code, pos, [record_of(row) for row in rows])
        self._caught_up(head, pos)

    def _caught_up(self, head: Head, pos: int) -> None:
        """What was read is what there is; a head that shrank shows at the next look at the cursor's row."""
        self._unchecked.discard(head.topic_id)
        self._heads[head.topic_id] = Head(head.topic_id, head.code, pos)

    def _pull(self, central: Central, head: Head, pos: int, event_id: bytes | None) -> None:
        page = read_page(pos, event_id, central.pull(head.topic_id, pos, PAGE))
        if isinstance(page, Rewritten):
            if not self._check_past(central, head, pos, event_id):
                raise Unreached(Fault.TRANSIENT, f"position {pos} of topic {head.code} cannot be read")
            return
        if isinstance(page, Gap):
            raise Unreached(Fault.TRANSIENT, f"position {page.missing} of topic {head.code} is missing")
        records = [(row.pos, record_of(row)) for row in page.rows]
        for _, record in records:
            if not self._chains.is_sound(record):
                _log.error(
                    "Record %s is not what its station chained; kept all the same", record.event_id.hex()
                )
        if records:
            self._door.absorb(head.topic_id, head.code, records)
        reached = records[-1][0] if records else pos
        is_last_page = len(records) < PAGE - 1
        self._caught_up(head, reached if is_last_page else max(reached, head.pos))

    def _check_past(self, central: Central, head: Head, pos: int, event_id: bytes | None) -> bool:
        """Is what was read last still there? One row is no proof: after a restore the same event may stand at the
        same position by chance, with others in front of it that were never read. True if reading went back."""

        def here(at: int) -> bytes | None:
            return event_id if at == pos else self._door.feed_event(head.topic_id, at)

        after = max(0, pos - _LOOK_BACK)
        there = central.feed_ids(head.topic_id, after, pos - after)
        place = first_difference(after, pos, there, here)
        if place is None:
            self._unchecked.discard(head.topic_id)
            return False
        _log.warning("Topic %s was rewritten at the plant; reading again from %d", head.code, place)
        self._chains.forget()
        self._door.rewind(head.topic_id, place - 1)
        if place == after + 1:
            self._unchecked.add(head.topic_id)  # what is in front of it may differ too
        else:
            self._unchecked.discard(head.topic_id)
        return True

    def _push_failed(
        self, central: Central, unreached: Unreached, epoch: int, records: Sequence[Record]
    ) -> None:
        if unreached.fault is Fault.EPOCH_CLOSED:
            self._reopen(central, epoch)
        elif unreached.fault is Fault.POISON:
            self._narrow(unreached, records)
        else:
            self._batch.too_much(len(records))
            raise unreached

    def _narrow(self, unreached: Unreached, records: Sequence[Record]) -> None:
        """Halve the batch until the one record is alone that the database cannot take; then seal it."""
        if len(records) > 1:
            self._batch.too_much(len(records))
            return
        event_id = records[0].event_id
        if event_id in self._sealed:
            raise Unreached(Fault.REFUSED, str(unreached)) from unreached
        _log.error("Record %s travels sealed: the database cannot take it (%s)", event_id.hex(), unreached)
        self._sealed |= {event_id}

    def _reconcile(self, central: Central, epoch: int, acked: int, answer: PushAnswer) -> None:
        """A lost answer and a restored server look the same: go on from the plant's end, if it is ours."""
        if self._door.hash_at(epoch, answer.last_seq) == answer.head_hash:
            self._door.ack(epoch, answer.last_seq)
            return
        why = "fork" if answer.last_seq >= acked else "restored"
        self._fork(central, epoch, why)

    def _reopen(self, central: Central, epoch: int) -> None:
        """The server does not know this epoch: it was restored from before, or somebody else went on."""
        opened = central.open_epoch("reopened", epoch, True)
        if opened != epoch:
            self._go_on_under(central, epoch, opened, "restored")

    def _fork(self, central: Central, epoch: int, why: str) -> None:
        opened = central.open_epoch(why, epoch, False)
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

    def _common(self, central: Central, epoch: int) -> int:
        common = 0
        while True:
            page = central.own_log(epoch, common, _LOG_PAGE)
            found, parted = last_common(page, lambda seq: self._door.hash_at(epoch, seq))
            common = found if found is not None else common
            if parted or len(page) < _LOG_PAGE:
                return common
