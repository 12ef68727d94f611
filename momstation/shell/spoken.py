"""Codes that stand for a tile: scanning one is tapping it, with the same permission, refusal and undo."""

from collections.abc import Callable, Iterator

import msgspec

from momstation.core.i18n import _
from momstation.core.part import Command, Scan
from momstation.production.model.commands import EndSetup, PauseOrder, ResumeOrder, StartOrder, StartSetup
from momstation.production.views import Action, ActionKey, HomeView
from momstation.shell.action_commands import command_of
from momstation.shell.verdict import Verdict

_WORDS = {
    "START": (ActionKey.START, ActionKey.RESUME),
    "RESUME": (ActionKey.RESUME,),
    "FINISH": (ActionKey.FINISH,),
    "CLEAR": (ActionKey.CLEAR,),
}
PAUSE, UNDO, SETUP, SETUP_END = "PAUSE", "UNDO", "SETUP", "SETUP-END"
WORDS = (*_WORDS, PAUSE, UNDO, SETUP, SETUP_END)


class Spoken:
    """``home`` is what the operator's home shows now, None where there is none. ``take_undo`` hands over the
    command that takes the last entry back, once."""

    def __init__(self, home: Callable[[], HomeView | None], take_undo: Callable[[], Command | None]) -> None:
        self._home = home
        self._take_undo = take_undo

    def __call__(self, scan: Scan) -> Command | Verdict | None:
        """None for a code that is no tile's, and at a station without tiles: others may know it."""
        word = scan.text.strip().upper()
        if word == UNDO:
            return self._take_undo() or Verdict(False, _("There is nothing that can be taken back now."))
        home = self._home()
        if home is None:
            return None
        if word == PAUSE:
            return _pause(home)
        if word in (SETUP, SETUP_END):
            return StartSetup() if word == SETUP else EndSetup()
        return _tapped(home, word) if word in _WORDS else None


def _tapped(home: HomeView, word: str) -> Command | Verdict | None:
    wanted = [action for action in _actions(home) if action.key in _WORDS[word]]
    if not wanted:
        return _not_now(home, word)
    action = next((each for each in wanted if not each.refusal), wanted[0])
    if action.refusal:
        return Verdict(False, action.refusal)
    command = command_of(action)
    if isinstance(command, StartOrder | ResumeOrder):
        return msgspec.structs.replace(command, how="scan")
    return command


def _actions(home: HomeView) -> Iterator[Action]:
    """The primary tile first: it is what most likely is meant."""
    yield home.primary
    yield from home.tiles
    yield from (card.action for card in home.strip if card.action is not None)


def _pause(home: HomeView) -> Command | Verdict:
    if home.card is None or home.card.is_paused:
        return Verdict(False, _("No order runs here that could be paused."))
    return PauseOrder(order=home.card.order)


def _not_now(home: HomeView, word: str) -> Verdict | None:
    """Why no tile offers it now; None lets the function say it in its own words."""
    if word != "START" or home.card is None or home.card.is_paused:
        return Verdict(False, _("No order can be started here now.")) if word == "START" else None
    return Verdict(False, _("Order {order} runs here already.").format(order=home.card.order))
