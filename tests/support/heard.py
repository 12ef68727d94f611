"""Hears what Qt tells assistive software, as a screen reader would: by the kind of change and the widget."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer

_SET_HANDLER = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"
_KIND_AT, _OBJECT_AT = 8, 16
"""Where an event of Qt 6 keeps its type and its object, behind the pointer to its methods."""


class Heard:
    """``kinds_of``: what was told of one widget."""

    def __init__(self) -> None:
        self._told: list[tuple[int, int]] = []

    def take(self, event: int) -> None:
        kind = ctypes.c_int.from_address(event + _KIND_AT).value
        about = ctypes.c_void_p.from_address(event + _OBJECT_AT).value or 0
        self._told.append((kind, about))

    def kinds_of(self, widget: QWidget) -> list[QAccessible.Event]:
        address = getCppPointer(widget)[0]
        return [QAccessible.Event(kind) for kind, about in self._told if about == address]

    def clear(self) -> None:
        self._told.clear()


@contextmanager
def listening() -> Iterator[Heard]:
    """While it lasts, what Qt tells comes here; PySide offers no handler, so Qt itself is asked for one."""
    gui = ctypes.CDLL(_library())
    install = getattr(gui, _SET_HANDLER)
    install.restype, install.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    heard = Heard()
    made: Callable[..., object] = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    handler = made(lambda event: heard.take(event))
    before = install(ctypes.cast(handler, ctypes.c_void_p))  # type: ignore[arg-type]
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        yield heard
    finally:
        QAccessible.setActive(was_active)
        install(before)


def _library() -> str:
    """The one that is loaded already."""
    with Path("/proc/self/maps").open(encoding="utf-8") as maps:
        paths = {line.split(maxsplit=5)[-1].strip() for line in maps if "libQt6Gui.so" in line}
    assert paths, f"{QtGui.__name__} runs without its library"
    return paths.pop()
