"""Tells whoever listens that something happened, on the main thread, in the order of subscription."""

import logging
from collections.abc import Callable
from typing import TypeVar

Message = TypeVar("Message")
_log = logging.getLogger(__name__)


class Bus:
    """Messages by their class. A listener that raises is logged and does not keep the others from hearing."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[object], None]]] = {}

    def subscribe(self, kind: type[Message], listener: Callable[[Message], None]) -> Callable[[], None]:
        """Call ``listener`` with each message of exactly this class; the result ends the subscription."""
        listeners = self._listeners.setdefault(kind, [])
        entry: Callable[[object], None] = listener  # type: ignore[assignment]  # only ``kind`` is ever passed
        listeners.append(entry)
        return lambda: listeners.remove(entry) if entry in listeners else None

    def publish(self, message: object) -> None:
        for listener in tuple(self._listeners.get(type(message), ())):
            try:
                listener(message)
            except Exception:
                _log.exception("A listener failed on %s", type(message).__name__)
