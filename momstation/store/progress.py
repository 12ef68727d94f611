"""Says how far a long opening of the store has come, for the start screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from momstation.core.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Progress:
    """``step`` names a sentence of STEPS; ``total`` is 0 where nobody can know it."""

    step: str
    done: int = 0
    total: int = 0

    @property
    def sentence(self) -> str:
        return _(STEPS[self.step]).format(done=self.done, total=self.total)


Report = Callable[[Progress], None]


def tell_nobody(progress: Progress) -> None:
    """For whoever opens a store without a screen."""


STEPS: Mapping[str, str] = MappingProxyType(
    {
        "check": N_("Checking the station's records."),
        "upgrade": N_("Bringing the records to the form of this version. The file as it was is kept."),
        "move": N_("The record file is damaged. It is put aside; nothing is deleted."),
        "backup": N_("Taking the records from the last backup."),
        "copy": N_("Reading the second journal: file {done} of {total}."),
        "salvage": N_("Reading what can still be read of the damaged file."),
        "put_back": N_("Putting the records back in their order."),
        "fold": N_("Working out where every order stands: {done} of {total}."),
        "open": N_("Opening the station."),
    }
)
