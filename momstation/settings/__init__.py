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
from momstation.settings.keeping import CentralSettings, StoreSettings
from momstation.settings.listing import main
from momstation.settings.loading import load

__all__ = [
    "CentralSettings",
    "DisplaySettings",
    "Fault",
    "MachineSettings",
    "ProductionSettings",
    "ScannerSettings",
    "Settings",
    "SettingsRefused",
    "SignalSettings",
    "StationSettings",
    "StoreSettings",
    "WorkforceSettings",
    "load",
    "main",
]
