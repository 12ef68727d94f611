"""The machine process's side of the local socket: one station at a time, and a minute's patience when it is
gone."""

import asyncio
import logging
import os
from collections.abc import Callable

from momstation.devices.outbox import Outbox
from momstation.devices.wire import (
    VERSION,
    BadFrameError,
    Frame,
    LinkWord,
    Unpacker,
    batch_frame,
    link_frame,
    output_of,
    pack,
)
from momstation.plant.readings import Reading

PATIENCE_S = 60.0
BEAT_S = 1.0
BETWEEN_BATCHES_S = 0.06
"""About 16 batches a second when much happens; the first change after a rest goes at once."""
_CHUNK = 65_536
_log = logging.getLogger(__name__)


class StationEnd:
    """Sends readings to the station that listens, keeps them for the one that will come."""

    def __init__(
        self,
        machine: str,
        digest: str,
        snapshot: Callable[[], list[Reading]],
        patience_s: float = PATIENCE_S,
        switch: Callable[[str, bool], None] = lambda _output, _is_on: None,
        all_off: Callable[[], None] = lambda: None,
    ) -> None:
        """``switch`` is asked for an output by name; ``all_off`` when the station that asked is gone."""
        self._hello: Frame = {
            "t": "hello",
            "v": VERSION,
            "machine": machine,
            "digest": digest,
            "pid": os.getpid(),
        }
        self._snapshot = snapshot
        self._switch = switch
        self._all_off = all_off
        self._patience_s = patience_s
        self._outbox = Outbox()
        self._link: LinkWord | None = None
        self._station: asyncio.StreamWriter | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._something = asyncio.Event()
        self.is_over = asyncio.Event()

    def put(self, reading: Reading) -> None:
        self._outbox.put(reading)
        self._something.set()

    def put_link(self, link: LinkWord) -> None:
        self._link = link
        if self._station is not None:
            self._station.write(pack(link_frame(link)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One station for as long as it stays; a newer one takes the place of an older one."""
        if self._station is not None:
            self._station.close()
            self._outbox.take_back()
        self._station = writer
        if self._patience is not None:
            self._patience.cancel()
        try:
            self._welcome(writer)
            await self._listen(reader)
        except (BadFrameError, OSError) as wrong:
            _log.warning("The station's connection ended: %s", wrong)
        finally:
            if self._station is writer:
                self._station = None
                self._all_off()
                self._outbox.take_back()
                self.wait_alone()
            writer.close()

    def _welcome(self, writer: asyncio.StreamWriter) -> None:
        writer.write(pack(self._hello))
        if self._link is not None:
            writer.write(pack(link_frame(self._link)))
        # After what has waited, so that the last word on each signal is the latest.
        for reading in self._snapshot():
            self._outbox.put(reading)
        self._something.set()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        unpacker = Unpacker()
        while data := await reader.read(_CHUNK):
            for frame in unpacker.feed(data):
                if frame["t"] == "ack":
                    self._outbox.acknowledge(int(frame["n"]))
                    self._something.set()
                elif frame["t"] == "output":
                    self._switch(*output_of(frame))
                elif frame["t"] == "quit":
                    self.is_over.set()

    async def beat(self) -> None:
        """Say each second that this process still runs, for ever: a value is live only while its reader lives."""
        while True:
            if self._station is not None:
                self._station.write(pack({"t": "alive"}))
            await asyncio.sleep(BEAT_S)

    async def send(self) -> None:
        """Hand over what waits, for ever."""
        while True:
            await self._something.wait()
            self._something.clear()
            if await self._send_waiting():
                await asyncio.sleep(BETWEEN_BATCHES_S)

    async def _send_waiting(self) -> bool:
        station = self._station
        has_sent = False
        while station is not None and (batch := self._outbox.next_batch()) is not None:
            station.write(pack(batch_frame(*batch)))
            has_sent = True
        if station is not None and has_sent:
            try:
                await station.drain()
            except OSError:
                return False
        return has_sent

    def wait_alone(self) -> None:
        """Nobody listens now: after a minute of that the process is over."""
        self._patience = asyncio.get_running_loop().call_later(self._patience_s, self.is_over.set)
