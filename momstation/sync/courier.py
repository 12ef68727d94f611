"""Carries records between the store's door and the plant, one step at a time, over any wire."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.sync.bootstrap import Bootstrap, Lists, Urgency
from momstation.sync.door import Door
from momstation.sync.envelope import ChainWatch, Row, as_it_came, record_of
from momstation.sync.faults import Fault, Unreached
from momstation.sync.fetching import Fetching
from momstation.sync.migrations import latest
from momstation.sync.protocol import (
    LOOK_BACK,
    OLDEST_SCHEMA,
    PAGE,
    Central,
    Gap,
    Greeting,
    Head,
    Rewritten,
    first_difference,
    last_proven,
    read_page,
)
from momstation.sync.pushing import Limits, Pushing
from momstation.sync.status import Progress, Remark

__all__ = ["Courier", "Limits"]
_log = logging.getLogger(__name__)


class Courier(Pushing):
    """One per station. A step either does one thing durably on both sides or leaves both as they were."""

    def __init__(
        self,
        door: Door,
        station_id: bytes,
        limits: Limits,
        monotonic: Callable[[], float],
        urgency: Urgency | None = None,
    ) -> None:
        super().__init__(door, station_id, limits, monotonic)
        self._urgency = urgency or Urgency()
        self._chains = ChainWatch()
        self._heads: dict[int, Head] = {}
        self._unchecked: set[int] = set()
        self._boots: dict[int, Bootstrap] = {}
        self._fetching = Fetching(door, monotonic)
        self._server = ""
        self._is_to_compare = False
        self._schema_remark: frozenset[Remark] = frozenset()
        self.is_caught_up = False  # all that the plant had was here once since the connection began
        self.spread_s = 0.0  # after an outage stations come back over so long, not all at once

    # -- what there is to tell

    @property
    def progress(self) -> Progress | None:
        """Of the topics that are begun with their open streams; None if there are none."""
        parts = [boot.progress for boot in self._boots.values()]
        if not parts:
            return None
        return Progress(
            sum(one.done for one in parts),
            sum(one.total for one in parts),
            all(one.is_at_work for one in parts),
        )

    @property
    def remarks(self) -> frozenset[Remark]:
        """What a person may want to know although everything works."""
        found = set(self._schema_remark)
        if self._is_astray:
            found.add(Remark.ASTRAY)
        if self._not_before_s > self._monotonic():
            found.add(Remark.ASKED_TO_WAIT)
        if self.clock_off:
            found.add(Remark.CLOCK_WRONG)
        return frozenset(found)

    # -- a connection

    def begin(self, central: Central) -> None:
        """A new connection. A server that was started since the last one may have been restored from backup:
        then what was pushed and what was pulled is compared, even if there is nothing new."""
        self.is_caught_up = False
        greeting = central.hello()
        self.greeted(greeting)
        self._heads = {head.topic_id: head for head in central.heads()}
        if greeting.server == self._server and not self._is_doubtful:
            return
        self._look_back(central)
        self._server = greeting.server

    def push_step(self, central: Central, ring: Callable[[Mapping[int, int]], None]) -> bool:
        """As ever; but a plant that was seen to have lost something may lack more, of any epoch and any topic. It
        need not have been started anew for that."""
        if self._is_doubtful:
            _log.warning("The plant has less than it had; all that was sent and read is compared with it")
            self._look_back(central)
        elif self._is_to_compare:
            self._is_to_compare = False
            self._unchecked |= set(self._heads)
            self._compare_own_log(central)
        else:
            return super().push_step(central, ring)
        return True

    def recheck(self) -> None:
        """From time to time: a plant can lose something and say nothing, and nobody need record anything more."""
        self._is_to_compare = True

    def _look_back(self, central: Central) -> None:
        self._unchecked = set(self._heads)
        self._boots.clear()
        self._fetching.begin_anew()
        self._has_bulk = self._limits.bulk_rows > 0
        self._compare_own_log(central)
        self._is_doubtful = False

    def greeted(self, greeting: Greeting) -> None:
        """The plant said hello; a database of another version is no reason to stop, only to say so."""
        self.spread_s = greeting.spread_s
        self.clock_measured(greeting.offset_ms)
        remark: frozenset[Remark] = frozenset()
        if greeting.schema is not None and greeting.schema < OLDEST_SCHEMA:
            remark = frozenset({Remark.PLANT_OLDER})
        elif greeting.schema is not None and greeting.schema > latest():
            remark = frozenset({Remark.PLANT_NEWER})
        if remark - self._schema_remark:
            _log.warning("The plant's database has version %s: %s", greeting.schema, *remark)
        self._schema_remark = remark

    def learn(self, heads: Sequence[Head]) -> None:
        """What the plant says about its topics; new ones are followed, withdrawn ones no longer."""
        self._unchecked |= {head.topic_id for head in heads} - set(self._heads)
        self._heads = {head.topic_id: head for head in heads}
        self._boots = {topic: boot for topic, boot in self._boots.items() if topic in self._heads}

    def heard(self, topic_id: int, pos: int) -> None:
        """The doorbell: the topic is at least at ``pos``."""
        head = self._heads.get(topic_id)
        if head is not None and pos > head.pos:
            self._heads[topic_id] = replace(head, pos=pos)

    # -- pulling

    def pull_step(self, central: Central) -> bool:
        """Pull one page of one topic that is ahead of its cursor. False if none is."""
        cursors = {cursor.topic_id: cursor for cursor in self._door.cursors()}
        for topic_id, head in self._heads.items():
            cursor = cursors.get(topic_id)
            pos, event_id = (cursor.pos, cursor.event_id) if cursor is not None else (0, None)
            if self._is_begun_anew(head, pos):
                self._adopt(central, head)
            elif pos == head.pos and topic_id not in self._unchecked:
                continue
            elif topic_id in self._unchecked and pos > 0:
                self._check_past(central, head, pos, event_id)
            else:
                self._pull(central, head, pos, event_id)
            return True
        self.is_caught_up = True
        return False

    def fetch_step(self, central: Central) -> bool:
        """Read a page of what is missing of older streams; for when there is nothing to push or to pull."""
        return self._fetching.step(central, self._heads)

    def _is_begun_anew(self, head: Head, pos: int) -> bool:
        """Whether the way from ``pos`` on is too long or no longer there, or was left for a shorter one before."""
        topic_id = head.topic_id
        if topic_id in self._boots or pos < head.oldest - 1:
            return True
        if pos == 0 and head.pos > self._limits.replay_most:
            return True
        return topic_id in self._unchecked and self._door.taking(topic_id) is not None

    def _adopt(self, central: Central, head: Head) -> None:
        """Begin a long topic with what is open in it; its closed past is left at the plant."""
        topic_id = head.topic_id
        if topic_id not in self._boots:
            self._plan_boots()
        boot = next((one for one in self._boots.values() if not one.is_begun), self._boots[topic_id])
        if boot.step(central):
            del self._boots[topic_id]
            self._unchecked.discard(topic_id)

    def _plan_boots(self) -> None:
        """All that are to be begun now: a stream may live in several topics, so all lists are made before any of
        it is read. What is doubted behind them is asked for from then on, and not from what was fetched before."""
        self._fetching.ask_again()
        places = {cursor.topic_id: cursor.pos for cursor in self._door.cursors()}
        lists = Lists()
        for topic_id, head in self._heads.items():
            if topic_id not in self._boots and self._is_begun_anew(head, places.get(topic_id, 0)):
                boot = Bootstrap(self._door, head, self._server, self._urgency, lists)
                self._boots[topic_id] = boot

    def _caught_up(self, head: Head, pos: int) -> None:
        """What was read is what there is; a head that shrank shows at the next look at the cursor's row."""
        self._unchecked.discard(head.topic_id)
        self._heads[head.topic_id] = replace(head, pos=pos)

    def _pull(self, central: Central, head: Head, pos: int, event_id: bytes | None) -> None:
        page = read_page(pos, event_id, central.pull(head.topic_id, pos, PAGE), head.oldest)
        if isinstance(page, Rewritten):
            if not self._check_past(central, head, pos, event_id):
                raise Unreached(Fault.TRANSIENT, f"position {pos} of topic {head.code} cannot be read")
            return
        if isinstance(page, Gap):
            raise Unreached(Fault.TRANSIENT, f"position {page.missing} of topic {head.code} is missing")
        rows = [(row, record_of(row)) for row in page.rows]
        for row, record in rows:
            if not self._chains.is_sound(record):
                _log.error("Record %s is not what its station chained; kept all the same", row.event_id)
        if rows:
            self._absorb(head, rows)
        reached = page.rows[-1].pos if page.rows else pos
        self._caught_up(head, max(reached, head.pos) if page.rows else reached)

    def _absorb(self, head: Head, rows: Sequence[tuple[Row, Record]]) -> None:
        """A record that the store cannot take as what it says must not hold up those behind it: it is looked for,
        and kept as it came."""
        try:
            self._door.absorb(head.topic_id, head.code, [(row.pos, record) for row, record in rows])
        except (Refused, OSError):
            raise
        except Exception as error:
            if len(rows) > 1:
                middle = len(rows) // 2
                self._absorb(head, rows[:middle])
                self._absorb(head, rows[middle:])
                return
            row, record = rows[0]
            raw = as_it_came(row)
            if record == raw:
                raise
            _log.error("Record %s cannot be stored and is kept as it came (%r)", row.event_id, error)
            self._absorb(head, [(row, raw)])

    def _check_past(self, central: Central, head: Head, pos: int, event_id: bytes | None) -> bool:
        """Is what was read last still there? One row is no proof: after a restore the same event may stand at the
        same position by chance, with others in front of it that were never read. True if reading went back."""

        def here(at: int) -> bytes | None:
            return event_id if at == pos else self._door.feed_event(head.topic_id, at)

        after = max(0, pos - LOOK_BACK, min(pos, head.oldest - 1))
        there = central.feed_ids(head.topic_id, after, pos - after)
        place = first_difference(after, pos, there, here)
        if place is None:
            self._unchecked.discard(head.topic_id)
            return False
        proven = last_proven(place, lambda at: self._door.feed_event(head.topic_id, at))
        _log.warning("Topic %s was rewritten at the plant; reading again after %d", head.code, proven)
        self._chains.forget()
        self._door.rewind(head.topic_id, proven)
        self._is_doubtful = self._is_doubtful or head.topic_id not in self._unchecked
        if proven == after > 0:
            self._unchecked.add(head.topic_id)  # what is in front of it may differ too
        else:
            self._unchecked.discard(head.topic_id)
        return True
