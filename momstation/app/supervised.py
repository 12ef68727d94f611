"""Tells systemd, where it started the station, that the station stands and that its screen still lives.

One datagram each; without NOTIFY_SOCKET nobody is told. See ``docs/endurance.md`` for the unit.
"""

import logging
import os
import socket
from collections.abc import Mapping

_log = logging.getLogger(__name__)


class Supervisor:
    """``READY=1`` once, ``WATCHDOG=1`` with each beat, ``STOPPING=1`` at the end."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        self._wire: socket.socket | None = None

    @property
    def is_there(self) -> bool:
        return bool(self._address)

    def tell(self, word: str) -> None:
        """Never waits and never fails: a supervisor that does not listen is its own trouble."""
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        try:
            if self._wire is None:
                self._wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                self._wire.setblocking(False)
            self._wire.sendto(word.encode(), self._where())
        except OSError as wrong:
            _log.debug("The supervisor is not told %s: %s", word, wrong)

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _where(self) -> str:
        """An abstract address begins with a zero byte, written as @."""
        return f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
