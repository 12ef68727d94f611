"""What tiles, cards and keys do: each is a command, a sheet or a place."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject

from momstation.core.part import Command
from momstation.core.tasks import spawn
from momstation.production.views import Action, ActionKey
from momstation.shell import keys
from momstation.shell.action_commands import command_of
from momstation.shell.crew import NOBODY, Crew
from momstation.shell.frame import Frame
from momstation.shell.keys_sheet import KeysSheet
from momstation.shell.navigation import Place
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places


class Desk(Protocol):
    """What of the window the actions need."""

    frame: Frame
    sheets: OperatorSheets
    crew: Crew
    notices: NoticeDesk
    places: Places

    async def book(self, command: Command) -> bool: ...

    def go(self, place: Place, about: str = "") -> None: ...

    def go_home(self) -> None: ...

    def back(self) -> None: ...

    def open_station(self) -> None: ...

    def open_scan(self) -> None: ...

    def open_inbox(self) -> None: ...

    def open_alarms(self) -> None: ...

    def next_theme(self) -> None: ...


class Acting(QObject):
    """Commands of tiles go one after the other; the same one tapped twice while it is on its way goes once."""

    def __init__(self, desk: Desk, keys_sheet: KeysSheet, bindings: tuple[keys.Binding, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._keys_sheet = keys_sheet
        self._bindings = bindings
        desk.sheets.watch(keys_sheet)
        self._waiting: deque[Command] = deque()

    def command(self, command: Command) -> None:
        if any(_is_same(command, other) for other in self._waiting):
            return
        self._waiting.append(command)
        if len(self._waiting) == 1:
            spawn(self._send_all(), name=f"book {type(command).__name__}")

    def act(self, action: Action) -> None:
        """A tile was tapped."""
        wanted = command_of(action)
        if wanted is not None:
            self.command(wanted)
            return
        self._opens()[action.key]()

    def on_card(self, key: str) -> None:
        card = self._desk.frame.card(key)
        if card is None:
            return
        if card.key == NOBODY:
            self._desk.go(Place.PEOPLE)
            return
        if card.action is None:
            self._desk.notices.open(card)
            return
        if card.action.refusal:
            self._desk.frame.bar.refused.emit(card.action)
            return
        self.act(card.action)

    def on_key(self, key: int) -> bool:
        """False for a key that means nothing here."""
        if self._desk.places.page(key):
            return True
        meant = keys.meaning(key, self._bindings)
        if meant is None:
            return False
        what, index = meant
        if what == keys.TILE:
            return self._desk.frame.bar.press(index)
        self._by_key()[what]()
        return True

    def _show_on_board(self, what: str) -> None:
        self._desk.go_home()
        self._desk.places.show_on_board(what)

    async def _send_all(self) -> None:
        while self._waiting:
            try:
                await self._desk.book(self._waiting[0])
            finally:
                self._waiting.popleft()

    def _opens(self) -> dict[ActionKey, Callable[[], None]]:
        desk = self._desk
        return {
            ActionKey.STOP_REASON: desk.sheets.open_stop,
            ActionKey.SCRAP: desk.sheets.open_scrap,
            ActionKey.QUANTITY: desk.sheets.open_quantity,
            ActionKey.ORDERS: lambda: desk.go(Place.ORDERS),
            ActionKey.OEE: lambda: desk.go(Place.OEE),
            ActionKey.SCAN: desk.open_scan,
            ActionKey.SIGN_ON: lambda: desk.go(Place.PEOPLE),
            ActionKey.START: lambda: desk.go(Place.ORDERS),
            ActionKey.RESUME: lambda: desk.go(Place.ORDERS),
            ActionKey.PAUSE: desk.go_home,
            ActionKey.FINISH: desk.go_home,
            ActionKey.CLEAR: desk.go_home,
            ActionKey.START_SETUP: desk.go_home,
            ActionKey.END_SETUP: desk.go_home,
        }

    def _by_key(self) -> dict[str, Callable[[], None]]:
        desk = self._desk
        return {
            keys.HOME: desk.go_home,
            keys.PRIMARY: desk.frame.bar.press_primary,
            keys.PEOPLE: lambda: desk.go(Place.PEOPLE),
            keys.STATION: desk.open_station,
            keys.THEME: desk.next_theme,
            keys.INBOX: desk.open_inbox,
            keys.ALARMS: desk.open_alarms,
            keys.KEYS: self._keys_sheet.open,
            keys.STOPS: partial(self._show_on_board, keys.STOPS),
            keys.ORDERS: partial(self._show_on_board, keys.ORDERS),
            keys.LOCK: desk.crew.ask_to_lock,
            keys.BACK: desk.back,
        }


def _is_same(one: Command, other: Command) -> bool:
    """Whether they ask for the same; each has an id of its own."""
    if type(one) is not type(other):
        return False
    return msgspec.structs.replace(one, command_id=other.command_id) == other
