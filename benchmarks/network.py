"""Stands for the network to the plant in a process of its own, so that a measured station pays nothing for it.

``python -m benchmarks.network SOCKET`` prints the port of the loopback interface that leads to the server behind that
socket. A line on stdin says how the network is from now on: ``fair``; ``silent``, whoever calls is let in and hears
nothing ever after; ``quit``.
"""

import subprocess
import sys
from pathlib import Path

from tests.support.proxy import Proxy, Weather

_WEATHER = {"fair": Weather(), "silent": Weather(up=False, down=False)}


class Network:
    """The process, as the measurement sees it."""

    def __init__(self, server: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.network", str(server)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def turn(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def end(self) -> None:
        if self._process.poll() is None:
            self.turn("quit")
        self._process.wait(20)


def _run(server: Path) -> None:
    proxy = Proxy(server)
    try:
        proxy.listen()
        print(proxy.port, flush=True)
        for line in sys.stdin:
            if line.strip() == "quit":
                return
            proxy.turn(_WEATHER[line.strip()])
    finally:
        proxy.close()


if __name__ == "__main__":
    _run(Path(sys.argv[1]))
