"""One connection's life: say hello, catch up, then push, pull and wait until it ends."""

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from momstation.core.clock import Clock
from momstation.sync.bell import Bell
from momstation.sync.config import SyncConfig
from momstation.sync.courier import Courier
from momstation.sync.faults import Fault, Unreached
from momstation.sync.watchdog import Watchdog

if TYPE_CHECKING:
    from momstation.sync.wire import Wire

_HELLO_EVERY_S = 60.0
_RECHECK_EVERY_S = 900.0
_RING_APART_S = 0.05
_JITTER = (0.8, 1.2)


class Session:
    """``run`` returns when the station stops and raises ``Unreached`` when the connection breaks."""

    def __init__(
        self,
        config: SyncConfig,
        courier: Courier,
        watchdog: Watchdog,
        bell: Bell,
        clock: Clock,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._config = config
        self._courier = courier
        self._watchdog = watchdog
        self._bell = bell
        self._clock = clock
        self._is_stopping = is_stopping
        self._has_bell = config.doorbell == "listen"
        self._ringer = Ringer(_RING_APART_S)
        self._listening: set[int] = set()
        self._is_rung = False

    def run(self, on_live: Callable[[], None], on_step: Callable[[], None]) -> None:
        from momstation.sync.wire import Wire  # a station without a plant never loads the database driver

        wire = Wire(self._config, self._watchdog, self._clock, self._is_stopping)
        try:
            self._greet(wire)
            self._serve(wire, on_live, on_step)
        finally:
            wire.close()

    def _greet(self, wire: "Wire") -> None:
        # First listen, then look: what arrives in between is heard and not missed.
        self._listen(wire, [head.topic_id for head in wire.heads()])
        self._courier.begin(wire)
        self._hello_due_s = self._clock.monotonic() + _HELLO_EVERY_S
        self._recheck_due_s = self._clock.monotonic() + _RECHECK_EVERY_S * random.uniform(*_JITTER)

    def _listen(self, wire: "Wire", topics: list[int]) -> None:
        new = [topic for topic in topics if self._has_bell and topic not in self._listening]
        wire.listen(new)
        self._listening.update(new)

    def _serve(self, wire: "Wire", on_live: Callable[[], None], on_step: Callable[[], None]) -> None:
        """Live is who has done a step: a plant that greets and then takes nothing is as good as away."""
        is_live = False
        moved_s = look_s = self._clock.monotonic()
        while not self._is_stopping():
            now_s = self._clock.monotonic()
            if now_s >= look_s:
                self._look(wire)
                is_active = now_s - moved_s < self._config.active_for_s
                poll_s = self._config.poll_active_s if is_active else self._config.poll_idle_s
                look_s = now_s + poll_s * random.uniform(*_JITTER)
            has_moved = self._step(wire)
            if not is_live:
                is_live = True
                on_live()
            on_step()
            if has_moved:
                moved_s = now_s
            else:
                self._wait(wire, look_s)

    def _step(self, wire: "Wire") -> bool:
        """Push a batch and pull a page: neither direction waits for the other to be empty. News that was rung for
        comes first: somebody waits for it."""
        is_rung, self._is_rung = self._is_rung, False
        pulled = self._courier.pull_step(wire) if is_rung else False
        pushed = self._courier.push_step(wire, lambda heads: self._ring(wire, heads))
        if not is_rung:
            pulled = self._pull(wire, pushed)
        return pushed or pulled or self._courier.fetch_step(wire)

    def _pull(self, wire: "Wire", has_pushed: bool) -> bool:
        """A plant that will not be read from may still take records: first all that wait, then it is said."""
        try:
            return self._courier.pull_step(wire)
        except Unreached as unreached:
            if has_pushed and unreached.fault in (Fault.OUTDATED, Fault.REFUSED):
                return False
            raise

    def _ring(self, wire: "Wire", heads: Mapping[int, int]) -> None:
        """Also where nobody can listen through the pooler: others may be connected without one."""
        due = self._ringer.ask(heads, self._clock.monotonic())
        if due:
            wire.ring(due)

    def _wait(self, wire: "Wire", look_s: float) -> None:
        """Until something may have happened, or it is time to look."""
        if self._hear(wire, False):
            return
        now_s = self._clock.monotonic()
        ring_s = self._ringer.due_in(now_s)
        left_s = max(0.0, look_s - now_s)
        is_readable = self._bell.wait(left_s if ring_s is None else min(left_s, ring_s), wire.descriptor)
        self._hear(wire, is_readable)
        self._ring(wire, {})

    def _hear(self, wire: "Wire", is_readable: bool) -> bool:
        notices = wire.notices(is_readable)
        for topic_id, pos in notices:
            self._courier.heard(topic_id, pos)
        self._is_rung = self._is_rung or bool(notices)
        return bool(notices)

    def _look(self, wire: "Wire") -> None:
        """The doorbell may have been lost; the heads tell."""
        heads = wire.heads()
        self._listen(wire, [head.topic_id for head in heads])
        self._courier.learn(heads)
        if self._clock.monotonic() >= self._hello_due_s:
            self._courier.greeted(wire.hello())
            self._hello_due_s = self._clock.monotonic() + _HELLO_EVERY_S
        if self._clock.monotonic() >= self._recheck_due_s:
            self._courier.recheck()
            self._recheck_due_s = self._clock.monotonic() + _RECHECK_EVERY_S * random.uniform(*_JITTER)


class Ringer:
    """Keeps rings of one topic apart, so that a burst of records is one ring and not a storm."""

    def __init__(self, apart_s: float) -> None:
        self._apart_s = apart_s
        self._rung_s: dict[int, float] = {}
        self._pending: dict[int, int] = {}

    def ask(self, heads: Mapping[int, int], now_s: float) -> Mapping[int, int]:
        """What may be rung now: of ``heads``, and of what was held back before."""
        self._pending.update(heads)
        due = {topic: pos for topic, pos in self._pending.items() if self._due_s(topic) <= now_s}
        for topic in due:
            del self._pending[topic]
            self._rung_s[topic] = now_s
        return due

    def due_in(self, now_s: float) -> float | None:
        """Seconds until the next held-back ring may go; None if there is none."""
        return max(0.0, min(self._due_s(t) for t in self._pending) - now_s) if self._pending else None

    def _due_s(self, topic: int) -> float:
        return self._rung_s.get(topic, float("-inf")) + self._apart_s
