"""The fixed frame: bar on top, screens in the middle, the strip at their side, the tiles at the foot."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from momstation.production.views import HomeView, StripCard
from momstation.shell.action_bar import ActionBar
from momstation.shell.link_words import LinkWords
from momstation.shell.navigation import Place
from momstation.ui.event_strip import EventStrip, EventView
from momstation.ui.theme import ThemeHost
from momstation.ui.top_bar import LinkView, PersonBadge, TopBar
from momstation.workforce.views import PresentPeopleView

_SHARES = (62, 38)
_FEW = 3
_WITH_STRIP = frozenset({Place.HOME, Place.ORDERS})


class Stage(QStackedWidget):
    """Asks for no room: a screen that is not shown must not make the window larger than the panel."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Frame(QWidget):
    """Holds the screens by place; only its middle ever changes. Without actions, a screen takes the strip."""

    def __init__(self, host: ThemeHost, *, has_actions: bool) -> None:
        super().__init__()
        self.host = host
        self._screens: dict[Place, QWidget] = {}
        self._has_actions = has_actions
        self._cards: tuple[StripCard, ...] = ()
        self.top = TopBar(host)
        self.top.setObjectName("top")
        self.top.link.setObjectName("link")
        self.top.lock.setObjectName("lock.now")
        self.stack = Stage()
        self.strip = EventStrip(host) if has_actions else EventStrip(host, slots=_FEW, is_snug=True)
        self.strip.setObjectName("strip")
        self.strip.dressed.connect(self._name_cards)
        self.bar = ActionBar(host)
        self._middle = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Until somebody moves the focus no button has it: Enter must not press what nobody chose."""
        super().showEvent(event)
        if self.window().focusWidget() is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_screen(self, place: Place, screen: QWidget) -> None:
        self._screens[place] = screen
        self.stack.addWidget(screen)

    def show_place(self, place: Place) -> None:
        self.stack.setCurrentWidget(self._screens[place])
        if self._has_actions:
            self.strip.setVisible(place in _WITH_STRIP)

    def show_home(self, view: HomeView) -> None:
        """Name and tiles belong to the home's view, whatever screen is shown."""
        self.top.set_station(view.station, view.area)
        self.bar.set_actions(view.tiles, view.primary)

    def show_cards(self, cards: tuple[StripCard, ...]) -> None:
        if cards == self._cards:
            return
        self._cards = cards
        self.strip.set_events(
            [EventView(one.key, one.status, one.icon, one.kicker, one.title, one.text) for one in cards]
        )

    def _name_cards(self) -> None:
        for card in self.strip.cards:
            card.setObjectName(f"strip.{card.key}" if card.key else "")

    def card(self, key: str) -> StripCard | None:
        return next((one for one in self._cards if one.key == key), None)

    def show_people(self, view: PresentPeopleView) -> None:
        self.top.set_people(
            [PersonBadge(one.person, one.name, one.is_acting, one.initials) for one in view.people]
        )
        self.top.people.setObjectName("people.acting" if view.acting else "people.nobody")
        self.top.people.setAccessibleDescription(view.spoken)

    def show_link(self, link: LinkWords) -> None:
        """What is kept while the station is offline is no wait: it is said in its own words."""
        waiting, extra = (0, link.kept) if link.kept else (link.waiting, link.extra)
        self.top.set_link(LinkView(link.status, link.icon, link.word, waiting, extra, link.short))

    def _lay_out(self) -> None:
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._middle.addWidget(self.stack, _SHARES[0])
        if self._has_actions:
            self._middle.addWidget(self.strip, _SHARES[1])
        self._column.addWidget(self.top)
        self._column.addLayout(self._middle, 1)
        self._column.addWidget(self.bar)
        self.bar.setVisible(self._has_actions)
        self.host.changed.connect(self._respace)
        self._respace()

    def _respace(self) -> None:
        self.host.space(self._column)
        self.host.space(self._middle, margin=False)
