"""Reads the theme tokens, so that no other file of the house knows a colour."""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtGui import QColor

from momstation.ui.status import Status

THEMES = ("light", "dark", "contrast")


class TokensBrokenError(Exception):
    """The token file lacks a colour, or has one that is none."""


@dataclass(frozen=True)
class Ink:
    """The colours of one status."""

    fill: QColor
    on: QColor
    soft: QColor
    text: QColor
    edge: QColor
    """Border of a fill: amber and yellow cannot stand out on a light ground, so they carry their dark ink."""


@dataclass(frozen=True)
class Theme:
    """One ambient light's colours, by what they are for."""

    name: str
    canvas: QColor
    surface: QColor
    raised: QColor
    sunken: QColor
    outline: QColor
    divider: QColor
    text: QColor
    text2: QColor
    disabled: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    focus: QColor
    data: QColor
    data2: QColor
    target: QColor
    inks: dict[Status, Ink]

    def ink(self, status: Status) -> Ink:
        return self.inks[status]

    @property
    def is_dark(self) -> bool:
        return self.canvas.lightness() < self.text.lightness()


_GROUNDS = tuple(field.name for field in fields(Theme) if field.name not in ("name", "inks"))


def load_themes(path: Path) -> dict[str, Theme]:
    """All themes of the token file; raises TokensBrokenError with the name of what is wrong."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return {name: _theme(name, _colours(name, tables)) for name in THEMES}


def _colours(name: str, tables: dict[str, dict[str, str]]) -> dict[str, QColor]:
    if name not in tables:
        raise TokensBrokenError(f"theme {name} is missing")
    colours = {token: QColor(code) for token, code in tables[name].items()}
    broken = [token for token, colour in colours.items() if not colour.isValid()]
    if broken:
        raise TokensBrokenError(f"theme {name}: no colour in {', '.join(broken)}")
    return colours


def _theme(name: str, colours: dict[str, QColor]) -> Theme:
    try:
        grounds = {token: colours[token] for token in _GROUNDS}
        inks = {status: _ink(status, colours) for status in Status}
    except KeyError as missing:
        raise TokensBrokenError(f"theme {name} lacks {missing}") from missing
    return Theme(name=name, inks=inks, **grounds)


def _ink(status: Status, colours: dict[str, QColor]) -> Ink:
    if status is Status.NORMAL:
        return Ink(
            colours["data"], colours["surface"], colours["surface"], colours["text"], colours["outline"]
        )
    fill = colours[status.value]
    if status is Status.OFFLINE:
        return Ink(fill, colours["on_offline"], colours["sunken"], colours["text2"], fill)
    text = colours.get(f"{status.value}_text", fill)
    return Ink(fill, colours[f"on_{status.value}"], colours[f"{status.value}_soft"], text, text)
