"""Writes a small settings file for tests that start at the command line."""

from pathlib import Path

TEXT = """
[station]
code = "ST-07"
name = "Press 07"
area = "Stamping"
timezone = "Europe/Berlin"

[store]
path = "data/st-07.db"
"""


def a_station_file(folder: Path, more: str = "", text: str = TEXT) -> Path:
    """``more``: further tables, as TOML."""
    path = folder / "station.toml"
    path.write_text(text + more, encoding="utf-8")
    return path
