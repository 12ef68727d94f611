"""One connection to one machine, from connecting to its end; a new one is made from nothing each time.

The library's own reconnect ends "connected" and silent after a frozen server, a refused subscription or a
re-loaded program, so nothing of an old connection is kept: the wanted list is ours.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from asyncua import Client, ua

from momstation.devices.opcua_nodes import Found, Limits, fault_word, find, read_limits, read_namespaces
from momstation.devices.opcua_outputs import Outputs
from momstation.devices.opcua_security import Keys, application_uri, secure
from momstation.devices.opcua_subscription import Subscription
from momstation.devices.opcua_trouble import Trouble, trouble_of
from momstation.devices.opcua_values import decode
from momstation.devices.sentences import coded
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link, Quality, Reading
from momstation.plant.signals import MachineBinding, SignalBinding

CONNECT_TIMEOUT_S = 6.0
REQUEST_TIMEOUT_S = 4.0
GOODBYE_TIMEOUT_S = 0.5
_AN_HOUR_S = 3600.0
"""The library's own watchdog is kept out of the way: it would read a value each second and know less than we
do."""
_RETRY_S = 2.0
_SLOW_RETRY_S = 10.0
_QUICK_RETRIES = 10
_log = logging.getLogger(__name__)


class Connection:
    """``run`` connects, subscribes and listens; it returns the trouble that ended it, never in good
    health."""

    def __init__(
        self,
        binding: MachineBinding,
        keys: Keys,
        tell_reading: Callable[[Reading], None],
        tell_link: Callable[[LinkWord], None],
        outputs: Outputs,
    ) -> None:
        self._binding = binding
        self._outputs = outputs
        self._keys = keys
        self._tell_reading = tell_reading
        self._tell_link = tell_link
        self._client = Client(binding.endpoint, timeout=REQUEST_TIMEOUT_S, watchdog_intervall=_AN_HOUR_S)
        self._client.name = self._client.description = f"momstation {binding.code}"
        self._client.application_uri = application_uri()
        self._client.session_timeout = int(binding.session_timeout_s * 1000)
        self._client.connection_lost_callback = self._on_lost
        self._subscription = Subscription(
            self._client, binding, self._on_value, self._on_publish, self._on_subscription_gone
        )
        self._faults: dict[str, LinkWord] = {}
        self._limits = Limits()
        self._ended: asyncio.Future[Trouble] = asyncio.get_running_loop().create_future()
        self.was_live = False

    async def run(self) -> Trouble:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await secure(self._client, self._binding, self._keys)
                await self._client.connect()
            self._limits = await read_limits(self._client)
            await self._subscription.create()
            await self._ask_for(self._binding.signals)
            return await self._serve_and_listen()
        except (OSError, TimeoutError, ua.UaError, AssertionError, AttributeError, Trouble) as wrong:
            return trouble_of(wrong, self._binding, self._keys.own_thumbprint)
        finally:
            await self._close()

    async def _serve_and_listen(self) -> Trouble:
        serving = asyncio.create_task(self._outputs.serve(self._client), name="outputs")
        try:
            return await self._listen()
        finally:
            serving.cancel()
            await asyncio.wait([serving])

    async def _on_lost(self, _wrong: Exception) -> None:
        self._end(Trouble(Link.LOST, "connection_closed", {"endpoint": self._binding.endpoint}))

    def _on_subscription_gone(self) -> None:
        self._end(Trouble(Link.LOST, "subscription_gone", {}))

    def _end(self, trouble: Trouble) -> None:
        if not self._ended.done():
            self._ended.set_result(trouble)

    async def _ask_for(self, signals: Sequence[SignalBinding]) -> None:
        """Ask for every usable node; what is unusable or refused is remembered and asked for again."""
        namespaces = await read_namespaces(self._client)
        found = await find(self._client, self._binding, signals, namespaces, self._limits)
        for thing in found:
            if thing.fault is not None:
                self._refuse(thing.signal, thing.fault)
        usable = [thing for thing in found if thing.fault is None]
        for signal, fault in await self._subscription.monitor(usable, self._limits.items):
            self._refuse(signal, fault)
        self._forgive(usable)

    def _forgive(self, usable: Sequence[Found]) -> None:
        for thing in usable:
            if thing.signal.role in self._subscription.monitored:
                self._faults.pop(thing.signal.role, None)

    def _refuse(self, signal: SignalBinding, fault: LinkWord) -> None:
        if self._faults.get(signal.role) == fault:
            return
        self._faults[signal.role] = fault
        _log.warning("Signal %s of machine %s cannot be read: %s", signal.role, self._binding.code, fault)
        quality = Quality.CHANGED if fault.key == "type_wrong" else Quality.BAD
        self._tell_reading(
            Reading(
                machine=self._binding.code,
                signal=signal.role,
                value=None,
                quality=quality,
                reason=coded(fault.key, fault.values),
                source_time=None,
                server_time=None,
                received_at=datetime.now(UTC),
                received_monotonic=time.monotonic(),
            )
        )

    def _on_value(self, signal: SignalBinding, data: ua.DataValue, arrived: float) -> None:
        heard = decode(data, signal.type)
        reason = coded(heard.reason, {"status": heard.status} if heard.status else {})
        if heard.quality is Quality.CHANGED:
            fault = fault_word("type_wrong", self._binding, signal, found=heard.found)
            self._faults[signal.role] = fault
            reason = coded(fault.key, fault.values)
        elif heard.quality is Quality.GOOD:
            self._faults.pop(signal.role, None)
        self._tell_reading(
            Reading(
                machine=self._binding.code,
                signal=signal.role,
                value=heard.value,
                quality=heard.quality,
                reason=reason,
                source_time=heard.source_time,
                server_time=heard.server_time,
                received_at=datetime.now(UTC),
                received_monotonic=arrived,
                is_overflow=heard.is_overflow,
            )
        )

    def _on_publish(self) -> None:
        self.was_live = True
        self._tell_link(self._health())

    def _health(self) -> LinkWord:
        """Misconfigured as long as one signal cannot be read; the others are told all the same."""
        return next(iter(self._faults.values()), LinkWord(Link.LIVE))

    async def _listen(self) -> Trouble:
        """Until the connection ends or the machine falls silent; meanwhile refused signals are asked for
        again."""
        keep_alive = self._subscription.keep_alive
        next_retry, retries = time.monotonic() + _RETRY_S, 0
        while True:
            before = time.monotonic()
            done, _ = await asyncio.wait([self._ended], timeout=keep_alive.look_every_s())
            if done:
                return self._ended.result()
            now = time.monotonic()
            if now - before > keep_alive.look_every_s() + keep_alive.period_s:
                keep_alive.slept(now)
            if keep_alive.is_silent(now):
                return Trouble(Link.STALE, "silent", {})
            if self._faults and now >= next_retry:
                retries += 1
                next_retry = now + (_RETRY_S if retries < _QUICK_RETRIES else _SLOW_RETRY_S)
                await self._retry()

    async def _retry(self) -> None:
        monitored = self._subscription.monitored
        missing = [s for s in self._binding.signals if s.role in self._faults and s.role not in monitored]
        if missing:
            await self._ask_for(missing)

    async def _close(self) -> None:
        """Say goodbye, so that the machine frees the session at once; a machine that does not listen is
        left."""
        self._ended.cancel()
        try:
            async with asyncio.timeout(GOODBYE_TIMEOUT_S):
                await self._client.disconnect()
        except (OSError, TimeoutError, ua.UaError, AttributeError):
            pass
        finally:
            self._client.disconnect_socket()
