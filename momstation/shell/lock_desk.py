"""Locks the window: what lies below stays as it is, and a badge or a PIN uncovers it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.core.part import Recorded
from momstation.production.views import HomeView
from momstation.shell.lock_words import lock_view
from momstation.shell.refresh import Refresher
from momstation.shell.services import ShellServices
from momstation.ui.button import Button
from momstation.ui.focus_circle import inside, step_inside
from momstation.ui.lock_screen import LockScreen
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role
from momstation.workforce.model import SignOnByPin
from momstation.workforce.screens.people_grid import PeopleGrid
from momstation.workforce.screens.pin_side import PinSide
from momstation.workforce.views import PresentPeopleView, SignOnView


class PinCover(Overlay):
    """Over the lock: the names of everybody, and the pad of the one who was chosen."""

    layer = Layer.LOCK
    chosen = Signal(object)
    entered = Signal(str)
    explained = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window)
        self.setObjectName("lock.cover")
        self._person = ""
        self._digits = 4
        self._names = PeopleGrid(host)
        self._side = PinSide(host, has_home=False)
        self._back = Button(host, _("Back"), icon="arrow_back")
        self._back.setObjectName("lock.back")
        self._title = Text(host, _("Who are you?"), role=Role.TITLE, weight=Weight.SEMIBOLD)
        people = QWidget()
        column = QVBoxLayout(people)
        column.addWidget(self._title)
        column.addWidget(self._names, 1)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        host.space(column, margin=False)
        self._pages = QStackedWidget()
        self._pages.addWidget(people)
        self._pages.addWidget(self._side)
        self._frame = QVBoxLayout(self)
        self._frame.addWidget(self._pages)
        self._back.triggered.connect(self.hide)
        self._names.chosen.connect(lambda person: self.chosen.emit(person))
        self._names.explained.connect(self.explained)
        self._side.backed.connect(lambda: self.chosen.emit(None))
        self._side.explained.connect(self.explained)
        self._side.pad.entered.connect(self._send)
        host.changed.connect(self._respace)
        self._respace()

    def show_names(self) -> None:
        self._person = ""
        self._pages.setCurrentIndex(0)
        if self.isHidden():
            self.rise()
        self._back.setFocus()

    def set_view(self, view: SignOnView) -> None:
        self._names.set_people(view.people)
        pad = view.pad
        if pad is None:
            return
        is_new, self._person, self._digits = self._person != pad.person, pad.person, pad.digits
        self._side.set_pad(pad, is_new=is_new)
        self._pages.setCurrentIndex(1)
        if is_new:
            self.rise()
            self._side.pad.setFocus()

    def forget(self) -> None:
        """Whoever was chosen, and what was typed of the PIN: the next lock begins anew."""
        self._person = ""
        self._side.pad.clear(self._digits)
        self.hide()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_inside(self, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.host.theme.canvas)
        painter.end()

    def _send(self, pin: str) -> None:
        self._side.pad.clear(self._digits)
        self.entered.emit(pin)

    def _respace(self) -> None:
        edge = self.host.units.mm(6)
        self._frame.setContentsMargins(edge, edge, edge, edge)


class LockDesk(LockScreen):
    """``pin_given`` carries SignOnByPin. The focus never leaves it while it is locked."""

    pin_given = Signal(object)

    def __init__(self, services: ShellServices, window: QWidget) -> None:
        super().__init__(services.host, window)
        self._services = services
        self._present: PresentPeopleView | None = None
        self._sign_on: SignOnView | None = None
        self._home: HomeView | None = None
        self._has_draft = False
        self._person = ""
        self.cover = PinCover(services.host, window)
        presenter = services.presenters.sign_on
        self._names = Refresher("names on the lock", presenter.kinds, presenter.load, self._show_names)
        self.person_chosen.connect(self._choose)
        self.pin_wanted.connect(self.cover.show_names)
        self.cover.chosen.connect(self._choose)
        self.cover.entered.connect(self._give)
        self.cover.explained.connect(self.explained)

    def show_present(self, view: PresentPeopleView, *, has_draft: bool) -> None:
        """Somebody came or went while it is locked, or it locks now."""
        self._present, self._has_draft = view, has_draft
        self._retell()
        if not self.is_locked:
            self._choose(None)
            self._names.set_shown(True)
            self.lock()
            QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]

    def show_home(self, view: HomeView) -> None:
        self._home = view if self._services.lock_shows_production else None
        if self.is_locked:
            self._retell()

    def hear(self, recorded: Recorded) -> None:
        self._names.hear(recorded)

    def tick(self, face: str) -> None:
        """A wait after wrong PINs runs down."""
        self.set_clock(face)
        pad = self._sign_on.pad if self._sign_on is not None else None
        if self.is_locked and pad is not None and not pad.is_enabled:
            self._names.renew()

    def open_up(self) -> None:
        if not self.is_locked:
            return
        QApplication.instance().focusChanged.disconnect(self._keep_focus)  # type: ignore[union-attr]
        self._names.set_shown(False)
        self._services.presenters.sign_on.choose(None)
        self._person = ""
        self.cover.forget()
        self.unlock()

    async def end(self) -> None:
        """Read nothing more, and listen to the focus no longer."""
        self.open_up()
        await self._names.end()

    def _retell(self) -> None:
        if self._present is not None:
            own = self._services.station
            view = lock_view(own, self._present, self._sign_on, self._home, has_draft=self._has_draft)
            self.set_view(view)

    def _show_names(self, view: SignOnView) -> None:
        self._sign_on = view
        self._retell()
        self.cover.set_view(view)

    def _choose(self, person: str | None) -> None:
        self._person = person or ""
        self._services.presenters.sign_on.choose(person)
        if person is not None:
            self._names.renew()
        elif not self.cover.isHidden():
            self.cover.show_names()

    def _give(self, pin: str) -> None:
        self.pin_given.emit(SignOnByPin(person=self._person, pin=pin))

    def _keep_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A sheet below that opens or closes by itself must not get the keys."""
        shown = self if self.cover.isHidden() else self.cover
        if now is None or now is shown or shown.isAncestorOf(now) or not self._window.isAncestorOf(now):
            return
        first = next(iter(inside(shown)), shown)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
