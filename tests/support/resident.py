"""How much memory a process holds, as the system tells it."""

from pathlib import Path


def resident_kb() -> int:
    """Of this process, from Linux."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS:")).split()[1])
