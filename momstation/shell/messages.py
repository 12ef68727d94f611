"""Answers eye and ear at once: a banner that lies over everything, its cue, and ten seconds to take an entry back."""

from collections.abc import Awaitable, Callable
from weakref import ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.core.part import Command
from momstation.core.tasks import spawn
from momstation.shell.verdict import Verdict
from momstation.ui.banner import VerdictBanner
from momstation.ui.cues import Cue, Cues
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost
from momstation.ui.top_bar import TopBar
from momstation.ui.undo_bar import UNDO_SECONDS, UndoBar

_WAYS_OUT = ("nav.home", "sheet.close")
"""An alarm may stay unseen for long: whoever goes on must not have to tap it away first."""

READ_S = 1.0
"""What was explained sooner than this before a sheet opened belongs to it, and stays."""


class Messages(QObject):
    """``undone`` carries the command that takes the last entry back. ``alarm_seen``: an alarm's banner was tapped."""

    undone = Signal(object)
    alarm_seen = Signal()

    def __init__(
        self,
        host: ThemeHost,
        window: QWidget,
        above: QWidget | None,
        monotonic: Callable[[], float],
        undo_s: int = UNDO_SECONDS,
        cues: Cues | None = None,
        top: TopBar | None = None,
    ) -> None:
        super().__init__(window)
        self.banner = VerdictBanner(host, window)
        self.undo_bar = UndoBar(host, window, above=above, over=top, until=top.people if top else None)
        self.banner.leave_beside(self.undo_bar)
        self.undo_bar.setObjectName("undo")
        self.undo_bar.button.setObjectName("undo.button")
        self._monotonic = monotonic
        self._cues = cues or Cues()
        self._is_alarm = False
        self._undo_s = undo_s
        self._undo: Command | None = None
        self._offered = ("", 0.0)
        self._explained = ("", 0.0)
        self._said: Verdict | None = None
        self._is_covered = False
        self._heir: Callable[[], Messages | None] = lambda: None
        self.undo_bar.undone.connect(self._take_back)
        self.undo_bar.expired.connect(self._forget)
        self.banner.tapped.connect(self._tapped)

    def take_over(self, before: "Messages") -> None:
        """Go on with what the window that stood here before offers and says, also with what it has yet to say."""
        before._heir = ref(self)  # whoever keeps a window that is gone must not keep all that came after it
        self._undo, self._offered = before._undo, before._offered
        self.set_covered(is_covered=False)
        if before.banner.isVisible() and not before._is_alarm:
            is_accepted = before.banner.status is Status.OK
            self._banner(Verdict(is_accepted, before.banner.title, before.banner.detail))
        self._say_anew(before._said)

    def show_scan(self, verdict: Verdict) -> None:
        """A scan is always answered at the top of the window; the undo stands by."""
        heir = self._heir()
        if heir is not None:
            heir.show_scan(verdict)
            heir._say_anew(verdict)
            return
        self._said = verdict
        self._banner(verdict)
        self._offer(verdict)
        self._sound(verdict)

    def show_tap(self, verdict: Verdict) -> None:
        """A tap that can be taken back is answered by the undo bar alone: it says what was recorded."""
        heir = self._heir()
        if heir is not None:
            heir.show_tap(verdict)
            heir._say_anew(verdict)
            return
        self._said = verdict
        if verdict.accepted and verdict.undo is not None:
            self.banner.clear()
        else:
            self._banner(verdict)
        self._offer(verdict)
        self._sound(verdict)

    def explain(self, reason: str) -> None:
        """Why a tap did nothing. Whoever opens or closes a sheet after it has gone on, and needs it no longer."""
        self.show_tap(Verdict(False, reason))
        self._explained = (reason, self._monotonic())

    def show_alarm(self, title: str, text: str) -> None:
        """Where no card of the alarm can be seen; whoever gives its cue sees to that. A verdict is not covered up."""
        if self.banner.isVisible():
            return
        self.banner.setObjectName("verdict.alarm")
        self.banner.keep_free(*_WAYS_OUT)
        self.banner.refuse(title, f"{text} {_('Tap here when you have seen it: it falls silent.')}".strip())
        self._is_alarm = True

    def hide_alarm(self) -> None:
        """It is over, or its card can be seen again."""
        if self._is_alarm:
            self._is_alarm = False
            self.banner.clear()

    def set_covered(self, is_covered: bool) -> None:
        """While a sheet is open the undo bar would lie on its keys; it comes back with its time left."""
        self._is_covered = is_covered
        reason, at = self._explained
        if self.banner.isVisible() and self.banner.title == reason and self._monotonic() - at >= READ_S:
            self.banner.clear()
        if is_covered:
            self.undo_bar.withdraw()
        elif self._undo is not None:
            text, until = self._offered
            left = int(until - self._monotonic())
            if left >= 1:
                self.undo_bar.offer(text, left)
            else:
                self._forget()
        if self.banner.isVisible():
            self.banner.settle()
            self.banner.raise_()

    def _say_anew(self, verdict: Verdict | None) -> None:
        """Whoever signs on reads the answer to the badge in their own language, not in that of who went before."""
        if verdict is not None and verdict.again is not None:
            spawn(self._translate(verdict.title, verdict.again()), name="say an answer in another language")

    async def _translate(self, before: str, again: Awaitable[str]) -> None:
        title = await again
        if self.banner.isVisible() and self.banner.title == before:
            self.banner.accept(title)
        if self._undo is not None and self._offered[0] == before:
            self._offered = (title, self._offered[1])
            self.set_covered(self._is_covered)

    def _sound(self, verdict: Verdict) -> None:
        self._cues.give(Cue.ACCEPTED if verdict.accepted else Cue.REFUSED)

    def _tapped(self) -> None:
        if self._is_alarm:
            self._is_alarm = False
            self.alarm_seen.emit()

    def _banner(self, verdict: Verdict) -> None:
        self._is_alarm = False
        self.banner.keep_free()
        if verdict.accepted:
            self.banner.setObjectName("verdict.accepted")
            self.banner.accept(verdict.title)
        else:
            self.banner.setObjectName("verdict.refused")
            self.banner.refuse(verdict.title, verdict.text)

    def _offer(self, verdict: Verdict) -> None:
        if not verdict.accepted or not verdict.books:
            return
        self._undo = verdict.undo
        if verdict.undo is None:
            self.undo_bar.withdraw()
            return
        self._offered = (verdict.title, self._monotonic() + self._undo_s)
        if not self._is_covered:
            self.undo_bar.offer(verdict.title, self._undo_s)

    def take_undo(self) -> Command | None:
        """What the undo bar offers, for whoever asks for it otherwise than by its button; it is offered once."""
        command, self._undo = self._undo, None
        self.undo_bar.withdraw()
        return command if self._monotonic() < self._offered[1] else None

    def _take_back(self) -> None:
        command, self._undo = self._undo, None
        if command is not None:
            self.undone.emit(command)

    def _forget(self) -> None:
        self._undo = None
