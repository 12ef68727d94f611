"""What every check may ask: the settings, the clock, and how far the doctor may wait."""

from dataclasses import dataclass
from pathlib import Path

from momstation.core.clock import Clock
from momstation.settings import Settings


@dataclass(frozen=True, slots=True)
class Patient:
    """``patience_s`` is how long each wire has to answer."""

    settings: Settings
    clock: Clock
    patience_s: float = 5.0

    @property
    def store(self) -> Path:
        return self.settings.store.path

    @property
    def data_dir(self) -> Path:
        return self.store.parent
