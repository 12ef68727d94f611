"""What a station that works for days holds on to: its memory and its objects over three days of orders, as fast as
they can be played through the real window."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.weight import Weight

LIMITS = {"growth_mb_per_1000_orders": 5.0, "rss_mb": 250, "qt_objects_grown": 0}
PORTIONS = 12
DAYS = 3
"""The first warms up: Python, Qt and SQLite fill what they keep at hand. The others are weighed."""


def measure(orders: int = 0) -> dict[str, Any]:
    """In a process of its own, offscreen; of ``DAYS`` days if no number of orders is given."""
    command = [sys.executable, "-m", "benchmarks.endurance", str(orders)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return {"wanted": LIMITS, **json.loads(said.splitlines()[-1])}


def _played(orders: int) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication  # only in the process that shows a window

    from momstation.core.allocator import share_arenas  # as above
    from momstation.ui.collector import Collector  # as above
    from tests.support.long_shift import ORDERS_A_DAY, weigh_a_shift  # as above

    share_arenas()
    app = QApplication([])
    Collector(app).start()
    wanted = orders or DAYS * ORDERS_A_DAY
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mom-bench-") as folder:
        weights = weigh_a_shift(app, Path(folder), 1, *[wanted // PORTIONS] * PORTIONS)
    took_s = time.monotonic() - begun
    figures = _figures(weights)
    return {
        "days": round(weights[-1].orders / ORDERS_A_DAY, 1),
        "s_per_order": round(took_s / weights[-1].orders, 2),
        **figures,
    }


def _figures(weights: "Sequence[Weight]") -> dict[str, Any]:
    start, warm, last = weights[0], weights[PORTIONS // DAYS], weights[-1]
    rss = [one.rss_kb for one in weights]
    return {
        "orders": last.orders,
        "rss_mb": _mb(max(rss)),
        "rss_mb_at_start": _mb(start.rss_kb),
        "rss_mb_warm": _mb(warm.rss_kb),
        "rss_mb_at_end": _mb(last.rss_kb),
        "growth_mb_per_1000_orders": _slope(warm, last, "rss_kb"),
        "of_it_in_use_by_c": _slope(warm, last, "used_kb"),
        "of_that_by_sqlite": _slope(warm, last, "sqlite_kb"),
        "of_it_free_but_held": _slope(warm, last, "free_kb"),
        "qt_objects": sum(last.qt_objects.values()),
        "qt_objects_grown": sum(last.qt_objects.values()) - sum(warm.qt_objects.values()),
        "objects_per_order": round((last.objects - warm.objects) / (last.orders - warm.orders), 1),
        "rss_mb_by_portion": [_mb(one) for one in rss],
    }


def _slope(before: "Weight", after: "Weight", what: str) -> float:
    """In MB for 1000 orders."""
    grown_kb: int = getattr(after, what) - getattr(before, what)
    return round(grown_kb / 1024 * 1000 / (after.orders - before.orders), 2)


def _mb(kb: int) -> float:
    return round(kb / 1024, 1)


if __name__ == "__main__":
    print(json.dumps(_played(int(sys.argv[1]))))
