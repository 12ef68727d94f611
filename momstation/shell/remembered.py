"""Keeps what a person chose about the look of this station, in a small file beside the store."""

import json
import logging
from pathlib import Path

_log = logging.getLogger(__name__)


class Remembered:
    """Text by name. A file that cannot be read or written costs the choice, never the station."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, name: str, otherwise: str) -> str:
        return self._read().get(name, otherwise)

    def put(self, name: str, value: str) -> None:
        known = self._read() | {name: value}
        try:
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps(known), encoding="utf-8")
            new.replace(self._file)
        except OSError as error:
            _log.info("What was chosen is not kept: %s", error)

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {name: value for name, value in known.items() if isinstance(value, str)}
