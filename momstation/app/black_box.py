"""Sees to it that a fault leaves a report: one that was caught, one that hung the screen, one that killed the last run.

Reports stay on this computer, beside the store; see ``crash_bundle`` for what is in them.
"""

import asyncio
import faulthandler
import logging
import os
import sys
import tempfile
import threading
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from momstation.app.crash_bundle import Bundles, Report
from momstation.app.station_log import StationLog, end_of
from momstation.core.clock import Clock
from momstation.core.event import Record
from momstation.core.part import Command
from momstation.settings import Settings

_log = logging.getLogger(__name__)
_MOST_A_RUN = 5
_COMMANDS = 50
Send = Callable[[Command], Awaitable[tuple[Record, ...]]]


@dataclass(frozen=True, slots=True)
class Written:
    """A report that is on the disk now."""

    kind: str
    file: Path


class BlackBox:
    """``start`` and ``stop`` once each; ``listen`` hears of every report, on the thread that wrote it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        beside = settings.store.path.parent
        self.folder = beside / "reports" / settings.station.code
        self.log_file = beside / "log" / f"{settings.station.code}.log"
        self.log = StationLog()
        self._clock = clock
        self._bundles = Bundles(self.folder, settings)
        self._commands: deque[str] = deque(maxlen=_COMMANDS)
        self._told: list[Written] = []
        self._listeners: list[Callable[[Written], None]] = []
        self._known: set[str] = set()
        self._writing: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._stacks: list[TextIO] = []
        self._hooks = _Hooks(self.fault)
        self._is_keeping = False
        self.hung: TextIO | None = None

    def start(self) -> None:
        """From now on the log and every fault that nobody expected are heard."""
        self.log.start()
        self._hooks.put_on()

    def keep(self) -> None:
        """The store's folder is there: keep the log and the last resort in files, and look at what was left."""
        if self._is_keeping:
            return
        self._is_keeping = True
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            before = self.log.keep_in(self.log_file)
            self._find("crash", before)
            self._find("hang", before)
            faulthandler.enable(self._open("crash"))
            self.hung = self._open("hang")
        except OSError as wrong:
            _log.warning("Neither log nor reports can be kept: %s", wrong)

    def listen(self, listener: Callable[[Written], None]) -> None:
        """Hear what was written so far, too."""
        with self._lock:
            self._listeners.append(listener)
            told = tuple(self._told)
        for one in told:
            listener(one)

    def noted(self, send: Send) -> Send:
        """``send``, and the kind of each command is remembered."""

        async def noting(command: Command) -> tuple[Record, ...]:
            self._commands.append(f"{self._clock.now():%H:%M:%S} {type(command).__name__}")
            return await send(command)

        return noting

    def fault(self, what: str, detail: str) -> None:
        """A fault that nobody expected; the same one is told once in a run. The report is written on a thread."""
        with self._lock:
            if detail in self._known or len(self._known) >= _MOST_A_RUN:
                return
            self._known.add(detail)
        report = self._report("fault", what, f"{detail}\n{stacks()}")
        writing = threading.Thread(target=self._write, args=(report,), name="crash report")
        self._writing.append(writing)
        writing.start()

    def hang(self, what: str) -> None:
        """Returns when the report is on the disk: the process may be about to end."""
        self._write(self._report("hang", what, stacks()))

    def stop(self) -> None:
        """An end in good order leaves nothing to be found."""
        self._hooks.take_off()
        for writing in self._writing:
            writing.join()
        if self._stacks:
            faulthandler.enable()  # to the standard error again: the file is closed now
        for file in self._stacks:
            file.close()
            with suppress(OSError):
                Path(file.name).unlink(missing_ok=True)
        self.log.stop()

    def _report(self, kind: str, what: str, where: str) -> Report:
        return Report(kind, what, where, self.log.tail(), tuple(self._commands))

    def _write(self, report: Report) -> None:
        try:
            with self._one_at_a_time:
                written = Written(report.kind, self._bundles.write(report, self._clock.now()))
        except OSError as wrong:
            _log.warning("A report cannot be written: %s", wrong)
            return
        _log.info("A report was written: %s", written.file)
        with self._lock:
            self._told.append(written)
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(written)

    def _file(self, kind: str) -> Path:
        return self.folder / f"last-{kind}.txt"

    def _open(self, kind: str) -> TextIO:
        file = self._file(kind).open("w", encoding="utf-8")
        self._stacks.append(file)
        return file

    def _find(self, kind: str, log: str) -> None:
        """What the run before wrote with its last breath; an empty file means that its plug was pulled."""
        left = end_of(self._file(kind))
        if left.strip():
            self._write(Report(kind, f"The run before ended by a {kind}.", left, log))


class _Hooks:
    """Every way by which Python says that nobody expected an exception."""

    def __init__(self, fault: Callable[[str, str], None]) -> None:
        self._fault = fault
        self._before: Sequence[Any] = ()
        self._handler = _LoggedFaults(fault)

    def put_on(self) -> None:
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda said: self._in_thread(said)
        sys.unraisablehook = lambda said: self._unraisable(said)
        logging.getLogger().addHandler(self._handler)

    def take_off(self) -> None:
        logging.getLogger().removeHandler(self._handler)
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = ()

    def _uncaught(self, kind: type[BaseException], wrong: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            _log.error("Nobody expected this", exc_info=(kind, wrong, where))
        else:
            self._before[0](kind, wrong, where)

    def _in_thread(self, said: threading.ExceptHookArgs) -> None:
        name = said.thread.name if said.thread is not None else "?"
        if said.exc_value is not None and not isinstance(said.exc_value, SystemExit):
            found = (said.exc_type, said.exc_value, said.exc_traceback)
            _log.error("Nobody expected this on the thread %s", name, exc_info=found)

    def _unraisable(self, said: "sys.UnraisableHookArgs") -> None:
        if said.exc_value is not None:
            found = (said.exc_type, said.exc_value, said.exc_traceback)
            _log.error("Nobody could be told of this: %s", said.err_msg or "", exc_info=found)


class _LoggedFaults(logging.Handler):
    """Whoever stands at an edge logs what nobody expected with its traceback: that is where faults are heard of."""

    def __init__(self, fault: Callable[[str, str], None]) -> None:
        super().__init__(logging.ERROR)
        self._fault = fault

    def emit(self, record: logging.LogRecord) -> None:
        found = record.exc_info
        if found and found[1] is not None:
            self._fault(f"{record.name}: {type(found[1]).__name__}", _places(found[1]))


def _places(wrong: BaseException) -> str:
    """Where it was raised, without the message: that may name a person or a code."""
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(wrong.__traceback__)
    ]
    return "\n".join([*lines, type(wrong).__name__])


def asyncio_handler(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a loop has nobody to tell goes to the log, and from there into a report."""
    _log.error("%s", context.get("message", "The loop reports a fault"), exc_info=context.get("exception"))


def stacks() -> str:
    """Where every thread stands now."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0, os.SEEK_SET)
        return file.read()
