"""Does what keeps the store safe while the station works: once a day, once a week, when nobody is waiting."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import upkeep
from momstation.store.open import Store
from momstation.store.sqlite import cursor_of

_LOOK_EVERY_S = 60.0
_QUIET_S = 20.0
_AGAIN_AFTER_S = 3600.0
_NO_LONGER_WAIT = timedelta(hours=2)
_SKEW = timedelta(hours=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """``do`` returns what there is to say of it, and raises Refused when it cannot be done now."""

    name: str
    every: timedelta
    do: Callable[[], str]


class Told:
    """What the caretaker cannot do, each told once when it begins and once when it ends (None)."""

    def __init__(self, tell: Callable[[str, Refused | None], None]) -> None:
        self._tell = tell
        self._troubles: dict[str, str] = {}

    def hear(self, name: str, refused: Refused | None) -> None:
        known = self._troubles.get(name)
        if refused is None:
            if self._troubles.pop(name, None) is not None:
                _log.info("The store's %s is done again", name)
                self._tell(name, None)
        elif known != refused.key:
            self._troubles[name] = refused.key
            _log.warning("The store's %s was not done: %s", name, refused)
            self._tell(name, refused)


class Caretaker:
    """Owns one thread, which sleeps nearly always; ``end`` is set by ``close`` and ends what takes long. What was
    done is remembered in the store itself, so that a station that is started often does nothing more often."""

    def __init__(
        self, store: Store, chores: Sequence[Chore], clock: Clock, told: Told, end: threading.Event
    ) -> None:
        self._store = store
        self._chores = tuple(chores)
        self._clock = clock
        self._told = told
        self._began = clock.now()
        self._last_busy = clock.monotonic()
        self._end = end
        self._again_at: dict[str, float] = {}
        self._forget = store.on_recorded(lambda _recorded: self._touched())
        self._thread = threading.Thread(target=self._run, name="store-caretaker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Before the store is closed."""
        self._end.set()
        self._forget()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> tuple[str, ...]:
        """Do what is due, if this is a moment for it; the names of what was done."""
        now = self._clock.now()
        done = self._store.reader.read_now(upkeep.read)
        return tuple(
            chore.name
            for chore in self._chores
            if not self._end.is_set() and self._is_time(chore, done.get(chore.name), now) and self._do(chore)
        )

    def _run(self) -> None:
        while not self._end.wait(_LOOK_EVERY_S):
            try:
                self.look()
            except Exception:  # the store goes on without its caretaker; the next look may succeed
                if not self._end.is_set():
                    _log.exception("Looking after the store failed")

    def _touched(self) -> None:
        self._last_busy = self._clock.monotonic()

    def _is_time(self, chore: Chore, done: upkeep.Done | None, now: datetime) -> bool:
        """Due, and nobody works now; or nobody stopped working for so long."""
        due = self._began if done is None else done.at + chore.every
        if done is not None and done.at > now + _SKEW:
            due = self._began  # the clock was set back: when it was done is not known
        is_quiet = self._clock.monotonic() - self._last_busy >= _QUIET_S
        if self._clock.monotonic() < self._again_at.get(chore.name, 0.0):
            return False
        return now >= due and (is_quiet or now >= max(due, self._began) + _NO_LONGER_WAIT)

    def _do(self, chore: Chore) -> bool:
        try:
            said = chore.do()
        except upkeep.Stopped:
            return False
        except Refused as refused:
            self._again_at[chore.name] = self._clock.monotonic() + _AGAIN_AFTER_S
            self._told.hear(chore.name, refused)
            return False
        at = self._clock.now()
        self._store.maintain(lambda conn: upkeep.note(cursor_of(conn), chore.name, at, said))
        self._told.hear(chore.name, None)
        return True
