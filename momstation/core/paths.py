"""Where shipped files lie: inside the installed package, or at the top of a source checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of fonts, icons, sounds, themes and example plants."""
    return _shipped("_resources", "resources")


def translations() -> Path:
    """The folder of gettext catalogues."""
    return _shipped("_translations", "translations")


def _shipped(packaged: str, checkout: str) -> Path:
    inside = _PACKAGE / packaged
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
