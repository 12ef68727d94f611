"""How everything looks at this station: its theme, its panel's size in millimetres, and which way it reads."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from momstation.app.screens import OPERATOR
from momstation.core.i18n import SPEECH
from momstation.core.paths import translations
from momstation.settings import Settings
from momstation.shell.remembered import Remembered
from momstation.ui.calibration import REMEMBERED, remembered_display
from momstation.ui.system_look import SYSTEM, SystemLook, theme_of
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density, Display, Units

REMEMBERED_FILE = "remembered.json"


def remembered_of(settings: Settings) -> Remembered:
    """What the people at this station have chosen."""
    return Remembered(settings.store.path.with_name(REMEMBERED_FILE))


def host_of(settings: Settings, remembered: Remembered, app: QApplication) -> ThemeHost:
    """Not yet applied to ``app``. Where neither the station nor its people chose a theme, the system's is followed."""
    panel, station = settings.display, settings.station
    said = Display.from_diagonal(panel.diagonal_in, panel.width_px, panel.height_px)
    display = remembered_display(remembered.get(REMEMBERED, "")) or said
    density = Density.TOUCH if station.role == OPERATOR else Density.DESK
    chosen, hints = remembered.get("theme", station.theme), app.styleHints()
    host = ThemeHost(
        theme=theme_of(hints) if chosen == SYSTEM else chosen,
        units=Units(display, density, station.text_scale, (panel.width_px, panel.height_px)),
        parent=app,
    )
    if chosen == SYSTEM:
        SystemLook(host, hints, lambda: remembered.get("theme", SYSTEM) == SYSTEM)
    return host


def speak(app: QApplication, language: str) -> None:
    """From now on; what is shown already stays as it is."""
    SPEECH.use(translations(), language)
    right_to_left, left_to_right = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(right_to_left if SPEECH.is_right_to_left else left_to_right)
