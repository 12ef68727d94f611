"""Turns a station's settings into those it practises with, so that nothing of the real station is ever touched."""

from pathlib import Path

from msgspec.structs import replace

from momstation.settings.declared import Settings
from momstation.settings.keeping import CentralSettings

_ADDED = "-training"


def for_training(settings: Settings) -> Settings:
    """The same station in a folder of its own beside the store: ``data/P07.db`` becomes
    ``data/P07-training/P07-training.db``, with log, reports and the files of its machines around it.

    It knows no plant, keeps no reserve on the disk, and switches no lamp. Its machines are still the real ones:
    whoever starts it puts simulated ones in their place.
    """
    store = _beside(settings.store.path)
    return replace(
        settings,
        station=replace(settings.station, training=True),
        store=replace(settings.store, path=store, journal_dir="journal", backup_dir="backups", ballast_mb=0),
        central=CentralSettings(token_file=store.with_name("central.token")),
        light=(),
    )


def _beside(store: Path) -> Path:
    name = f"{store.stem}{_ADDED}"
    return store.parent / name / f"{name}{store.suffix}"
