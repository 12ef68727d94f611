"""Keeps a machine connected for as long as the station wants it, and says how it stands.

An outage is logged once going and once coming back. While it lasts, no signal keeps a value: what was last
heard is for the screen to show greyed, never for a rule to use.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from momstation.devices.opcua_connection import Connection
from momstation.devices.opcua_outputs import Outputs
from momstation.devices.opcua_security import Keys
from momstation.devices.opcua_trouble import Trouble
from momstation.devices.sentences import coded
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link, Quality, Reading
from momstation.plant.signals import MachineBinding

FIRST_DELAY_S = 0.25
LONGEST_DELAY_S = 2.0
REFUSED_DELAY_S = 5.0
_log = logging.getLogger(__name__)


class Supervisor:
    """Connect, listen, wait a little longer each time, connect again."""

    def __init__(
        self,
        binding: MachineBinding,
        keys: Keys,
        tell_reading: Callable[[Reading], None],
        tell_link: Callable[[LinkWord], None],
        chance: random.Random,
    ) -> None:
        self._binding = binding
        self._keys = keys
        self._tell_reading = tell_reading
        self._tell_link = tell_link
        self._chance = chance
        self._last: dict[str, Reading] = {}
        self.link = LinkWord(Link.CONNECTING)
        self.outputs = Outputs(binding.code, binding.outputs)
        self._is_out = False

    def snapshot(self) -> list[Reading]:
        """The last reading of every signal, for a station that has just come."""
        return [
            self._last.get(signal.role) or self._never_seen(signal.role) for signal in self._binding.signals
        ]

    async def run(self) -> None:
        self._say(self.link)
        delay = FIRST_DELAY_S
        while True:
            connection = Connection(self._binding, self._keys, self._hear, self._say, self.outputs)
            trouble = await self._connect(connection)
            self._out(trouble.word)
            if connection.was_live:
                delay = FIRST_DELAY_S
            pause = REFUSED_DELAY_S if trouble.word.status is Link.REFUSED else delay
            await asyncio.sleep(pause * self._chance.uniform(0.75, 1.25))
            delay = min(delay * 2, LONGEST_DELAY_S)

    async def _connect(self, connection: Connection) -> Trouble:
        try:
            return await connection.run()
        except Exception as wrong:
            # The edge of the device loop: whatever a machine sends, the next attempt is made.
            _log.exception("Reading machine %s failed", self._binding.code)
            values = {"endpoint": self._binding.endpoint, "detail": str(wrong) or type(wrong).__name__}
            return Trouble(Link.LOST, "not_opcua", values)

    def _hear(self, reading: Reading) -> None:
        self._last[reading.signal] = reading
        self._tell_reading(reading)

    def _say(self, word: LinkWord) -> None:
        if self._is_out and word.status in (Link.LIVE, Link.MISCONFIGURED):
            self._is_out = False
            _log.info("Machine %s is back", self._binding.code)
        if word != self.link or word.status is Link.CONNECTING:
            self.link = word
            self._tell_link(word)

    def _out(self, word: LinkWord) -> None:
        if not self._is_out:
            self._is_out = True
            _log.warning("Machine %s is out: %s %s", self._binding.code, word.key, dict(word.values))
        if self.link.status is Link.STALE and word.key == "endpoint_silent":
            word = (
                self.link
            )  # a frozen machine that does not answer a new connection either is still just silent
        self._say(word)
        for reading in list(self._last.values()):
            if reading.quality is not Quality.STALE:
                self._hear(self._without_value(reading, coded(word.key, word.values)))

    def _without_value(self, last: Reading, reason: str) -> Reading:
        return Reading(
            machine=last.machine,
            signal=last.signal,
            value=None,
            quality=Quality.STALE,
            reason=reason,
            source_time=last.source_time,
            server_time=last.server_time,
            received_at=datetime.now(UTC),
            received_monotonic=time.monotonic(),
        )

    def _never_seen(self, signal: str) -> Reading:
        return Reading(
            machine=self._binding.code,
            signal=signal,
            value=None,
            quality=Quality.NEVER_SEEN,
            reason="never_seen",
            source_time=None,
            server_time=None,
            received_at=datetime.now(UTC),
            received_monotonic=time.monotonic(),
        )
