"""What the doctor found: one line for each thing that was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from momstation.core.errors import Refused
from momstation.core.i18n import _


class Level(StrEnum):
    """A warning leaves the station able to work; a fault does not, or records may be lost."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` is one of ``command.CHECKS``; ``subject`` what of it (``P07``, a file) or empty."""

    check: str
    subject: str
    level: Level
    sentence: str
    remedy: str = ""


def ok(check: str, sentence: str, subject: str = "") -> Finding:
    return Finding(check, subject, Level.OK, sentence)


def warning(check: str, sentence: str, remedy: str, subject: str = "") -> Finding:
    return Finding(check, subject, Level.WARNING, sentence, remedy)


def fault(check: str, sentence: str, remedy: str, subject: str = "") -> Finding:
    return Finding(check, subject, Level.FAULT, sentence, remedy)


def refused(check: str, refusal: Refused, sentences: Mapping[str, str], subject: str = "") -> Finding:
    """A refusal of another room, whose sentence says what to do as well."""
    said = (
        _(sentences.get(refusal.key, "")).format(**refusal.values)
        if refusal.key in sentences
        else str(refusal)
    )
    return Finding(check, subject, Level.FAULT, said)


def worst(findings: Sequence[Finding]) -> Level:
    levels = [finding.level for finding in findings]
    return next((level for level in (Level.FAULT, Level.WARNING) if level in levels), Level.OK)
