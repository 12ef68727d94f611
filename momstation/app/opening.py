"""Opens the station's store on a thread, and shows how far that is only when it takes long."""

import asyncio
import logging
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from momstation.app.assembly import Assembly, assemble
from momstation.app.look import host_of, remembered_of
from momstation.app.start_screen import StartScreen
from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.i18n import N_, _
from momstation.settings import Settings
from momstation.store.progress import Progress, Report
from momstation.ui.training_frame import TrainingFrame

_log = logging.getLogger(__name__)
SHOW_AFTER_S = 0.5
RETRY_S = 3.0
_LOOK_S = 0.1
REMEDIES = {
    "store.disk_full": N_(
        "The disk that holds {file} is full. Everything recorded before is kept. "
        "Make space on it: the station then starts by itself."
    ),
    "store.disk_failing": N_(
        "The disk that holds {file} does not do what it is told ({detail}), though {mb} MB are free. "
        "Everything recorded before is kept. Call support; the station starts by itself when the disk works again."
    ),
}
Assemble = Callable[[Settings, Clock, Report], Assembly]


class Opening:
    """``run`` gives the open store; ``end`` takes the start screen away when the window stands."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        app: QApplication,
        *,
        work: Assemble = assemble,
        show_after_s: float = SHOW_AFTER_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._app = app
        self._work = work
        self._show_after_s = show_after_s
        self._retry_s = retry_s
        self._told: dict[str, Progress] = {}
        self.screen: StartScreen | None = None

    async def run(self) -> Assembly:
        """Raises Refused store.*; a full disk is waited for, until somebody closes the screen."""
        while True:
            try:
                return await self._open()
            except Refused as refused:
                if refused.key not in REMEDIES or not await self._wait_out(refused):
                    raise

    def end(self) -> None:
        if self.screen is not None:
            self.screen.hide()
            self.screen.deleteLater()
            self.screen.host.deleteLater()
            self.screen = None

    async def _open(self) -> Assembly:
        loop = asyncio.get_running_loop()

        def report(progress: Progress) -> None:
            loop.call_soon_threadsafe(self._hear, progress)

        opening = asyncio.ensure_future(asyncio.to_thread(self._work, self._settings, self._clock, report))
        done, _pending = await asyncio.wait({opening}, timeout=self._show_after_s)
        if not done:
            screen = self._show()
            for progress in self._told.values():
                screen.show_progress(progress)
        return await opening

    async def _wait_out(self, refused: Refused) -> bool:
        """True to try again."""
        if self.screen is None or not self.screen.may_close:
            _log.warning("The station cannot start yet: %s", refused)
        screen = self._show()
        screen.show_trouble(_(REMEDIES[refused.key]).format(**refused.values))
        waited = 0.0
        while waited < self._retry_s and not screen.was_closed:
            await asyncio.sleep(_LOOK_S)
            waited += _LOOK_S
        return not screen.was_closed

    def _hear(self, progress: Progress) -> None:
        self._told[progress.step] = progress
        if self.screen is not None:
            self.screen.show_progress(progress)

    def _show(self) -> StartScreen:
        if self.screen is None:
            host = host_of(self._settings, remembered_of(self._settings), self._app)
            host.apply(self._app)
            self.screen = StartScreen(host, self._settings.station.name)
            if self._settings.station.training:
                TrainingFrame(host, self.screen)
            panel = self._settings.display
            self.screen.resize(panel.width_px, panel.height_px)
            if panel.fullscreen:
                self.screen.showFullScreen()
            else:
                self.screen.show()
        return self.screen
