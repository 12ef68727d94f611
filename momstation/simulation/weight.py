"""How old and how heavy this process is, as the operating system counts it."""

import os
import time
from pathlib import Path


def process_age_s() -> float:
    """Seconds since this process was started, as the operating system counts them."""
    try:
        stat = Path("/proc/self/stat").read_text(encoding="ascii")
    except OSError:
        return time.process_time()
    started = int(stat.rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")


def resident_mb() -> float:
    """What the process holds in memory now, in megabytes (10^6 bytes)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
