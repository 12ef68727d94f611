"""Forks stations from a process that has everything loaded and nothing open: a birth costs milliseconds.

It has one thread, no file of a store and no connection. It takes requests as packets of JSON, one at a time:
``fork`` comes with the descriptor that the station is to speak into.
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from tests.soak.spec import Life

_MOST = 65536


class Zygote:
    """The director's end. ``signal`` and ``reap`` speak of stations that were born here and not reaped yet."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.zygote", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),), cwd=root, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        theirs.close()
        self._ask({"do": "ready"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._socket.close()  # it kills what still lives, and ends
        self._process.wait()

    def fork(self, life: Life, descriptor: int) -> int:
        text = json.dumps({"do": "fork", "life": msgspec.json.encode(life).decode()}).encode()
        with self._lock:
            socket.send_fds(self._socket, [text], [descriptor])
            return int(json.loads(self._socket.recv(_MOST))["said"])

    def signal(self, pid: int, number: int) -> bool:
        """False if that station was reaped already."""
        return bool(self._ask({"do": "signal", "pid": pid, "number": int(number)}))

    def reap(self, pid: int) -> int:
        """The exit status of a station that has ended; as of subprocess, negative for a signal."""
        return self._ask({"do": "reap", "pid": pid})

    def _ask(self, request: dict[str, object]) -> int:
        with self._lock:
            self._socket.send(json.dumps(request).encode())
            return int(json.loads(self._socket.recv(_MOST))["said"])


def _serve(here: socket.socket) -> None:
    from tests.soak import station  # noqa: PLC0415 loaded before the first fork, once for all

    living: set[int] = set()
    signal.pthread_sigmask(
        signal.SIG_BLOCK, station.SIGNALS
    )  # what is sent to one that is not ready yet waits
    gc.collect()
    gc.freeze()
    while True:
        text, descriptors, _, _ = socket.recv_fds(here, _MOST, 1)
        if not text:
            break
        request = json.loads(text)
        said = 0
        match request["do"]:
            case "fork":
                said = os.fork()
                if said == 0:
                    here.close()
                    _be_born(station.life_of(request["life"].encode()), descriptors[0])
                os.close(descriptors[0])
                living.add(said)
            case "signal" if request["pid"] in living:
                os.kill(request["pid"], request["number"])
                said = 1
            case "reap":
                said = os.waitstatus_to_exitcode(os.waitpid(request["pid"], 0)[1])
                living.discard(request["pid"])
        here.send(json.dumps({"said": said}).encode())
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _be_born(life: Life, descriptor: int) -> None:
    from tests.soak import station  # noqa: PLC0415 as above

    try:
        station.main(life, descriptor)
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
