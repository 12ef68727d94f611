"""A station takes over the contrast and the colours that its computer is set to, until somebody chooses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication

from momstation.settings.declared import StationSettings
from momstation.shell.remembered import Remembered
from momstation.ui.system_look import SystemLook, theme_for
from momstation.ui.theme import ThemeHost

MORE, USUAL = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference


@pytest.fixture
def hints(qapp: QApplication) -> QStyleHints:
    return qapp.styleHints()


@pytest.fixture
def host(qapp: QApplication) -> Iterator[ThemeHost]:
    host = ThemeHost()
    yield host
    host.deleteLater()


@pytest.mark.parametrize(
    ("contrast", "scheme", "theme"),
    [
        (USUAL, Qt.ColorScheme.Unknown, "light"),
        (USUAL, Qt.ColorScheme.Light, "light"),
        (USUAL, Qt.ColorScheme.Dark, "dark"),
        (MORE, Qt.ColorScheme.Unknown, "contrast"),
        (MORE, Qt.ColorScheme.Dark, "contrast"),
    ],
)
def test_what_the_system_asks_for(
    contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme, theme: str
) -> None:
    assert theme_for(contrast, scheme) == theme


def test_a_change_is_followed_at_once(host: ThemeHost, hints: QStyleHints) -> None:
    SystemLook(host, hints, lambda: True)
    seen: list[str] = []
    host.changed.connect(lambda: seen.append(host.theme.name))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    hints.accessibility().contrastPreferenceChanged.emit(MORE)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    hints.accessibility().contrastPreferenceChanged.emit(USUAL)
    assert seen == ["dark", "contrast", "light"]


def test_what_somebody_chose_stays(host: ThemeHost, hints: QStyleHints, tmp_path: Path) -> None:
    kept = Remembered(tmp_path / "remembered.json")
    SystemLook(host, hints, lambda: not kept.get("theme", ""))
    kept.put("theme", "light")
    hints.accessibility().contrastPreferenceChanged.emit(MORE)
    assert host.theme.name == "light"


def test_a_station_follows_unless_its_settings_say_otherwise() -> None:
    assert StationSettings.__struct_fields__.count("theme") == 1
    assert _theme_of(StationSettings) == "system"


def _theme_of(settings: type[StationSettings]) -> object:
    fields = dict(
        zip(reversed(settings.__struct_fields__), reversed(settings.__struct_defaults__), strict=False)
    )
    return fields["theme"]
