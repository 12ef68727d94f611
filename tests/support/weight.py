"""What a process holds when nothing is under way: memory as the system, the allocator, SQLite and Python tell it."""

import ctypes
import gc
import sys
import weakref
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from momstation.core.allocator import give_back
from momstation.store.sqlite import driver
from tests.support.resident import resident_kb


@dataclass(frozen=True)
class Weight:
    """``used_kb`` is what was asked of the C allocator and not given back; ``free_kb`` what it keeps for later;
    ``sqlite_kb`` the part of ``used_kb`` that is SQLite's: its caches, which have a bound. ``blocks`` are
    Python's, of whatever kind, objects those that its collector knows."""

    orders: int
    rss_kb: int
    used_kb: int
    free_kb: int
    sqlite_kb: int
    blocks: int
    objects: int
    qt_objects: Mapping[str, int]
    kinds: Mapping[str, int]

    def grown(self, before: "Weight") -> dict[str, int]:
        """Kinds of Python objects of which there are more now."""
        more = {kind: count - before.kinds.get(kind, 0) for kind, count in self.kinds.items()}
        return {kind: count for kind, count in more.items() if count > 0}


class _Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
                     "fordblks", "keepcost")
    ]  # fmt: skip


def weighed(orders: int) -> Weight:
    gc.unfreeze()
    for _ in range(3):
        gc.collect()
    give_back()  # as the station does from time to time: what is held for nothing is no weight
    kinds = Counter(_kind(thing) for thing in gc.get_objects() if _is_alive(thing))
    tops = QApplication.topLevelWidgets()
    used, free = _allocated()
    return Weight(
        orders=orders,
        rss_kb=resident_kb(),
        used_kb=used // 1024,
        free_kb=free // 1024,
        sqlite_kb=_of_sqlite() // 1024,
        blocks=sys.getallocatedblocks(),
        objects=sum(kinds.values()),
        qt_objects=Counter(
            one.metaObject().className() for top in tops for one in (top, *top.findChildren(QObject))
        ),
        kinds=kinds,
    )


def _allocated() -> tuple[int, int]:
    """In use and kept free, by glibc, of all threads; zero where there is none."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0, 0
    library.mallinfo2.restype = _Mallinfo
    info = library.mallinfo2()
    return info.uordblks + info.hblkhd, info.fordblks


def _of_sqlite() -> int:
    """Of the library that the store uses, where it can be asked."""
    module = sys.modules.get(driver().__name__.partition(".")[0] + "._sqlite3")
    library = ctypes.CDLL(getattr(module, "__file__", None))
    if not hasattr(library, "sqlite3_memory_used"):
        return 0
    library.sqlite3_memory_used.restype = ctypes.c_int64
    return int(library.sqlite3_memory_used())


def _kind(thing: object) -> str:
    return f"{type(thing).__module__}.{type(thing).__qualname__}"


def _is_alive(thing: object) -> bool:
    """Looking for Qt's own children leaves empty shells of Python's behind, until the window is gone."""
    return not isinstance(thing, QObject | weakref.ReferenceType) or (
        isinstance(thing, QObject) and shiboken6.isValid(thing)
    )
