"""Keeps this station and the plant in step on a thread of its own, whatever the network does."""

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from momstation.core.clock import Clock, SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.sync.backoff import Backoff
from momstation.sync.bell import Bell
from momstation.sync.bootstrap import Urgency
from momstation.sync.config import SyncConfig
from momstation.sync.courier import Courier, Limits
from momstation.sync.denials import denial_of
from momstation.sync.door import Door
from momstation.sync.faults import Fault, Unreached
from momstation.sync.refusals import REFUSALS
from momstation.sync.session import Session
from momstation.sync.status import Remark, SyncState, SyncStatus
from momstation.sync.watchdog import Watchdog
from momstation.sync.words import reason_of

_log = logging.getLogger(__name__)
_STOP_HURRY_S = 0.5
_SLOW_S = 2.0
_LOOK_EVERY_S = 5.0
_FOR_A_PERSON = (Fault.REFUSED, Fault.DAMAGED, Fault.OUTDATED, Fault.POISON)


class SyncThread:
    """``start`` once, ``stop`` once. Without a configuration it only tells how many records wait; ``trouble``
    is then why there is none, although there should be. ``urgency`` says which streams a new station needs first.
    ``again`` gives the access that enrolment left since it was asked last; it is asked while the plant is out of reach.

    ``on_status`` is called whenever what it tells has changed, on this thread or, in a long call, on its watchdog's.
    After ``store.on_recorded`` call ``wake``; it may be called from any thread and never blocks.
    """

    def __init__(
        self,
        config: SyncConfig | None,
        door: Door,
        on_status: Callable[[SyncStatus], None],
        clock: Clock | None = None,
        trouble: str = "",
        urgency: Urgency | None = None,
        again: Callable[[], SyncConfig | None] | None = None,
    ) -> None:
        self._config = config
        self._urgency = urgency
        self._again = again
        self._look_due_s = 0.0
        self._courier: Courier | None = None
        self._door = door
        self._on_status = on_status
        self._clock = clock or SystemClock()
        self._bell = Bell()
        self._watchdog: Watchdog | None = None
        self._is_stopping = threading.Event()
        self._retry_now = threading.Event()
        self._state = _first_state(config, trouble)
        self._since: datetime = self._clock.now()
        self._detail = trouble
        self._fault: Fault | None = None
        self._told: SyncStatus | None = None
        self._telling = threading.Lock()
        self._last_failure = ""
        self._trouble = trouble
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop promptly: a call that is under way has half a second to end. The rest waits in the store."""
        self._is_stopping.set()
        self._bell.ring()
        watchdog = self._watchdog
        if watchdog is not None:
            watchdog.hurry(_STOP_HURRY_S)
        if self._thread.ident is not None:
            self._thread.join()
        self._bell.close()

    def wake(self) -> None:
        """There is a new record of our own."""
        self._bell.ring()

    def sync_now(self) -> None:
        """A person asks for it: try at once, whatever the back-off or the plant says."""
        courier = self._courier
        if courier is not None:
            courier.hurry()
        self._retry_now.set()
        self._bell.ring()

    def _run(self) -> None:
        self._tell()
        config = self._config or self._until_enrolled()
        if config is None:
            return
        self._watchdog = Watchdog(self._tell)
        try:
            self._keep_in_step(config, self._watchdog)
        finally:
            self._watchdog.close()

    def _until_enrolled(self) -> SyncConfig | None:
        """None if the station stops before."""
        while not self._is_stopping.is_set():
            self._bell.wait(_LOOK_EVERY_S if self._again is not None else None)
            found = self._newer_access(is_none_yet=True)
            self._retry_now.clear()
            if found is not None:
                self._turn(SyncState.CONNECTING, "")
                return found
            self._tell()
        return None

    def _newer_access(self, is_none_yet: bool = False) -> SyncConfig | None:
        """The access that was left since the last look. Not looked for with each new record, but when a person asks."""
        now_s = self._clock.monotonic()
        if self._again is None or (now_s < self._look_due_s and not self._retry_now.is_set()):
            return None
        self._look_due_s = now_s + _LOOK_EVERY_S
        try:
            found = self._again()
        except Refused as refused:
            trouble = _(REFUSALS[refused.key]).format(**refused.values)
            if trouble != self._trouble:
                self._trouble = trouble
                _log.warning("The access to the central database cannot be used: %s", trouble)
            if is_none_yet:
                self._turn(SyncState.REFUSED, trouble)
            return None
        if found is not None:
            self._trouble = ""
            _log.info("This station was enrolled anew")
        return found

    def _keep_in_step(self, config: SyncConfig, watchdog: Watchdog) -> None:
        backoff = Backoff(config.first_retry_s, config.longest_retry_s, random.Random())
        bulk_rows = config.bulk_rows if config.doorbell == "listen" else 0
        limits = Limits(config.most_rows, config.most_bytes, config.replay_most, bulk_rows=bulk_rows)
        courier = Courier(self._door, config.station_id, limits, self._clock.monotonic, self._urgency)
        self._courier = courier
        while not self._is_stopping.is_set():
            session = Session(config, courier, watchdog, self._bell, self._clock, self._is_stopping.is_set)
            try:
                session.run(on_live=lambda: self._went_live(backoff), on_step=self._tell)
            except Unreached as unreached:
                wait_s = self._lost(unreached, backoff)
            except Exception as failure:  # the edge of the loop: its traceback is logged once, and it goes on
                self._log_once(failure)
                wait_s = self._lost(Unreached(Fault.TRANSIENT, "sync failed"), backoff)
            else:
                return
            newer = self._wait_to_retry(wait_s)
            if newer is not None:
                config = newer
                backoff.reset()

    def _log_once(self, failure: Exception) -> None:
        """With its traceback the first time; the same failure again, such as a disk that stays full, is no news."""
        if repr(failure) != self._last_failure:
            self._last_failure = repr(failure)
            _log.error("Sync failed; it will be tried again", exc_info=failure)

    def _wait_to_retry(self, wait_s: float) -> SyncConfig | None:
        """New records do not shorten the wait, they are only counted; a person does, and so does a new access, which
        is returned."""
        until = self._clock.monotonic() + wait_s
        found: SyncConfig | None = None
        while not self._is_stopping.is_set():
            found = self._newer_access()
            left_s = until - self._clock.monotonic()
            if found is not None or left_s <= 0 or self._retry_now.is_set():
                break
            self._bell.wait(left_s if self._again is None else min(left_s, _LOOK_EVERY_S))
            self._tell()
        self._retry_now.clear()
        return found

    def _went_live(self, backoff: Backoff) -> None:
        backoff.reset()
        self._retry_now.clear()
        if self._state in (SyncState.OFFLINE, SyncState.REFUSED):
            _log.info("The central database answers again")
        self._turn(SyncState.LIVE, "")

    def _lost(self, unreached: Unreached, backoff: Backoff) -> float:
        """Say so once per outage; how long to wait."""
        is_refused = unreached.fault in _FOR_A_PERSON
        state = SyncState.REFUSED if is_refused else SyncState.OFFLINE
        if self._is_stopping.is_set():
            return 0.0
        if self._state is not state:
            _log.warning("The central database is %s: %s", state, unreached)
        self._fault = unreached.fault
        self._turn(state, str(unreached))
        if is_refused:
            return backoff.slowly()
        return backoff.after_failure(self._courier.spread_s if self._courier is not None else 0.0)

    def _turn(self, state: SyncState, detail: str) -> None:
        if state is not self._state:
            self._state, self._since = state, self._clock.now()
        self._detail = detail
        self._tell()

    def _tell(self) -> None:
        """Also while offline, and while a call takes long: how many records wait is true at every moment."""
        if self._is_stopping.is_set():
            return
        with self._telling:
            self._tell_now()

    def _tell_now(self) -> None:
        try:
            status = self._status()
            if status != self._told:
                self._told = status
                self._on_status(status)
        except Exception:
            _log.exception("The status of the connection could not be told")

    def _status(self) -> SyncStatus:
        waiting, courier = self._door.waiting(), self._courier
        is_live = self._state is SyncState.LIVE
        remarks = self._remarks() if is_live else frozenset()
        progress = courier.progress if courier is not None else None
        off = courier.clock_off if courier is not None else timedelta(0)
        reason = reason_of(self._state, waiting.count, self._detail, self._fault, remarks, progress, off)
        is_refused = self._state is SyncState.REFUSED
        return SyncStatus(
            state=self._state,
            waiting=waiting.count,
            oldest=waiting.oldest,
            since=self._since,
            reason=reason,
            bootstrap=progress,
            is_caught_up=is_live and courier is not None and courier.is_caught_up,
            denial=denial_of(self._fault, self._detail) if is_refused else None,
            remarks=remarks,
            clock_off=off,
        )

    def _remarks(self) -> frozenset[Remark]:
        found = set(self._courier.remarks) if self._courier is not None else set()
        if self._watchdog is not None and self._watchdog.busy_for_s > _SLOW_S:
            found.add(Remark.SLOW)
        return frozenset(found)


def _first_state(config: SyncConfig | None, trouble: str) -> SyncState:
    if config is not None:
        return SyncState.CONNECTING
    return SyncState.REFUSED if trouble else SyncState.NEVER_CONFIGURED
