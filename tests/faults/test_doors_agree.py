"""Layer H: the door in memory, on which the simulation stands, answers as the door of the real store does.

Both get the same calls in any order, also across a restart of the store; every answer is compared.
"""

import random
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from momstation.core.ids import uuid7
from tests.faults.kinds import LotHeld, reading
from tests.faults.power import scratch
from tests.faults.store_box import StoreBox, shelf
from tests.faults.watch import TrueTime, Watch
from tests.support.memory_door import MemoryDoor, counted
from tests.support.stores import Elsewhere

TOPICS = {1: "area/A", 2: "plant/p"}
topics = st.sampled_from(sorted(TOPICS))
small = st.integers(0, 12)


class Doors(RuleBasedStateMachine):
    box: StoreBox
    door: MemoryDoor

    @initialize()
    def begin(self) -> None:
        self.time = TrueTime()
        self.watch = Watch(self.time)
        self.chance = random.Random(7)
        self._reading = reading(3)
        self._reading.__enter__()
        self._scratch = scratch()
        folder = self._scratch.__enter__()
        self._shelf = shelf(folder, self.chance)
        made = self._shelf.__enter__()
        self.box = made.box((TOPICS[1],), self.watch, self.chance, 3)
        self.door = MemoryDoor(self.box.station_id, (TOPICS[1],), self.watch, self._bytes)
        self.others = [Elsewhere(bytes([n]) * 16) for n in (1, 2)]
        self.feeds: dict[int, list[Any]] = {1: [], 2: []}
        self._drawn = b""
        for topic in TOPICS:
            self.others_record(topic, 4, 0, 60.0)
            self.others_record(topic, 4, 1, 0.0)

    def _bytes(self, count: int) -> bytes:
        self._drawn = self.chance.randbytes(count)
        return self._drawn

    def teardown(self) -> None:
        if hasattr(self, "_shelf"):
            self.look(3, 10**6)
            self._shelf.__exit__(None, None, None)
            self._scratch.__exit__(None, None, None)
            self._reading.__exit__(None, None, None)

    def both(self, name: str, *arguments: Any) -> Any:
        """The same call to both; the same answer, or the same refusal."""
        said = []
        for door in (self.door, self.box):
            try:
                said.append(plain(getattr(door, name)(*arguments)))
            except ValueError:
                said.append("ValueError")
        assert said[0] == said[1], f"{name}{arguments}"
        return said[0]

    @rule(
        event=st.sampled_from(
            [counted(2), LotHeld(lot="1"), LotHeld(lot="2", why="x" * 900), LotHeld(lot="3")]
        )
    )
    def record(self, event: Any) -> None:
        here = self.door.record(event)
        with patch("momstation.store.log.uuid7", lambda now: uuid7(now, lambda count: self._drawn)):
            there = self.box.record(event)
        assert plain(here) == plain(there)

    @rule(seconds=st.sampled_from([0.0, 0.4, 3600.0]), skew=st.sampled_from([0.0, 0.0, 0.0, -7200.0, 7200.0]))
    def time_passes(self, seconds: float, skew: float) -> None:
        self.time.now_s += seconds
        self.watch.skew_s += skew

    @rule(
        topic=topics, count=st.integers(1, 4), who=st.integers(0, 1), ahead=st.sampled_from([0.0, 60.0, 9e8])
    )
    def others_record(self, topic: int, count: int, who: int, ahead: float) -> None:
        for n in range(count):
            basis = [row.event_id for row in self.feeds[topic][-1:]] if n % 2 else []
            event = LotHeld(lot=str(n % 2 + 1))
            self.feeds[topic].append(
                self.others[who].record(event, seconds=self.time.now_s + ahead, basis=basis)
            )

    @rule(topic=topics, start=small, count=st.integers(0, 4))
    def absorb(self, topic: int, start: int, count: int) -> None:
        rows = list(enumerate(self.feeds[topic], start=1))[start : start + count]
        self.both("absorb", topic, TOPICS[topic], rows)

    @rule(topic=topics, is_answered=st.booleans())
    def absorb_next(self, topic: int, is_answered: bool) -> None:
        here = {cursor.topic_id: cursor.pos for cursor in self.door.cursors()}.get(topic, 0)
        self.both(
            "absorb", topic, TOPICS[topic], list(enumerate(self.feeds[topic], start=1))[here : here + 3]
        )
        if is_answered:
            self.record(LotHeld(lot="1"))

    @rule(topic=topics, pos=small)
    def rewind(self, topic: int, pos: int) -> None:
        self.both("rewind", topic, pos)

    @rule(topic=topics, upto=small)
    def adopt(self, topic: int, upto: int) -> None:
        self.both("adopt", topic, TOPICS[topic], upto, self.feeds[topic][:upto])

    @rule(
        topic=topics, upto=small, note=st.sampled_from(["a", "b"]), remembered=st.none() | st.integers(0, 4)
    )
    def take_streams(self, topic: int, upto: int, note: str, remembered: int | None) -> None:
        """With the last of what stands in the feed, or with the list that was begun before."""
        places = [(pos, record.event_id) for pos, record in enumerate(self.feeds[topic], start=1)]
        standing = None if remembered is None else places[:upto][-remembered:] if remembered else []
        self.both("take_streams", topic, note, self.feeds[topic][:upto], standing)

    @rule(listed=st.sampled_from([[], ["lot/1"], ["lot/2", "order/4711-20"]]))
    def doubt(self, listed: list[str]) -> None:
        self.both("doubt", listed)

    @rule(lot=st.integers(1, 2))
    def let_go(self, lot: int) -> None:
        """Only what is acknowledged may go; the store refuses the rest."""
        stream = f"lot/{lot}"
        own = [record for log in self.door.own.values() for record in log if record.stream == stream]
        if not own:
            self.both("let_go", stream)

    @rule(lot=st.integers(1, 2), share=st.floats(0, 1))
    def take_past(self, lot: int, share: float) -> None:
        """All that there is, or only some of it, because the plant does not keep the rest."""
        known = {r.event_id: r for feed in self.feeds.values() for r in feed if r.stream == f"lot/{lot}"}
        records = sorted(known.values(), key=lambda record: record.order)
        self.both(
            "take_past", f"lot/{lot}", records[: max(1, round(len(records) * share))] if records else []
        )

    @rule(share=st.floats(0, 1), epoch=st.integers(0, 2))
    def ack(self, share: float, epoch: int) -> None:
        """Up to anything that there is, in any epoch, forward or back."""
        epochs = self.door.epochs()
        one = epochs[min(epoch, len(epochs) - 1)]
        self.both("ack", one.epoch, round(one.last_seq * share))

    @rule(step=st.integers(0, 3))
    def open_epoch(self, step: int) -> None:
        self.both("open_epoch", self.door.epoch + step, "fork")

    @rule(millis=st.sampled_from([0, 40, -3000, 10**7]))
    def set_clock_offset(self, millis: int) -> None:
        self.both("set_clock_offset", millis)

    @rule()
    def restart(self) -> None:
        """A measured clock is of the connection, and so of the process."""
        self.box.again()
        self.door.offsets_ms.clear()

    @rule(limit=st.integers(1, 6), room=st.sampled_from([1, 500, 1500, 10**6]))
    def look(self, limit: int, room: int) -> None:
        self.both("outbox", limit, room)
        self.both("acked")
        self.both("epochs")
        self.both("waiting")
        self.both("cursors")
        self.both("lacking")
        for topic in TOPICS:
            self.both("taking", topic)
            for pos in range(len(self.feeds[topic]) + 1):
                self.both("feed_event", topic, pos)
        for one in self.door.epochs():
            for seq in range(one.last_seq + 2):
                self.both("hash_at", one.epoch, seq)
        assert {i: plain(r) for i, r in self.door.events.items()} == {
            i: plain(r) for i, r in self.box.events.items()
        }
        assert plain(self.door.own) == plain(self.box.own)


def plain(value: Any) -> Any:
    """As tuples, so that two classes with the same fields are equal. Records whole, but for the decoded event."""
    if isinstance(value, list | tuple):
        return tuple(plain(one) for one in value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if hasattr(value, "recorded_at"):
        names = [name for name in type(value).__slots__ if name not in ("event", "basis")]
        return (*(plain(getattr(value, name)) for name in names), frozenset(value.basis))
    fields = getattr(type(value), "__dataclass_fields__", None)
    return tuple(plain(getattr(value, name)) for name in fields) if fields else value


@pytest.mark.timeout(600)
def test_both_doors_answer_alike() -> None:
    run_state_machine_as_test(
        Doors,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make a failure short takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
