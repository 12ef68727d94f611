"""Counts what passes by while the shift runs, for the terminal and the report."""

from collections import Counter

from momstation.core.bus import Bus
from momstation.core.clock import Clock
from momstation.core.part import Recorded
from momstation.events.machines import PartsCounted
from momstation.events.production import OrderFinished, OrderStarted, StopReasonGiven
from momstation.shell.verdict import Judged

OLD_S = 5.0
MOST_SAMPLES = 20_000


class Tally:
    """Listens on the bus; ``arrivals`` are milliseconds from another station's record to this store.

    Both clocks are the same computer's, which is true in the demo alone; what is older than five seconds was waiting
    for the station to come up and says nothing about the way.
    """

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.now()
        self.counts: Counter[str] = Counter()
        self.arrivals: list[float] = []
        bus.subscribe(Recorded, self._hear)
        bus.subscribe(Judged, self._judged)

    def _judged(self, judged: Judged) -> None:
        self.counts["scans"] += 1
        if not judged.verdict.accepted:
            self.counts["scans_refused"] += 1

    def begin(self) -> None:
        """The shift begins: what was recorded before arrives late because a station was not there yet."""
        self._began = self._clock.now()
        self.arrivals.clear()

    def arrived(self, recorded: Recorded) -> None:
        """On the writer's thread, straight after the commit of what other stations recorded."""
        if recorded.is_own:
            return
        now = self._clock.now()
        for record in recorded.records:
            if record.recorded_at >= self._began:
                self._keep((now - record.recorded_at).total_seconds())

    def sentence(self) -> str:
        """``31 good, 1 scrap, 2 orders started, 1 stop explained``"""
        words = (
            f"{self.counts['good']} good",
            f"{self.counts['scrap']} scrap",
            f"{self.counts['started']} started",
            f"{self.counts['finished']} finished",
            f"{self.counts['explained']} stops explained",
        )
        return ", ".join(words)

    def _keep(self, seconds: float) -> None:
        if 0 <= seconds < OLD_S and len(self.arrivals) < MOST_SAMPLES:
            self.arrivals.append(round(seconds * 1000, 3))

    def _hear(self, recorded: Recorded) -> None:
        if not recorded.is_own:
            return
        for record in recorded.records:
            event = record.event
            if isinstance(event, PartsCounted):
                self.counts.update(good=event.good, scrap=event.reject)
            elif isinstance(event, OrderStarted):
                self.counts["started"] += 1
            elif isinstance(event, OrderFinished):
                self.counts["finished"] += 1
            elif isinstance(event, StopReasonGiven):
                self.counts["explained"] += 1
