"""A station's clock as stations have them: wrong, set, frozen; beside the true time that only the test knows."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class TrueTime:
    """Seconds since the beginning of the history."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.now_s)


class Watch:
    """Is a ``core.clock.Clock``. ``skew_s`` may jump; while ``frozen`` the wall clock stands still."""

    def __init__(self, time: TrueTime) -> None:
        self._time = time
        self.skew_s = 0.0
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        if self._frozen is not None:
            return self._frozen
        return self._time.now() + timedelta(seconds=self.skew_s)

    def monotonic(self) -> float:
        return self._time.now_s

    def freeze(self) -> None:
        self._frozen = self.now()

    def thaw(self) -> None:
        self._frozen = None

    def off_ms(self) -> int:
        """Minus the plant's clock, which is right."""
        return round((self.now() - self._time.now()).total_seconds() * 1000)
