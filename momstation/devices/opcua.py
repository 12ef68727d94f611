"""The station's end of the wire to a machine: starts the machine's process, or adopts the one that is still
there.

A thread listens to the process and hands everything over through ``call_soon``; the caller's thread never
waits.
"""

import asyncio
import contextlib
import logging
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momstation.devices.machine_folder import MachineFolder
from momstation.devices.machine_process import ANSWER_TIMEOUT_S, CHUNK, Wire, say_at_once, start_process
from momstation.devices.sentences import say, say_coded
from momstation.devices.wire import (
    VERSION,
    BadFrameError,
    Frame,
    LinkWord,
    batch_of,
    link_of,
    output_frame,
    pack,
)
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import MachineBinding

_START_TIMEOUT_S = 30.0
_LOOK_EVERY_S = 0.05
_FIRST_DELAY_S = 0.25
_LONGEST_DELAY_S = 5.0
_GOODBYE_TIMEOUT_S = 5.0
_log = logging.getLogger(__name__)


class MachinePort:
    """``on_batch`` and ``on_link`` are called through ``call_soon`` (``loop.call_soon_threadsafe``), in
    order.

    ``silent_after_s``: a process that has not even said that it runs for so long is replaced. ``data_dir`` is
    the station's data folder; the process finds its files in ``data_dir/machines``.
    """

    def __init__(
        self,
        binding: MachineBinding,
        data_dir: Path,
        on_batch: Callable[[list[Reading]], None],
        on_link: Callable[[MachineLink], None],
        call_soon: Callable[..., Any],
        silent_after_s: float = 6.0,
    ) -> None:
        self._binding = binding
        self._folder = MachineFolder(data_dir / "machines", binding.code)
        self._on_batch = on_batch
        self._on_link = on_link
        self._call_soon = call_soon
        self._silent_after_s = silent_after_s
        self._stopping = threading.Event()
        self._keep_child = False
        self._is_out = False
        self._has_heard = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._outputs: dict[str, bool] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._work, name=f"machine {binding.code}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    async def stop(self, keep_child: bool = False) -> None:
        """End the wire. With ``keep_child`` the machine's process goes on for a minute and waits to be
        adopted."""
        self._keep_child = keep_child
        self._stopping.set()
        with self._lock:
            if self._socket is not None:
                self._say_goodbye(self._socket)
        if self._thread.ident is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join)

    def switch(self, output: str, is_on: bool) -> None:
        """Switch an output of the binding, now or as soon as the machine is reached; returns at once."""
        with self._lock:
            self._outputs[output] = is_on
            if self._socket is not None:
                say_at_once(self._socket, output_frame(output, is_on))

    def _say_goodbye(self, wire: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._keep_child:
                wire.shutdown(socket.SHUT_RDWR)
            else:
                wire.sendall(pack({"t": "quit"}))
                wire.settimeout(_GOODBYE_TIMEOUT_S)

    def _work(self) -> None:
        """The thread: reach the process, listen to it, and start another should it die."""
        delay = _FIRST_DELAY_S
        while not self._stopping.is_set():
            try:
                if self._reach_and_listen():
                    delay = _FIRST_DELAY_S
            except _LoopClosedError:
                self._keep_child = True  # this station is going down without saying so: the next one adopts
                break
            except (OSError, BadFrameError) as wrong:
                self._go_out(str(wrong), "reader_failed")
            except Exception as wrong:
                # The edge of the device loop: a wire is never given up for a fault in it.
                _log.exception("Reading the process of machine %s failed", self._binding.code)
                self._go_out(str(wrong), "reader_failed")
            self._stopping.wait(delay)
            delay = min(delay * 2, _LONGEST_DELAY_S)
        self._let_go()

    def _go_out(self, why: str, key: str) -> None:
        """Nobody reads the machine now: said on each attempt, logged once."""
        self._tell(LinkWord(Link.LOST, key, {"machine": self._binding.code, "detail": why}))
        if not self._is_out:
            self._is_out = True
            _log.warning("The process of machine %s is out of reach: %s", self._binding.code, why)
            self._hand_over(self._on_batch, self._nothing_is_live(key, why))

    def _log_back(self) -> None:
        if self._is_out:
            self._is_out = False
            _log.info("The process of machine %s is back", self._binding.code)

    def _nothing_is_live(self, key: str, why: str) -> list[Reading]:
        """No value counts while nobody listens to the machine, whatever was heard last."""
        return [
            Reading(
                machine=self._binding.code,
                signal=one.role,
                value=None,
                quality=Quality.STALE if self._has_heard else Quality.NEVER_SEEN,
                reason=say(key, {"machine": self._binding.code, "detail": why}),
                source_time=None,
                server_time=None,
                received_at=datetime.now(UTC),
                received_monotonic=time.monotonic(),
            )
            for one in self._binding.signals
        ]

    def _reach_and_listen(self) -> bool:
        """True when the process was there; it is gone again when this returns."""
        digest = self._folder.write_binding(self._binding)
        wire = self._adopt(digest) or self._start(digest)
        if wire is None:
            return False
        with self._lock:
            self._socket = wire.socket
            for output, is_on in self._outputs.items():
                say_at_once(wire.socket, output_frame(output, is_on))
            if self._stopping.is_set():
                self._say_goodbye(wire.socket)
        self._log_back()
        self._has_heard = True
        try:
            self._listen(wire)
        except BadFrameError:
            wire.kill()
            raise
        finally:
            with self._lock:
                self._socket = None
            wire.socket.close()
        if not self._stopping.is_set():
            self._go_out("it ended", "reader_restarting")
        return True

    def _adopt(self, digest: str) -> Wire | None:
        """The process that a station before us left behind, if it reads what is wanted now."""
        try:
            wire = Wire.open(self._folder.socket)
        except (OSError, BadFrameError):
            return None
        if wire.hello.get("digest") == digest and wire.hello.get("v") == VERSION:
            return wire
        with contextlib.suppress(OSError):
            wire.socket.settimeout(ANSWER_TIMEOUT_S)
            wire.socket.sendall(pack({"t": "quit"}))
            while wire.socket.recv(CHUNK):
                pass
        wire.socket.close()
        return None

    def _start(self, digest: str) -> Wire | None:
        self._reap()
        self._process = start_process(self._folder, self._binding.code)
        looks = int(_START_TIMEOUT_S / _LOOK_EVERY_S)
        for _ in range(looks):
            if self._stopping.wait(_LOOK_EVERY_S):
                self._process.terminate()
                return None
            if self._process.poll() is not None:
                raise ConnectionError(f"it ended with {self._process.returncode}, see {self._folder.log}")
            with contextlib.suppress(OSError):
                wire = Wire.open(self._folder.socket)
                if wire.hello.get("digest") == digest:
                    return wire
                wire.socket.close()
        raise ConnectionError(f"it does not answer, see {self._folder.log}")

    def _listen(self, wire: Wire) -> None:
        for frame in wire.first:
            self._take(wire, frame)
        wire.socket.settimeout(_GOODBYE_TIMEOUT_S if self._stopping.is_set() else self._silent_after_s)
        while True:
            try:
                data = wire.socket.recv(CHUNK)
            except TimeoutError:
                wire.kill()
                return
            except OSError:
                return
            if not data:
                return
            for frame in wire.unpacker.feed(data):
                self._take(wire, frame)

    def _take(self, wire: Wire, frame: Frame) -> None:
        if frame["t"] == "batch":
            batch = [_in_words(reading) for reading in batch_of(self._binding.code, frame)]
            self._hand_over(self._take_batch, wire, int(frame["n"]), batch)
        elif frame["t"] == "link":
            self._tell(link_of(frame))

    def _take_batch(self, wire: Wire, number: int, batch: list[Reading]) -> None:
        """On the caller's thread. What is not acknowledged is sent again to the next station."""
        try:
            self._on_batch(batch)
        finally:
            wire.acknowledge(number)

    def _tell(self, word: LinkWord) -> None:
        link = MachineLink(self._binding.code, word.status, say(word.key, word.values))
        self._hand_over(self._on_link, link)

    def _hand_over(self, call: Callable[..., None], *arguments: object) -> None:
        if self._stopping.is_set():
            return
        try:
            self._call_soon(call, *arguments)
        except RuntimeError as closed:
            raise _LoopClosedError from closed

    def _let_go(self) -> None:
        """Nobody is left behind by mistake: the process ends with us, unless it is meant to wait for the next
        station."""
        process = self._process
        if process is None:
            return
        if self._keep_child:
            process.returncode = 0  # it is not ours any more: whoever adopts it decides about its end
            return
        try:
            process.wait(_GOODBYE_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _reap(self) -> None:
        """A process that we started and that no longer answers makes room for the next."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._process = None


def _in_words(reading: Reading) -> Reading:
    """Most values are good and need no reason."""
    return replace(reading, reason=say_coded(reading.reason)) if reading.reason else reading


class _LoopClosedError(Exception):
    """The loop that readings are handed to is closed."""
