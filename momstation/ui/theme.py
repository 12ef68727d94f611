"""Hands every component its colours, sizes, fonts and icons, and tells them all when these change."""

from collections.abc import Hashable
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLayout

from momstation.core.paths import resources
from momstation.ui.fonts import FAMILY, load_fonts
from momstation.ui.icons import IconStore
from momstation.ui.tokens import Theme, load_themes
from momstation.ui.units import Role, Units

_SLASHED_ZERO = QFont.Tag("zero")


class Weight(Enum):
    """The four cuts that are bundled."""

    REGULAR = QFont.Weight.Normal
    MEDIUM = QFont.Weight.Medium
    SEMIBOLD = QFont.Weight.DemiBold
    BOLD = QFont.Weight.Bold

    __hash__ = object.__hash__
    """A part of the key of each painted text, as in ``Role``."""


class ThemeHost(QObject):
    """What a component needs to look right; built once by the wiring and passed to every component."""

    changed = Signal()
    clipped = Signal(str, str)
    """Component class and text that did not fit its box."""

    def __init__(
        self,
        theme: str = "light",
        units: Units | None = None,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        shipped = resources()
        self._themes = load_themes(shipped / "themes" / "tokens.json")
        self._theme = self._themes[theme]
        self._units = units or Units()
        self._app: QApplication | None = None
        self._metrics: dict[tuple[int, Weight], QFontMetricsF] = {}
        self.laid: dict[tuple[str, Hashable, float, float], object] = {}
        """What ``lettering`` has laid out in these units: text, wish, width and height lead to it."""
        self._fonts: dict[tuple[int, Weight, bool], QFont] = {}
        self.icons = IconStore(shipped / "icons")
        self.is_by_keys = False
        """Whether a key was the last thing pressed: then what is given the focus shows its ring at once."""

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def units(self) -> Units:
        return self._units

    def apply(self, app: QApplication) -> None:
        """Style, typeface and palette of the whole application; raises FontsMissingError."""
        load_fonts(resources() / "fonts")
        self.laid.clear()
        app.setStyle("Fusion")
        app.setDoubleClickInterval(0)  # nothing here is double clicked: two quick taps are two
        self._app = app
        self._dress()

    def set_theme(self, name: str) -> None:
        """Repaint everything in another ambient light; raises KeyError for an unknown name."""
        self._theme = self._themes[name]
        self._dress()
        self.changed.emit()

    def set_text_scale(self, percent: int) -> None:
        self.set_units(self._units.scaled(percent))

    def set_units(self, units: Units) -> None:
        self._units = units
        self.laid.clear()
        self._dress()
        self.changed.emit()

    def font(self, role: Role, weight: Weight = Weight.REGULAR) -> QFont:
        return self.font_px(self._units.font_px(role), weight)

    def font_px(self, px: int, weight: Weight = Weight.REGULAR, is_code: bool = False) -> QFont:
        """A font of the bundled family; for text that was fitted to its box."""
        key = (px, weight, is_code)
        if key not in self._fonts:
            font = QFont(FAMILY)
            font.setPixelSize(px)
            font.setWeight(weight.value)
            if is_code:
                font.setFeature(_SLASHED_ZERO, 1)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, role: Role, weight: Weight = Weight.REGULAR) -> QFontMetricsF:
        return self.metrics_px(self._units.font_px(role), weight)

    def metrics_px(self, px: int, weight: Weight = Weight.REGULAR) -> QFontMetricsF:
        key = (px, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font_px(px, weight))
        return self._metrics[key]

    def space(self, layout: QLayout, *, margin: bool = True) -> None:
        """Put a layout on the touch grid: gaps between targets, a narrower margin around them."""
        layout.setSpacing(self._units.gap)
        edge = self._units.margin if margin else 0
        layout.setContentsMargins(edge, edge, edge, edge)

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(palette(self._theme))
        self._app.setFont(self.font(Role.BODY))


def palette(theme: Theme) -> QPalette:
    """Qt's own widgets in the theme's colours."""
    roles: dict[QPalette.ColorRole, QColor] = {
        QPalette.ColorRole.Window: theme.canvas,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.canvas,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text2,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Mid: theme.divider,
        QPalette.ColorRole.Dark: theme.outline,
        QPalette.ColorRole.Light: theme.raised,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, colour)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.disabled)
    return result
