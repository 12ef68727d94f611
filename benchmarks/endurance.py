"""What a station that works for days holds on to: its memory and its objects over a thousand orders and more."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LIMITS = {"growth_mb_per_1000_orders": 5.0, "rss_mb": 250, "qt_objects_grown": 0}
PORTIONS = 8


def measure(orders: int = 1000) -> dict[str, Any]:
    """In a process of its own, offscreen. The growth is that of the second half: in the first the caches fill."""
    command = [sys.executable, "-m", "benchmarks.endurance", str(orders)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return {"wanted": LIMITS, **json.loads(said.splitlines()[-1])}


def _weighed(orders: int) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication  # only in the process that shows a window

    from tests.support.long_shift import ORDERS_A_DAY, weigh_a_shift  # as above

    app = QApplication([])
    with tempfile.TemporaryDirectory(prefix="mom-bench-") as folder:
        weights = weigh_a_shift(app, Path(folder), *[orders // PORTIONS] * PORTIONS)
    first, half, last = weights[0], weights[PORTIONS // 2 - 1], weights[-1]
    grown_kb = last.rss_kb - half.rss_kb
    return {
        "orders": last.orders,
        "days": round(last.orders / ORDERS_A_DAY, 1),
        "rss_mb": round(last.rss_kb / 1024, 1),
        "growth_mb_per_1000_orders": round(grown_kb / 1024 * 1000 / (last.orders - half.orders), 2),
        "qt_objects": last.qt_objects,
        "qt_objects_grown": last.qt_objects - first.qt_objects,
        "objects_grown_in_second_half": last.objects - half.objects,
        "rss_mb_by_portion": [round(one.rss_kb / 1024, 1) for one in weights],
    }


if __name__ == "__main__":
    print(json.dumps(_weighed(int(sys.argv[1]))))
