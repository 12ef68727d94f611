"""Says on the terminal how the shift goes."""

import sys
import time
from collections.abc import Callable, Mapping

Tell = Callable[[str], None]
Line = Mapping[str, object]


class Progress:
    """One line a step; while the shift runs, one line a few seconds with what each station has recorded."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def tell(self, sentence: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self._start:6.1f} s  {sentence}\n")
        sys.stdout.flush()

    def show(self, stations: Mapping[str, Line], left_s: float | None) -> None:
        parts = [f"{code}: {line.get('sentence', '')}" for code, line in stations.items()]
        rest = "" if left_s is None else f"{left_s:.0f} s left · "
        self.tell(rest + " | ".join(parts))
