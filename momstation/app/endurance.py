"""Keeps the station watched from its first line to its last: its log, its reports, its screen, its supervisor."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress

from momstation.app.black_box import BlackBox, Written, asyncio_handler
from momstation.app.hang_watch import HangWatch
from momstation.app.supervised import Supervisor
from momstation.core.clock import Clock
from momstation.settings import Settings
from momstation.store.notices import Notice

_HUNG = 70
"""The exit status of a station that ended itself because its screen stood still."""
_log = logging.getLogger(__name__)


class Endurance:
    """``start`` on the loop that runs the window; ``tell`` when there is one; ``stop`` in any case."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.box = BlackBox(settings, clock)
        self._settings = settings
        self._supervisor = Supervisor()
        self._watch: HangWatch | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.set_exception_handler(asyncio_handler)
        self.box.start()
        if self._settings.store.path.parent.is_dir():
            self.keep()

    def keep(self) -> None:
        """The store's folder is there now."""
        self.box.keep()
        if self._watch is None:
            ends = self._ends_when_hung
            self._watch = HangWatch(
                self._settings.watch.hang_s, self._hung, self._beat, self.box.hung, ends_process=ends
            )
            self._watch.start()

    def tell(self, publish: Callable[[object], None], loop: asyncio.AbstractEventLoop) -> None:
        """Every report, also one about the run before, becomes a notice; and the supervisor learns that we stand."""

        def hand_over(written: Written) -> None:
            notice = Notice(f"report.{written.kind}", f"report-{written.kind}", {"file": str(written.file)})
            with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
                loop.call_soon_threadsafe(publish, notice)

        self.box.listen(hand_over)
        self._supervisor.tell("READY=1")

    def ending(self) -> None:
        """In good order from here: a slow disk that takes its time to close the store is no hang."""
        self._supervisor.tell("STOPPING=1")
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def stop(self) -> None:
        self.ending()
        self.box.stop()
        self._supervisor.close()

    @property
    def _ends_when_hung(self) -> bool:
        return self._supervisor.is_there or self._settings.watch.end_when_hung

    def _beat(self) -> None:
        self._supervisor.tell("WATCHDOG=1")

    def _hung(self, silent_s: float) -> None:
        """On the watching thread. What was recorded is durable: to end here loses nothing that a person was told."""
        self.box.hang(f"The screen stood still for {silent_s:.0f} s.")
        if self._ends_when_hung:
            _log.error("The station ends, to be started again")
            self.box.log.flush()
            os._exit(_HUNG)
