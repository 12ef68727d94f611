"""How everything looks at this station: its theme, and its panel's size in millimetres."""

from PySide6.QtWidgets import QApplication

from momstation.app.screens import OPERATOR
from momstation.settings import Settings
from momstation.shell.remembered import Remembered
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density, Display, Units


def remembered_of(settings: Settings) -> Remembered:
    """What the people at this station have chosen."""
    return Remembered(settings.store.path.with_name("remembered.json"))


def host_of(settings: Settings, remembered: Remembered, app: QApplication) -> ThemeHost:
    """Not yet applied to ``app``."""
    panel, station = settings.display, settings.station
    display = Display.from_diagonal(panel.diagonal_in, panel.width_px, panel.height_px)
    density = Density.TOUCH if station.role == OPERATOR else Density.DESK
    return ThemeHost(
        theme=remembered.get("theme", station.theme),
        units=Units(display, density, station.text_scale),
        parent=app,
    )
