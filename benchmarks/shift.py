"""A whole shift of the demo: how long a scan, a tap and a reading take to the screen, and what a station weighs."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LIMITS = {"scan_to_paint p50": 60, "tap_to_paint p99": 20, "reading_to_paint p50": 50, "rss_mb": 200}


def measure(seconds: float) -> dict[str, Any]:
    """The latencies (ms), frames (ms), memory (MB) and invariants of a headless demo that lasts ``seconds``."""
    with tempfile.TemporaryDirectory(prefix="mom-bench-") as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "momstation", "demo", "--headless", "--duration", str(seconds)]
        status = subprocess.run([*command, "--out", str(out)], check=False).returncode
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    wanted = ("seconds", "latency_ms", "frame_ms", "startup_s", "rss_mb", "invariants")
    return {"exit": status, "wanted": LIMITS, **{name: report[name] for name in wanted}}
