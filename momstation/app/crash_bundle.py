"""Packs what helps to find a fault into one local file: it goes nowhere by itself, and names no person.

Stacks, the end of the log, versions, the settings without secrets, and the kinds of the last commands. Of a command
only its kind is kept, and what a scanner read is taken out of the log: either may hold a person's badge.
"""

import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

import msgspec

from momstation import __version__
from momstation.settings import Settings
from momstation.settings.shape import settings_of

MOST_KEPT = 10
_SUFFIX = ".zip"
_PACKAGES = (
    "PySide6_Essentials", "shiboken6", "qasync", "SQLAlchemy", "pysqlite3", "psycopg", "asyncua", "pyserial",
    "msgspec", "alembic", "keyring", "sounddevice",
)  # fmt: skip
_READ_CODE = re.compile(r"(the code )(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
_SECRET = "(kept secret)"


@dataclass(frozen=True, slots=True)
class Report:
    """``kind`` is ``hang``, ``crash`` or ``fault``; ``what`` says in a line what it was."""

    kind: str
    what: str
    stacks: str
    log: str
    commands: tuple[str, ...] = ()


class Bundles:
    """The reports of one station, in a folder of their own; only the newest are kept."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self._settings = settings

    def write(self, report: Report, at: datetime) -> Path:
        """The new report's file. Raises OSError when it cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._free_name(f"{at:%Y-%m-%d-%H%M%S}-{report.kind}")
        new = file.with_suffix(".new")
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in self._content(report, at).items():
                bundle.writestr(name, text)
        new.replace(file)
        self._thin_out()
        return file

    def all(self) -> list[Path]:
        """The oldest first."""
        return sorted(self.folder.glob(f"*{_SUFFIX}"))

    def _content(self, report: Report, at: datetime) -> Mapping[str, str]:
        return {
            "what.txt": f"{at.isoformat(timespec='seconds')} {report.kind}\n{report.what}\n",
            "stacks.txt": report.stacks,
            "log.txt": without_codes(report.log),
            "commands.txt": "".join(f"{line}\n" for line in report.commands),
            "versions.json": json.dumps(versions(), indent=2),
            "settings.json": json.dumps(without_secrets(self._settings), indent=2),
        }

    def _free_name(self, stem: str) -> Path:
        file, number = self.folder / f"{stem}{_SUFFIX}", 1
        while file.exists():
            number += 1
            file = self.folder / f"{stem}-{number}{_SUFFIX}"
        return file

    def _thin_out(self) -> None:
        for old in self.all()[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def without_codes(log: str) -> str:
    """The log with what scanners read taken out."""
    return _READ_CODE.sub(r"\1(left out)", log)


def without_secrets(settings: Settings) -> dict[str, object]:
    """Every setting by its name; of a secret only that it is set."""
    return _plain(settings)


def _plain(table: msgspec.Struct) -> dict[str, object]:
    shown: dict[str, object] = {}
    for setting in settings_of(type(table)):
        value = getattr(table, setting.name)
        if setting.is_secret:
            shown[setting.name] = _SECRET if value else ""
        elif isinstance(value, msgspec.Struct):
            shown[setting.name] = _plain(value)
        elif isinstance(value, tuple):
            shown[setting.name] = [_plain(one) for one in _structs(value)]
        else:
            shown[setting.name] = str(value) if isinstance(value, Path) else value
    return shown


def _structs(values: Iterable[object]) -> list[msgspec.Struct]:
    return [value for value in values if isinstance(value, msgspec.Struct)]


def versions() -> dict[str, str]:
    """Nothing is loaded for it."""
    found = {"momstation": __version__, "python": sys.version, "system": platform.platform()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
