"""Runs the parts of ``make test`` beside each other: many tests wait, for a process or a wire, and leave cores idle.

What each part said is shown whole when it ends; one that fails lets the others go on, and is told again at the end.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

LEAVE_S = 60.0
"""So long may what is interrupted tidy up: its stations, its servers."""
_LOOK_S = 0.1
_STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Part:
    """A command of its own, with what it is called."""

    name: str
    command: tuple[str, ...]


@dataclass
class _Running:
    part: Part
    log: Path
    process: subprocess.Popen[bytes]
    begun: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        return time.monotonic() - self.begun


def run(parts: Sequence[Part], *, at_once: int, folder: Path) -> int:
    """0 if all went well. In the order given, so the longest come first, each with a log in ``folder``."""
    waiting, running, told = list(parts), list[_Running](), list[tuple[bool, str]]()
    kept = {each: signal.signal(each, _interrupt) for each in _STOPS}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_begin(waiting.pop(0), folder))
            for one in [one for one in running if one.process.poll() is not None]:
                running.remove(one)
                told.append(_tell(one))
            time.sleep(_LOOK_S)
    finally:
        _end(running)
        for each, handler in kept.items():
            signal.signal(each, handler)
    for _is_well, line in sorted(told, reverse=True):
        print(line, flush=True)
    return 0 if all(is_well for is_well, _line in told) else 1


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _begin(part: Part, folder: Path) -> _Running:
    """In a session of its own: what ends all of them is told to each once, by us."""
    number, name = tempfile.mkstemp(".log", f"{part.name.replace('/', '-')}-", folder)
    with os.fdopen(number, "wb") as out:
        process = subprocess.Popen(
            part.command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return _Running(part, Path(name), process)


def _tell(one: _Running) -> tuple[bool, str]:
    status, said = one.process.returncode, one.log.read_bytes()
    print(f"\n===== {one.part.name}", flush=True)
    sys.stdout.buffer.write(said)
    sys.stdout.flush()
    lines = said.decode(errors="replace").strip().splitlines()
    last = lines[-1].strip("= ") if lines else ""
    verdict = "well" if status == 0 else f"FAILED with {status}"
    return status == 0, f"{one.part.name}: {verdict}, {one.seconds():.0f} s: {last}"


def _end(running: Sequence[_Running]) -> None:
    """As Ctrl-C would, so that each takes down what it has put up; whoever does not end by itself, or is not waited for
    because somebody is in a hurry, is ended."""
    for one in running:
        one.process.send_signal(signal.SIGINT)
    deadline = time.monotonic() + LEAVE_S
    try:
        for one in running:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(max(0.0, deadline - time.monotonic()))
    finally:
        for each in _STOPS:
            signal.signal(each, signal.SIG_IGN)  # nobody can be in more of a hurry than this
        for one in running:
            with suppress(ProcessLookupError):
                os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()
