"""Cuts the power of a simulated disk in a process of its own, while the soak runs."""

import json
import logging
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from tests.faults.counts import Counts

_AT_ONCE = 10
_PER_S = 5.0  # the stations and the plant need the computer too
_PATIENCE_S = 60.0


@dataclass(frozen=True)
class Cuts:
    """``said`` is what went wrong, if anything did."""

    cuts: int = 0
    lost: int = 0
    stuck: int = 0
    said: str = ""


class PowerCuts:
    """Cuts for ``seconds``; ``result`` waits for the last of them."""

    def __init__(self, seed: int, seconds: float, is_on: bool) -> None:
        self._process: subprocess.Popen[str] | None = None
        if is_on:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.power", str(seed), str(seconds)],
                cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True,
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def result(self, *, is_early: bool) -> Cuts:
        """Waits for the last cut; when the soak ends early, so do the cuts."""
        if self._process is None:
            return Cuts()
        if is_early:
            self._process.terminate()
        text, _ = self._process.communicate(timeout=_PATIENCE_S)
        if self._process.returncode != 0 or not text:
            return Cuts(said=f"the power cuts ended with {self._process.returncode}")
        return Cuts(**json.loads(text.splitlines()[-1]))


def _cut(seed: int, seconds: float, is_over: Event) -> Cuts:
    from tests.faults import power  # noqa: PLC0415 only this process loads the crashing disk

    logging.getLogger("momstation").setLevel(logging.CRITICAL)
    begun_s = time.monotonic()
    total = Counts()
    while time.monotonic() - begun_s < seconds and not is_over.is_set():
        total += power.run(seed + total.power_cuts, _AT_ONCE)
        early_s = begun_s + total.power_cuts / _PER_S - time.monotonic()
        is_over.wait(max(0.0, min(early_s, begun_s + seconds - time.monotonic())))
    return Cuts(total.power_cuts, total.lost, total.stuck)


if __name__ == "__main__":
    over = Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    done = _cut(int(sys.argv[1]), float(sys.argv[2]), over)
    print(json.dumps({"cuts": done.cuts, "lost": done.lost, "stuck": done.stuck}))
