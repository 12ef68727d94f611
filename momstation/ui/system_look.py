"""Follows what the person at this computer asked of the system: more contrast, or dark or light colours."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStyleHints

from momstation.ui.theme import ThemeHost

SYSTEM = "system"
"""The theme's name where nobody has chosen one."""


def theme_for(contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme) -> str:
    """More contrast goes first; what the system does not say is light, as ambient light in a hall is."""
    if contrast is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def theme_of(hints: QStyleHints) -> str:
    """What the system asks for now."""
    return theme_for(hints.accessibility().contrastPreference(), hints.colorScheme())


class SystemLook(QObject):
    """``is_followed`` is asked at each change: false once somebody has chosen a theme. A child of the host."""

    def __init__(self, host: ThemeHost, hints: QStyleHints, is_followed: Callable[[], bool]) -> None:
        super().__init__(host)
        self._host = host
        self._is_followed = is_followed
        self._contrast = hints.accessibility().contrastPreference()
        self._scheme = hints.colorScheme()
        hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast)
        hints.colorSchemeChanged.connect(self._on_scheme)

    def _on_contrast(self, contrast: Qt.ContrastPreference) -> None:
        self._contrast = contrast
        self._follow()

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._follow()

    def _follow(self) -> None:
        wanted = theme_for(self._contrast, self._scheme)
        if wanted != self._host.theme.name and self._is_followed():
            self._host.set_theme(wanted)
