"""A network that misbehaves on purpose: loopback in front, the database's socket behind."""

import selectors
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class _Pair:
    client: socket.socket
    server: socket.socket
    is_frozen: bool = False
    is_doomed: bool = field(default=False)  # its next answer is dropped, and then both ends


class Proxy:
    """``listen`` opens the port; until then connecting is refused, as with a server that is switched off."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._door.bind(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._pairs: list[_Pair] = []
        self._lock = threading.Lock()
        self._doom: bytes | None = None
        self.answers_dropped = 0
        self._selector = selectors.DefaultSelector()
        self._end, self._ended = socket.socketpair()
        self._selector.register(self._ended, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, name="proxy")
        self._thread.start()

    def listen(self) -> None:
        self._door.listen()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._end.send(b".")

    def drop_answer_to(self, request: bytes) -> None:
        """The next request with these bytes reaches the server; its answer goes nowhere."""
        with self._lock:
            self._doom = request

    def freeze(self) -> None:
        """From now on nothing passes on the connections of now, and nobody is told: a black hole."""
        with self._lock:
            for pair in self._pairs:
                pair.is_frozen = True

    def close(self) -> None:
        self._end.send(b"x")
        self._thread.join()
        for pair in self._pairs:
            pair.client.close()
            pair.server.close()
        for one in (self._door, self._end, self._ended):
            one.close()
        self._selector.close()

    def _run(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._ended:
                    if b"x" in self._ended.recv(16):
                        return
                elif key.fileobj is self._door:
                    self._accept()
                else:
                    with self._lock:
                        self._pass_on(key.data, key.fileobj)  # type: ignore[arg-type]

    def _accept(self) -> None:
        client, _ = self._door.accept()
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(str(self._server))
        except OSError:
            client.close()
            return
        pair = _Pair(client, server)
        with self._lock:
            self._pairs.append(pair)
        for end in (client, server):
            self._selector.register(end, selectors.EVENT_READ, pair)

    def _pass_on(self, pair: _Pair, source: socket.socket) -> None:
        if pair.is_frozen:
            for end in (pair.client, pair.server):
                self._selector.unregister(end)
            return
        try:
            data = source.recv(65536)
        except OSError:
            data = b""
        if source is pair.client and self._doom is not None and self._doom in data:
            self._doom, pair.is_doomed = None, True
        is_dropped = source is pair.server and pair.is_doomed
        self.answers_dropped += is_dropped and bool(data)
        if not data or is_dropped or not self._send(pair, source, data):
            self._hang_up(pair)

    def _send(self, pair: _Pair, source: socket.socket, data: bytes) -> bool:
        try:
            (pair.server if source is pair.client else pair.client).sendall(data)
        except OSError:
            return False
        return True

    def _hang_up(self, pair: _Pair) -> None:
        for end in (pair.client, pair.server):
            self._selector.unregister(end)
            end.close()
        self._pairs.remove(pair)
