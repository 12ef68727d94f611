"""Every setting of a station: declared once, read from one TOML file, refused with a remedy."""

from momstation.settings.declared import (
    DisplaySettings,
    MachineSettings,
    ProductionSettings,
    ScannerSettings,
    Settings,
    SignalSettings,
    StationSettings,
    WorkforceSettings,
)
from momstation.settings.faults import Fault, SettingsRefused
from momstation.settings.hearing import BeepSettings, LightSettings, SoundSettings, WatchSettings
from momstation.settings.keeping import CentralSettings, StoreSettings
from momstation.settings.listing import main
from momstation.settings.loading import load
from momstation.settings.measuring import GaugeSettings
from momstation.settings.training import for_training

__all__ = [
    "BeepSettings",
    "CentralSettings",
    "DisplaySettings",
    "Fault",
    "GaugeSettings",
    "LightSettings",
    "MachineSettings",
    "ProductionSettings",
    "ScannerSettings",
    "Settings",
    "SettingsRefused",
    "SignalSettings",
    "SoundSettings",
    "StationSettings",
    "StoreSettings",
    "WatchSettings",
    "WorkforceSettings",
    "for_training",
    "load",
    "main",
]
