"""Says what a scanned text is before anybody asks what it means here: symbology off, plant codes apart."""

import re
from decimal import Decimal

from momstation.core.part import Scan

_AIM = re.compile(r"\](?P<kind>[A-Za-z][0-9A-Za-z])(?P<rest>.*)", re.DOTALL)
_PLANT = re.compile(r"(?P<word>[A-Za-z_]{3,16}):(?P<value>.+)", re.DOTALL)
PLANT_WORDS = frozenset({"order", "badge", "scrap", "stop", "good", "rework", "machine", "lot"})
BARE_WORDS = frozenset({"finish", "pause", "resume", "undo"})
COMMAND = "mom"
"""Begins the codes of the printed sheet, ``MOM:FINISH``: no article number is written so."""
_COMMAND = re.compile(rf"{COMMAND}:(?P<rest>.+)", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"Q?(?P<number>\d{1,9}(?:[.,]\d{1,6})?)", re.ASCII)
"""A bare number, or a quantity as labels of ANSI MH10.8.2 write it: ``Q24``."""
LONGEST_SHOWN = 40


def decode(text: str) -> Scan:
    """The scan that the parts are asked about.

    An AIM identifier (``]Q1`` before the data, ISO/IEC 15424) goes to ``symbology``. ``ORDER:4711-20`` gives
    ``{"order": "4711-20"}``; a bare command word such as ``FINISH`` gives ``{"finish": ""}``. ``MOM:SCRAP:BURR``
    is ``SCRAP:BURR`` with the field ``mom``: a command and nothing else, so it is never taken for a text.
    """
    symbology, said = "", text.strip()
    found = _AIM.fullmatch(said)
    if found is not None:
        symbology, said = "]" + found["kind"], found["rest"].strip()
    commanded = _COMMAND.fullmatch(said)
    if commanded is None:
        return Scan(text=said, symbology=symbology, fields=_fields(said))
    said = commanded["rest"].strip()
    return Scan(text=said, symbology=symbology, fields={COMMAND: said} | _fields(said))


def number_in(text: str) -> Decimal | None:
    """The number that a code is, if it is nothing but one."""
    found = _NUMBER.fullmatch(text.strip())
    return None if found is None else Decimal(found["number"].replace(",", "."))


def printable(text: str, most: int = LONGEST_SHOWN) -> str:
    """``text`` as it may be shown to a person: what cannot be printed is escaped, what is long is cut."""
    shown = "".join(_escaped(letter) for letter in text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def _fields(said: str) -> dict[str, str]:
    if said.lower() in BARE_WORDS:
        return {said.lower(): ""}
    found = _PLANT.fullmatch(said)
    if found is None or found["word"].lower() not in PLANT_WORDS:
        return {}
    return {found["word"].lower(): found["value"].strip()}


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
