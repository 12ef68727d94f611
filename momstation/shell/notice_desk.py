"""Gathers what wants attention besides the machine, gives it to the strip, and opens it as a whole."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from momstation.plant.readings import ScannerStatus
from momstation.production.views import StripCard
from momstation.shell.link_words import LinkWords, Moment
from momstation.shell.notice_sheet import NoticeSheet
from momstation.shell.trouble import LINK, NoticeView, Troubles, card_view, notice_view
from momstation.store.notices import Notice
from momstation.ui.theme import ThemeHost


class NoticeDesk(QObject):
    """``changed``: the strip has to be shown anew. ``answered`` carries the card's key of a message that somebody
    outside the window must be told about; ``link_wanted``: the whole about the connection is asked for."""

    changed = Signal()
    answered = Signal(str)
    link_wanted = Signal()

    def __init__(self, host: ThemeHost, window: QWidget, now: Callable[[], datetime], moment: Moment) -> None:
        super().__init__(window)
        self.troubles = Troubles()
        self.sheet = NoticeSheet(host, window)
        self._now = now
        self._moment = moment
        self.sheet.answered.connect(self._on_answer)

    def hear_scanner(self, status: ScannerStatus) -> None:
        self.troubles.hear(status)
        self.changed.emit()

    def hear_recording(self, *, is_held: bool) -> None:
        self.troubles.hear_recording(is_held=is_held)
        self.changed.emit()

    def hear_notice(self, notice: Notice) -> None:
        self.troubles.hear_notice(notice, self._now())
        self.changed.emit()
        self._refresh()

    def hear_link(self, words: LinkWords) -> None:
        self.troubles.hear_link(words)
        self.changed.emit()

    def open(self, card: StripCard) -> None:
        """A card that does nothing else was tapped: all of it."""
        if card.key == LINK:
            self.link_wanted.emit()
            return
        self.sheet.set_view(self._view(card))
        self.sheet.open()

    def _view(self, card: StripCard) -> NoticeView:
        said = self.troubles.said(card.key)
        if said is None:
            return card_view(card)
        notice, at = said
        return notice_view(notice, self._moment(at))

    def _refresh(self) -> None:
        """An open sheet says what is so now, or goes with its cause."""
        if not self.sheet.key.startswith("store-"):
            return
        said = self.troubles.said(self.sheet.key)
        if said is None:
            self.sheet.close_sheet()
            return
        self.sheet.set_view(notice_view(said[0], self._moment(said[1])))

    def _on_answer(self, key: str) -> None:
        if self.troubles.take_away(key):
            self.sheet.close_sheet()
            self.changed.emit()
            return
        self.answered.emit(key)
