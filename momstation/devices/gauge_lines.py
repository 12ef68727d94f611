"""Reads the line that a gauge or a scale sends for one measured value; without a port, so that it can be proven."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

LONGEST = 60
_MOST_DIGITS = 15
_DIGITS = r"(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_PLAIN = re.compile(rf"(?P<number>[+-]? *{_DIGITS})\s*(?P<unit>[^\s\d.,+-]{{1,8}})?", re.ASCII)
_SCALE = re.compile(rf"S S\s+(?P<number>[+-]? *{_DIGITS})\s+(?P<unit>[^\s\d]{{1,8}})", re.ASCII)
"""Scales of the kind ``S S     12.06 g``: S for stable; the second letter is D while it still moves."""
_DIGIMATIC = re.compile(r"\d{2}[A-Z](?P<number>[+-]\d{1,8}(?:\.\d{1,8})?)", re.ASCII)
"""Channel and letter before the value: ``01A+00012.06``."""
_DIGIMATIC_ERROR = re.compile(r"9\d{1,2}", re.ASCII)
_PIECES = frozenset({"pcs", "pc", "st", "stk"})


class Format(StrEnum):
    """How a gauge writes: a number with or without its unit, or Mitutoyo's Digimatic over RS-232."""

    PLAIN = "plain"
    DIGIMATIC = "digimatic"


@dataclass(frozen=True, slots=True)
class Measured:
    """``trouble`` is the key of a sentence where the line holds no value; ``unit`` is empty for pieces."""

    value: Decimal | None
    unit: str = ""
    trouble: str = ""


def measured(line: str, written_as: Format) -> Measured:
    """The value with every digit that the gauge sent: 12.060 stays 12.060."""
    text = line.strip()
    if len(text) > LONGEST:
        return Measured(None, trouble="gauge_garbled")
    return _digimatic(text) if written_as is Format.DIGIMATIC else _plain(text)


def _digimatic(text: str) -> Measured:
    found = _DIGIMATIC.fullmatch(text)
    if found is not None:
        return Measured(_decimal(found["number"]))
    is_error = _DIGIMATIC_ERROR.fullmatch(text) is not None
    return Measured(None, trouble="gauge_error" if is_error else "gauge_garbled")


def _plain(text: str) -> Measured:
    if text.startswith("S D"):
        return Measured(None, trouble="gauge_moving")
    found = _SCALE.fullmatch(text) or _PLAIN.fullmatch(text)
    if found is None or sum(sign.isdigit() for sign in found["number"]) > _MOST_DIGITS:
        return Measured(None, trouble="gauge_garbled")
    unit = found["unit"] or ""
    return Measured(_decimal(found["number"]), "" if unit.lower() in _PIECES else unit)


def _decimal(number: str) -> Decimal:
    """Zero has no sign."""
    value = Decimal(number.replace(" ", "").replace(",", "."))
    return abs(value) if value == 0 else value
