"""Opens the summary by itself when the station is back and nothing else is open, and again when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from momstation.core.part import Recorded
from momstation.core.tasks import spawn
from momstation.shell.meanwhile.sheet import MeanwhileSheet
from momstation.shell.meanwhile.view import MeanwhileView
from momstation.shell.meanwhile.watch import Alone, MeanwhileWatch
from momstation.sync.status import SyncStatus
from momstation.ui.theme import ThemeHost


class Teller(Protocol):
    """``shell.meanwhile.presenter.MeanwhilePresenter``."""

    async def load(self, alone: Alone | None) -> MeanwhileView: ...


@dataclass(frozen=True)
class Meanwhile:
    """What the window needs to tell of the time alone."""

    watch: MeanwhileWatch
    presenter: Teller


class MeanwhileDesk(QObject):
    """``is_free`` says whether a sheet may open by itself now."""

    def __init__(
        self,
        host: ThemeHost,
        window: QWidget,
        meanwhile: Meanwhile | None,
        is_free: Callable[[], bool],
        sync_status: Callable[[], SyncStatus],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self.sheet = MeanwhileSheet(host, window)
        self._meanwhile = meanwhile
        self._is_free = is_free
        self._sync_status = sync_status
        self._now = now
        self._waiting: MeanwhileView | None = None

    @property
    def is_offered(self) -> bool:
        return self._meanwhile is not None

    def hear(self, recorded: Recorded) -> None:
        if self._meanwhile is not None and not recorded.is_own:
            self._meanwhile.watch.heard()

    def tick(self) -> None:
        """Once a second. What came up while another sheet was open is told when that is closed."""
        self._tell()
        if self._meanwhile is not None and self._meanwhile.watch.is_due(self._sync_status().state):
            spawn(self._look(self._meanwhile), name="look what changed meanwhile")

    def open(self) -> None:
        """The last summary once more."""
        if self._meanwhile is not None:
            spawn(self._open(self._meanwhile), name="open what changed meanwhile")

    async def _look(self, meanwhile: Meanwhile) -> None:
        alone = await meanwhile.watch.look(self._now())
        if alone is None:
            return
        view = await meanwhile.presenter.load(alone)
        if view.lines:
            self._waiting = view
            self._tell()

    def _tell(self) -> None:
        if self._waiting is not None and self._is_free():
            view, self._waiting = self._waiting, None
            self._show(view)

    async def _open(self, meanwhile: Meanwhile) -> None:
        self._show(await meanwhile.presenter.load(meanwhile.watch.last))

    def _show(self, view: MeanwhileView) -> None:
        self.sheet.set_view(view)
        self.sheet.open()
