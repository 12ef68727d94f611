"""Every action has a key; digits have none, so that a scanner in keyboard mode opens nothing.

One table says what a key does, which keys it is and in which words: what is dispatched and what the overlay shows
are made of it, so that neither can know of a key that the other does not.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from momstation.core.i18n import N_, _

HOME, PRIMARY, PEOPLE, STATION, THEME, BACK = "home", "primary", "people", "station", "theme", "back"
INBOX = "inbox"
ALARMS = "alarms"
LOCK = "lock"
KEYS = "keys"
STOPS = "stops"
ORDERS = "orders"
TILE = "tile"
ONWARDS = "onwards"
BACKWARDS = "backwards"
PAGE = "page"
PRESS = "press"
MOVE = "move"


@dataclass(frozen=True, slots=True)
class Binding:
    """``shown`` and ``words`` are for the overlay; ``words`` are translated when they are shown."""

    what: str
    keys: tuple[Qt.Key, ...]
    shown: str
    words: str


_Key = Qt.Key
_BOTH_FIRST = (Binding(HOME, (_Key.Key_F1, _Key.Key_Home), "F1", N_("Home")),)
_BOTH_LAST = (
    Binding(PEOPLE, (_Key.Key_F9,), "F9", N_("People")),
    Binding(STATION, (_Key.Key_F10,), "F10", N_("Station")),
    Binding(KEYS, (_Key.Key_Question,), "?", N_("These keys")),
    Binding(THEME, (_Key.Key_F11,), "F11", N_("Other colours")),
    Binding(LOCK, (_Key.Key_Pause,), "Pause", N_("Lock the station")),
    Binding(BACK, (_Key.Key_Escape,), "Esc", N_("Close, or back")),
    Binding(ONWARDS, (_Key.Key_Down, _Key.Key_Right), "Tab  ↓→", N_("Move on")),
    Binding(BACKWARDS, (_Key.Key_Up, _Key.Key_Left), "Shift+Tab  ↑←", N_("Move back")),
    Binding(PAGE, (_Key.Key_PageDown, _Key.Key_PageUp), "Page ↓  Page ↑", N_("Leaf through")),
    Binding(PRESS, (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space), "Enter", N_("Press")),
)
OPERATOR = (
    *_BOTH_FIRST,
    Binding(
        TILE,
        (_Key.Key_F2, _Key.Key_F3, _Key.Key_F4, _Key.Key_F5, _Key.Key_F6, _Key.Key_F7),
        "F2 … F7",
        N_("Tiles, left to right"),
    ),
    Binding(PRIMARY, (_Key.Key_F8,), "F8", N_("The next action")),
    *_BOTH_LAST,
)
LEAD = (
    *_BOTH_FIRST,
    Binding(STOPS, (_Key.Key_F2,), "F2", N_("Stops without a reason")),
    Binding(ORDERS, (_Key.Key_F3,), "F3", N_("Sequence of orders")),
    Binding(ALARMS, (_Key.Key_F4,), "F4", N_("Alarms")),
    Binding(MOVE, (_Key.Key_Up, _Key.Key_Down), "Alt+↑  Alt+↓", N_("Move the order")),
    Binding(INBOX, (_Key.Key_F12,), "F12", N_("To settle")),
    *_BOTH_LAST,
)
_SIDEWAYS = frozenset({_Key.Key_Left.value, _Key.Key_Right.value})
_TURNED = str.maketrans("←→", "→←")
_HELD = frozenset({MOVE, ONWARDS, BACKWARDS, PAGE, PRESS})
"""What the widget that has the focus answers, or the window when it did not."""


def of_station(*, is_operator: bool) -> tuple[Binding, ...]:
    """A team lead has no tiles, so these keys lead to what the board shows beside the stations."""
    return OPERATOR if is_operator else LEAD


def meaning(key: int, bindings: tuple[Binding, ...] = OPERATOR) -> tuple[str, int] | None:
    """What a key asks for, and which tile; None for a key that means nothing here."""
    for binding in bindings:
        for index, one in enumerate(binding.keys):
            if one.value == key and binding.what not in _HELD:
                return binding.what, index if binding.what == TILE else 0
    return None


def step(key: int, *, is_mirrored: bool = False) -> int:
    """Which way an arrow key moves: 1 onwards, -1 back, 0 for any other key. Where it is read from the right, left is
    onwards, as Qt's own buttons have it."""
    for what, way in ((ONWARDS, 1), (BACKWARDS, -1)):
        if any(one.value == key for one in _keys_of(what)):
            return -way if is_mirrored and key in _SIDEWAYS else way
    return 0


def lead_step(key: int) -> int:
    """Which way an arrow key moves an order in its sequence: 1 later, -1 earlier, 0 for any other key."""
    earlier, later = (one.value for one in _keys_of(MOVE))
    return {later: 1, earlier: -1}.get(key, 0)


def spoken_keys(bindings: tuple[Binding, ...], *, is_mirrored: bool = False) -> list[tuple[str, str]]:
    """Key and what it does, for the page that lists them."""
    turn = _TURNED if is_mirrored else {}
    return [(one.shown.translate(turn), _(one.words)) for one in bindings]


def _keys_of(what: str) -> tuple[Qt.Key, ...]:
    return next(one.keys for one in (*OPERATOR, *LEAD) if one.what == what)
