"""Every action has a key; digits have none, so that a scanner in keyboard mode opens nothing."""

from PySide6.QtCore import Qt

from momstation.core.i18n import N_, _

HOME, PRIMARY, PEOPLE, STATION, THEME, BACK = "home", "primary", "people", "station", "theme", "back"
INBOX = "inbox"
LOCK = "lock"
TILE = "tile"
_TILES = (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7)
_FIXED = {
    Qt.Key.Key_F1: HOME,
    Qt.Key.Key_Home: HOME,
    Qt.Key.Key_F8: PRIMARY,
    Qt.Key.Key_F9: PEOPLE,
    Qt.Key.Key_F10: STATION,
    Qt.Key.Key_Question: STATION,
    Qt.Key.Key_F11: THEME,
    Qt.Key.Key_F12: INBOX,
    Qt.Key.Key_Pause: LOCK,
    Qt.Key.Key_Escape: BACK,
}
_WORDS = (
    ("F1", N_("Home")),
    ("F2 … F7", N_("Tiles, left to right")),
    ("F8", N_("The dark tile")),
    ("F9", N_("People")),
    ("F10  ?", N_("Station and keys")),
    ("F11", N_("Other colours")),
    ("Pause", N_("Lock the station")),
    ("Esc", N_("Close, or back")),
    ("Tab  ←↑→↓", N_("Move")),
    ("Enter", N_("Press")),
)
_INBOX_WORDS = ("F12", N_("To settle"))


def meaning(key: int) -> tuple[str, int] | None:
    """What a key asks for, and which tile; None for a key that means nothing here."""
    for index, tile in enumerate(_TILES):
        if tile.value == key:
            return TILE, index
    return next(((what, 0) for fixed, what in _FIXED.items() if fixed.value == key), None)


def step(key: int) -> int:
    """Which way an arrow key moves: 1 onwards, -1 back, 0 for any other key."""
    onwards = (Qt.Key.Key_Down.value, Qt.Key.Key_Right.value)
    back = (Qt.Key.Key_Up.value, Qt.Key.Key_Left.value)
    return 1 if key in onwards else -1 if key in back else 0


def spoken_keys(*, has_inbox: bool = False) -> list[tuple[str, str]]:
    """Key and what it does, for the page that lists them; a team lead's station has one more."""
    words = (*_WORDS, _INBOX_WORDS) if has_inbox else _WORDS
    return [(key, _(what)) for key, what in words]
