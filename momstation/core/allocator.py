"""Keeps what the C allocator holds small over weeks: what is free goes back to the system, and threads share.

Where there is no glibc nothing is done and nothing is lost.
"""

import os
from typing import Any

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of ``mallopt``."""
_ARENAS = 2


def share_arenas() -> bool:
    """Before the first other thread: all of them allocate from two arenas.

    By itself glibc gives up to eight for each core, and a thread that ends leaves its one with what its largest work
    needed: every backup of the store, on a thread of its own, held two megabytes more. One thread at a time runs
    Python, so they do not wait for each other.
    """
    limit = _function("mallopt")
    return limit is not None and bool(limit(_ARENA_MAX, _ARENAS))


def give_back() -> bool:
    """Memory that the C allocator holds free goes back to the system. It keeps what lies between two pieces in use,
    so that a station of many weeks would hold what its busiest minute needed."""
    trim = _function("malloc_trim")
    return trim is not None and bool(trim(0))


def _function(name: str) -> Any:
    if os.name != "posix":
        return None
    import ctypes  # nobody else in the product needs it at the start

    return getattr(ctypes.CDLL(None), name, None)
