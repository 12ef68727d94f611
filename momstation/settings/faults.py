"""Says what is wrong with a settings file so that the person at the panel can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass

from momstation.core.errors import Refused
from momstation.core.i18n import _


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to repair.

    ``key`` is dotted with indices from 0 (``machine[1].endpoint``) or empty for the whole file; ``line``
    counts from 1 and is 0 where it is not known; ``found``, ``accepted``, ``remedy`` may be empty.
    """

    file: str
    key: str
    problem: str
    found: str = ""
    accepted: str = ""
    remedy: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"]
        if self.found:
            parts.append(_("Found: {found}.").format(found=self.found))
        if self.accepted:
            parts.append(_("Accepted: {accepted}.").format(accepted=self.accepted))
        if self.remedy:
            parts.append(self.remedy)
        return " ".join(parts)


class SettingsRefused(Refused):
    """The station does not start with these settings; ``faults`` names everything that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("settings.refused", faults="\n".join(map(str, faults)))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))
