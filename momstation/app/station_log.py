"""Keeps the station's log: on the standard error, in a file that never grows without end, and its last lines at hand.

The file is written on a thread of its own: a slow or full disk must not hold a screen up.
"""

import logging
import queue
from collections import deque
from contextlib import suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path

FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
LARGEST_BYTES = 1_000_000
FILES = 4
_LINES = 400
_TAIL_BYTES = 64_000
_MOST_WAITING = 10_000


class _QuietFile(RotatingFileHandler):
    """A log that cannot be written is the least of the troubles of a full disk."""

    def handleError(self, record: logging.LogRecord) -> None:
        return


class _Door(QueueHandler):
    """Drops lines rather than wait when the file does not keep up."""

    def handleError(self, record: logging.LogRecord) -> None:
        return


class _Ring(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class StationLog:
    """``start`` begins with the standard error and the ring; ``keep_in`` adds the file."""

    def __init__(self) -> None:
        self._ring = _Ring()
        self._handlers: list[logging.Handler] = [logging.StreamHandler(), self._ring]
        self._listener: QueueListener | None = None
        self._file: _QuietFile | None = None
        self._level = logging.WARNING

    def start(self) -> None:
        root = logging.getLogger()
        self._level = root.level
        root.setLevel(logging.INFO)
        for handler in self._handlers:
            handler.setFormatter(logging.Formatter(FORM))
            root.addHandler(handler)

    def keep_in(self, file: Path) -> str:
        """Write to ``file`` from now on; gives the end of what an earlier run left there. Raises OSError."""
        file.parent.mkdir(parents=True, exist_ok=True)
        before = end_of(file)
        self._file = _QuietFile(file, maxBytes=LARGEST_BYTES, backupCount=FILES - 1, encoding="utf-8")
        self._file.setFormatter(logging.Formatter(FORM))
        waiting: queue.Queue[logging.LogRecord] = queue.Queue(_MOST_WAITING)
        door = _Door(waiting)
        self._listener = QueueListener(waiting, self._file)
        self._listener.start()
        self._handlers.append(door)
        logging.getLogger().addHandler(door)
        return before

    def tail(self) -> str:
        """The last lines of this run."""
        return "\n".join(self._ring.lines)

    def flush(self) -> None:
        """Everything said so far is in the file when this returns."""
        if self._listener is not None:
            self._listener.stop()
            self._listener.start()

    def stop(self) -> None:
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
        root.setLevel(self._level)
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        if self._file is not None:
            with suppress(OSError):  # a full disk, to the last line
                self._file.close()


def end_of(file: Path) -> str:
    """The last lines of a file, or nothing where there is none."""
    try:
        with file.open("rb") as log:
            log.seek(0, 2)
            log.seek(max(0, log.tell() - _TAIL_BYTES))
            return log.read(_TAIL_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
