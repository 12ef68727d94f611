"""A network that misbehaves on purpose: loopback in front, the database's socket or port behind."""

import selectors
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_MOST_HELD = 256 * 1024
_FULL_S = 0.002  # until a full socket is tried again


@dataclass(frozen=True, slots=True)
class Weather:
    """How the network is for all connections: ``piece`` bytes at once with ``pause_s`` between two of them.
    ``up`` or ``down`` False: what the client or the server says does not arrive while it lasts."""

    piece: int = 65536
    pause_s: float = 0.0
    up: bool = True
    down: bool = True


@dataclass(slots=True, eq=False)
class _Flow:
    """One direction of a connection: what was read of ``source`` and did not go on to ``target`` yet."""

    source: socket.socket
    target: socket.socket
    is_up: bool
    held: bytearray = field(default_factory=bytearray)
    due_s: float = 0.0
    is_over: bool = False  # its source has hung up
    is_read: bool = False  # its source is watched


@dataclass(slots=True, eq=False)
class _Pair:
    client: socket.socket
    server: socket.socket
    flows: tuple[_Flow, _Flow]
    is_frozen: bool = False
    is_doomed: bool = False  # its next answer is dropped, and then both ends


class Proxy:
    """``listen`` opens the port; until then, and after ``refuse``, connecting is refused as by a server that is
    switched off. ``server`` is the path of a Unix socket, or host and port."""

    def __init__(self, server: "Path | tuple[str, int]") -> None:
        self._server = server
        self._place = _bound(0)  # never listens: it keeps the port ours while the door is closed
        self.port = int(self._place.getsockname()[1])
        self._door: socket.socket | None = None
        self._pairs: list[_Pair] = []
        self._lock = threading.RLock()
        self._weather = Weather()
        self._doom: bytes | None = None
        self.answers_dropped = 0
        self._selector = selectors.DefaultSelector()
        self._end, self._ended = socket.socketpair()
        self._ended.setblocking(False)
        self._selector.register(self._ended, selectors.EVENT_READ)
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._thread.start()

    def listen(self) -> None:
        with self._lock:
            if self._door is not None:
                return
            self._door = _bound(self.port)
            self._door.listen()
            self._door.setblocking(False)
            self._selector.register(self._door, selectors.EVENT_READ)
        self._wake()

    def refuse(self) -> None:
        """As if the server were switched off: no connection stays, none is made."""
        with self._lock:
            if self._door is not None:
                self._selector.unregister(self._door)
                self._door.close()
                self._door = None
            for pair in tuple(self._pairs):
                self._hang_up(pair)
        self._wake()

    def turn(self, weather: Weather) -> None:
        """From now on the network is like this, for old and new connections."""
        with self._lock:
            self._weather = weather
        self._wake()

    def drop_answer_to(self, request: bytes) -> None:
        """The next request with these bytes reaches the server; its answer goes nowhere."""
        with self._lock:
            self._doom = request

    def freeze(self) -> None:
        """From now on nothing passes on the connections of now, and nobody is told: a black hole."""
        with self._lock:
            for pair in self._pairs:
                pair.is_frozen = True
        self._wake()

    def half_open(self, stays: str) -> None:
        """One end ("client" or "server") stays open and is told nothing; the other end is cut off."""
        with self._lock:
            for pair in self._pairs:
                if not pair.is_frozen:
                    pair.is_frozen = True
                    self._settle(pair)
                    (pair.server if stays == "client" else pair.client).close()
        self._wake()

    def heal(self) -> None:
        """Good weather; connections that went bad stay bad, as on a real network."""
        with self._lock:
            self._doom = None
        self.turn(Weather())
        self.listen()

    @property
    def connections(self) -> int:
        """How many are open and pass on what is said."""
        with self._lock:
            return sum(not pair.is_frozen for pair in self._pairs)

    def close(self) -> None:
        with self._lock:
            self._is_closing = True
        self._wake()
        self._thread.join()
        for pair in self._pairs:
            pair.client.close()
            pair.server.close()
        for one in (self._door, self._place, self._end, self._ended):
            if one is not None:
                one.close()
        self._selector.close()

    def _wake(self) -> None:
        self._end.send(b".")

    def _run(self) -> None:
        wait_s: float | None = None
        while True:
            ready = self._selector.select(wait_s)
            with self._lock:
                if self._is_closing:
                    return
                for key, _ in ready:
                    if key.fileobj is self._ended:
                        _drain(self._ended)
                    elif key.fileobj is self._door:
                        self._accept()
                    elif key.data is not None and key.data[0] in self._pairs:
                        self._read(*key.data)
                wait_s = self._pass_on_all()

    def _accept(self) -> None:
        assert self._door is not None
        try:
            client, _ = self._door.accept()
        except OSError:
            return
        try:
            server = _dialled(self._server)
        except OSError:
            client.close()
            return
        for end in (client, server):
            end.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pair = _Pair(client, server, (_Flow(client, server, True), _Flow(server, client, False)))
        self._pairs.append(pair)

    def _pass_on_all(self) -> float | None:
        """Whatever is due goes on; seconds until something else is."""
        now_s = time.monotonic()
        due_s: list[float] = []
        for pair in tuple(self._pairs):
            for flow in pair.flows:
                if self._pass_on(pair, flow, now_s):
                    due_s.append(flow.due_s)
            if pair in self._pairs:
                self._settle(pair)
        return max(0.0, min(due_s) - time.monotonic()) if due_s else None

    def _pass_on(self, pair: _Pair, flow: _Flow, now_s: float) -> bool:
        """Send what may go now. True if more is to be sent later without being asked."""
        while flow.held and self._is_open(pair, flow) and pair in self._pairs:
            if flow.due_s > now_s:
                return True
            try:
                sent = flow.target.send(flow.held[: self._weather.piece])
            except BlockingIOError:
                flow.due_s = now_s + _FULL_S
                return True
            except OSError:
                self._hang_up(pair)
                return False
            del flow.held[:sent]
            flow.due_s = now_s + self._weather.pause_s
        if flow.is_over and not flow.held and self._is_open(pair, flow) and pair in self._pairs:
            self._hang_up(pair)
        return False

    def _is_open(self, pair: _Pair, flow: _Flow) -> bool:
        return not pair.is_frozen and (self._weather.up if flow.is_up else self._weather.down)

    def _settle(self, pair: _Pair) -> None:
        """Watch the ends from which something may be taken now, and only those."""
        for flow in pair.flows:
            wanted = self._is_open(pair, flow) and not flow.is_over and len(flow.held) < _MOST_HELD
            if wanted and not flow.is_read:
                self._selector.register(flow.source, selectors.EVENT_READ, (pair, flow))
            elif flow.is_read and not wanted:
                self._selector.unregister(flow.source)
            flow.is_read = wanted

    def _read(self, pair: _Pair, flow: _Flow) -> None:
        try:
            data = flow.source.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if flow.is_up and self._doom is not None and self._doom in data:
            self._doom, pair.is_doomed = None, True
        if not flow.is_up and pair.is_doomed:
            self.answers_dropped += bool(data)
            self._hang_up(pair)
        elif data:
            flow.held += data
        else:
            flow.is_over = True

    def _hang_up(self, pair: _Pair) -> None:
        for flow in pair.flows:
            if flow.is_read:
                self._selector.unregister(flow.source)
                flow.is_read = False
        pair.client.close()
        pair.server.close()
        self._pairs.remove(pair)


def _bound(port: int) -> socket.socket:
    """Several may share the port, of which only the door listens."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made


def _dialled(server: "Path | tuple[str, int]") -> socket.socket:
    if isinstance(server, tuple):
        return socket.create_connection(server, timeout=5.0)
    made = socket.socket(socket.AF_UNIX)
    made.connect(str(server))
    return made


def _drain(ended: socket.socket) -> None:
    try:
        while ended.recv(4096):
            pass
    except BlockingIOError:
        pass
