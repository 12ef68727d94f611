"""The wire to a barcode scanner: one thread reads the serial line and never keeps anybody waiting.

A scanner that is unplugged is looked for until it is back; the by-id path leads to the same device whichever
port it is plugged into.
"""

import asyncio
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import serial
from serial.tools import list_ports

from momstation.devices.framer import Framed, Framer, Framing
from momstation.devices.sentences import say
from momstation.plant.readings import CodeScanned, ScannerStatus

_AWAY: tuple[type[Exception], ...] = (OSError, ValueError)
if sys.platform != "win32":
    import termios

    # What pyserial lets through when a device goes away while it is being set up.
    _AWAY = (*_AWAY, termios.error)
SAME_CODE_S = 0.5
"""A trigger that bounces or a code held too long reads the same code again; that is one scan."""
_FIRST_DELAY_S = 0.25
_LONGEST_DELAY_S = 2.0
_REST_S = 5.0
_WRITE_TIMEOUT_S = 0.2
_LATE_S = 1.0
"""A beep that could not be sent within this time would answer another scan."""
_MOST_WAITING = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """``scanner`` names it in messages; ``port`` is a path such as /dev/serial/by-id/… or COM3.

    ``same_code_s``: a code read again within this time is the same scan; 0: each counts. ``kind`` says what
    it is called in messages.
    """

    scanner: str
    port: str
    baudrate: int = 9600
    framing: Framing = field(default_factory=Framing)
    same_code_s: float = SAME_CODE_S
    kind: Literal["scanner", "gauge"] = "scanner"


@dataclass(frozen=True, slots=True)
class FoundScanner:
    """A serial port that is there now."""

    port: str
    name: str
    serial_number: str


def list_scanners() -> list[FoundScanner]:
    """Every serial port of this computer that belongs to a device one can unplug."""
    ports = [port for port in list_ports.comports(include_links=True) if port.vid is not None]
    return [FoundScanner(p.device, p.description or "", p.serial_number or "") for p in ports]


class ScannerPort:
    """``on_scan`` and ``on_status`` are called through ``call_soon`` (``loop.call_soon_threadsafe``), in
    order.

    A scan with ``trouble`` is no code: its ``text`` shows what was read.
    """

    def __init__(
        self,
        config: ScannerConfig,
        on_scan: Callable[[CodeScanned], None],
        on_status: Callable[[ScannerStatus], None],
        call_soon: Callable[..., Any],
    ) -> None:
        self._config = config
        self._on_scan = on_scan
        self._on_status = on_status
        self._call_soon = call_soon
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._line: serial.Serial | None = None
        self._last: tuple[bytes, float] = (b"", 0.0)
        self._status: ScannerStatus | None = None
        self._to_say: deque[tuple[bytes, float]] = deque(maxlen=_MOST_WAITING)
        self._thread = threading.Thread(
            target=self._work, name=f"{config.kind} {config.scanner}", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def write(self, command: bytes) -> None:
        """Send the scanner a command, such as its beep; returns at once, whether it is there or not."""
        self._to_say.append((command, time.monotonic()))
        with self._lock, suppress(OSError, TypeError):  # it is being closed at this moment
            if self._line is not None:
                self._line.cancel_read()

    async def stop(self) -> None:
        self._stopping.set()
        with self._lock:
            if self._line is not None:
                self._line.cancel_read()
        if self._thread.ident is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    def _work(self) -> None:
        delay = _FIRST_DELAY_S
        while not self._stopping.is_set():
            try:
                with self._open() as line:
                    delay = _FIRST_DELAY_S
                    self._tell(True, "")
                    self._read(line)
            except _AWAY as wrong:
                self._tell(False, self._why(wrong))
            finally:
                with self._lock:
                    self._line = None
            self._stopping.wait(delay)
            delay = min(delay * 2, _LONGEST_DELAY_S)

    def _open(self) -> serial.Serial:
        line = serial.Serial(
            self._config.port,
            self._config.baudrate,
            timeout=_REST_S,
            write_timeout=_WRITE_TIMEOUT_S,
            exclusive=True,
        )
        with self._lock:
            self._line = line
        return line

    def _why(self, wrong: Exception) -> str:
        kind = self._config.kind
        values = {kind: self._config.scanner, "port": self._config.port, "detail": str(wrong)}
        is_there = isinstance(wrong, ValueError | PermissionError | BlockingIOError) or "lock" in str(wrong)
        return say(f"{kind}_refused" if is_there else f"{kind}_absent", values)

    def _read(self, line: serial.Serial) -> None:
        framer = Framer(self._config.framing)
        while not self._stopping.is_set():
            self._say_what_waits(line)
            data = line.read(1)
            if data:
                data += line.read(line.in_waiting)
            now = time.monotonic()
            self._hand_over(framer.feed(data, now) if data else framer.idle(now))
            deadline = framer.deadline()
            rest = _REST_S if deadline is None else self._config.framing.idle_s
            if line.timeout != rest:
                line.timeout = rest

    def _say_what_waits(self, line: serial.Serial) -> None:
        while self._to_say:
            command, asked = self._to_say.popleft()
            if time.monotonic() - asked <= _LATE_S:
                with suppress(serial.SerialTimeoutException):  # a scanner that takes nothing may still scan
                    line.write(command)

    def _hand_over(self, frames: Iterable[Framed]) -> None:
        for framed in frames:
            if self._is_repeated(framed):
                continue
            scan = CodeScanned(
                scanner=self._config.scanner,
                text=framed.text,
                raw=framed.raw,
                received_at=datetime.now(UTC),
                received_monotonic=framed.at,
                trouble=self._trouble(framed),
            )
            self._send(self._on_scan, scan)

    def _is_repeated(self, framed: Framed) -> bool:
        last, at = self._last
        self._last = (framed.raw, framed.at)
        return framed.raw == last and framed.at - at < self._config.same_code_s

    def _trouble(self, framed: Framed) -> str:
        values = {"scanner": self._config.scanner, "seen": framed.text, "length": str(framed.length)}
        return say(framed.trouble, values)

    def _tell(self, is_connected: bool, reason: str) -> None:
        """Each change once, to the log and to the screen."""
        status = ScannerStatus(self._config.scanner, is_connected, reason)
        if status == self._status or self._stopping.is_set():
            return
        if self._status is None or self._status.is_connected != is_connected:
            level = logging.INFO if is_connected else logging.WARNING
            kind, where = self._config.kind.capitalize(), "there" if is_connected else "away"
            _log.log(level, "%s %s is %s %s", kind, status.scanner, where, reason)
        self._status = status
        self._send(self._on_status, status)

    def _send(self, call: Callable[..., None], what: CodeScanned | ScannerStatus) -> None:
        try:
            self._call_soon(call, what)
        except RuntimeError:  # the loop is closed: nobody is there to be told
            self._stopping.set()
