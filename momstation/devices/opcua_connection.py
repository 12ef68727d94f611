"""One connection to one machine, from connecting to its end; a new one is made from nothing each time.

The library's own reconnect ends "connected" and silent after a frozen server, a refused subscription or a
re-loaded program, so nothing of an old connection is kept: the wanted list is ours.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from asyncua import Client, ua

from momstation.devices.opcua_nodes import (
    Found,
    Limits,
    batches,
    fault_word,
    find,
    read_limits,
    read_namespaces,
)
from momstation.devices.opcua_security import Keys, application_uri, secure
from momstation.devices.opcua_trouble import Trouble, trouble_of
from momstation.devices.opcua_values import Decoded, decode, status_name
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link, Quality, Reading
from momstation.plant.signals import MachineBinding, SignalBinding

CONNECT_TIMEOUT_S = 6.0
REQUEST_TIMEOUT_S = 4.0
GOODBYE_TIMEOUT_S = 0.5
MISSED_KEEP_ALIVES = 3
_LIFETIME_IN_KEEP_ALIVES = 30
_QUEUE = 20
_AN_HOUR_S = 3600.0
_RETRY_S = 2.0
_SLOW_RETRY_S = 10.0
_QUICK_RETRIES = 10
_log = logging.getLogger(__name__)
TellReading = Callable[[Reading], None]
TellLink = Callable[[LinkWord], None]


class Connection:
    """Connects, subscribes, listens. ``run`` returns the trouble that ended it; it never returns in good
    health."""

    def __init__(
        self,
        binding: MachineBinding,
        keys: Keys,
        tell_reading: TellReading,
        tell_link: TellLink,
    ) -> None:
        self._binding = binding
        self._keys = keys
        self._tell_reading = tell_reading
        self._tell_link = tell_link
        self._client = Client(binding.endpoint, timeout=REQUEST_TIMEOUT_S, watchdog_intervall=_AN_HOUR_S)
        self._client.name = self._client.description = f"momstation {binding.code}"
        self._client.application_uri = application_uri()
        self._client.session_timeout = int(binding.session_timeout_s * 1000)
        self._signals: dict[int, SignalBinding] = {}
        self._faults: dict[str, LinkWord] = {}
        self._limits = Limits()
        self._subscription = 0
        self._keep_alive_s = binding.keep_alive_s
        self._last_publish = time.monotonic()
        self._ended: asyncio.Future[Trouble] = asyncio.get_running_loop().create_future()
        self.was_live = False

    async def run(self) -> Trouble:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._open()
            await self._subscribe()
            return await self._listen()
        except (OSError, TimeoutError, ua.UaError, AssertionError, AttributeError, Trouble) as wrong:
            return trouble_of(wrong, self._binding, self._keys.own_thumbprint)
        finally:
            await self._close()

    async def _open(self) -> None:
        self._client.connection_lost_callback = self._on_lost
        await secure(self._client, self._binding, self._keys)
        await self._client.connect()

    async def _on_lost(self, _wrong: Exception) -> None:
        self._end(Trouble(Link.LOST, "connection_closed", {"endpoint": self._binding.endpoint}))

    def _end(self, trouble: Trouble) -> None:
        if not self._ended.done():
            self._ended.set_result(trouble)

    async def _subscribe(self) -> None:
        self._limits = await read_limits(self._client)
        namespaces = await read_namespaces(self._client)
        found = await find(self._client, self._binding, self._binding.signals, namespaces, self._limits)
        await self._create_subscription()
        await self._monitor(found)

    async def _create_subscription(self) -> None:
        wanted = self._wanted_keep_alives(self._binding.publishing_ms)
        parameters = ua.CreateSubscriptionParameters()
        parameters.RequestedPublishingInterval = ua.Duration(self._binding.publishing_ms)
        parameters.RequestedMaxKeepAliveCount = ua.Counter(wanted)
        parameters.RequestedLifetimeCount = ua.Counter(wanted * _LIFETIME_IN_KEEP_ALIVES)
        parameters.PublishingEnabled = True
        session = self._client.uaclient.session
        self._last_publish = time.monotonic()
        granted = await session.create_subscription(parameters, self._on_publish)
        self._subscription = granted.SubscriptionId
        interval_ms, count = float(granted.RevisedPublishingInterval), int(granted.RevisedMaxKeepAliveCount)
        if interval_ms * count > self._binding.keep_alive_s * 1500:
            count = await self._ask_shorter_keep_alive(interval_ms)
        self._keep_alive_s = max(interval_ms * count / 1000, 0.05)

    def _wanted_keep_alives(self, interval_ms: float) -> int:
        return max(1, round(self._binding.keep_alive_s * 1000 / max(interval_ms, 1)))

    async def _ask_shorter_keep_alive(self, interval_ms: float) -> int:
        """A server that revises the interval makes the keep-alive longer with it: minutes of silence
        otherwise."""
        wanted = self._wanted_keep_alives(interval_ms)
        parameters = ua.ModifySubscriptionParameters()
        parameters.SubscriptionId = ua.IntegerId(self._subscription)
        parameters.RequestedPublishingInterval = ua.Duration(interval_ms)
        parameters.RequestedMaxKeepAliveCount = ua.Counter(wanted)
        parameters.RequestedLifetimeCount = ua.Counter(wanted * _LIFETIME_IN_KEEP_ALIVES)
        granted = await self._client.uaclient.session.update_subscription(parameters)
        return int(granted.RevisedMaxKeepAliveCount)

    async def _monitor(self, found: list[Found]) -> None:
        """Ask for every usable node; what is unusable or refused is remembered and asked for again."""
        for thing in found:
            if thing.fault is not None:
                self._refuse(thing.signal, thing.fault)
        usable = [thing for thing in found if thing.fault is None]
        for some in batches(usable, self._limits.items):
            await self._monitor_some(some)

    async def _monitor_some(self, some: Sequence[Found]) -> None:
        parameters = ua.CreateMonitoredItemsParameters()
        parameters.SubscriptionId = ua.IntegerId(self._subscription)
        parameters.TimestampsToReturn = ua.TimestampsToReturn.Both
        parameters.ItemsToCreate = [self._item(thing) for thing in some]
        results = await self._client.uaclient.session.create_monitored_items(parameters)
        for thing, result in zip(some, results, strict=True):
            if result.StatusCode.is_good():
                self._faults.pop(thing.signal.role, None)
                continue
            del self._signals[self._handle(thing.signal)]
            name = status_name(int(result.StatusCode.value))
            self._refuse(thing.signal, fault_word("node_refused", self._binding, thing.signal, detail=name))

    def _item(self, thing: Found) -> ua.MonitoredItemCreateRequest:
        handle = self._handle(thing.signal)
        self._signals[handle] = thing.signal
        wanted = ua.MonitoringParameters()
        wanted.ClientHandle = ua.IntegerId(handle)
        wanted.SamplingInterval = ua.Duration(self._binding.publishing_ms / 2)
        wanted.QueueSize = ua.Counter(_QUEUE)
        wanted.DiscardOldest = True
        item = ua.MonitoredItemCreateRequest()
        item.ItemToMonitor.NodeId = thing.node or ua.NodeId()
        item.ItemToMonitor.AttributeId = ua.AttributeIds.Value
        item.MonitoringMode = ua.MonitoringMode.Reporting
        item.RequestedParameters = wanted
        return item

    def _handle(self, signal: SignalBinding) -> int:
        return self._binding.signals.index(signal) + 1

    def _refuse(self, signal: SignalBinding, fault: LinkWord) -> None:
        if self._faults.get(signal.role) == fault:
            return
        self._faults[signal.role] = fault
        _log.warning("Signal %s of machine %s cannot be read: %s", signal.role, self._binding.code, fault)
        quality = Quality.CHANGED if fault.key == "type_wrong" else Quality.BAD
        self._tell_reading(self._without_value(signal, quality, fault.key))

    def _without_value(self, signal: SignalBinding, quality: Quality, reason: str) -> Reading:
        return Reading(
            machine=self._binding.code,
            signal=signal.role,
            value=None,
            quality=quality,
            reason=reason,
            source_time=None,
            server_time=None,
            received_at=datetime.now(UTC),
            received_monotonic=time.monotonic(),
        )

    def _on_publish(self, result: ua.PublishResult) -> None:
        """The whole message at once: a task for each value would cost twice as much."""
        self._last_publish = arrived = time.monotonic()
        at = datetime.now(UTC)
        self.was_live = True
        for notification in result.NotificationMessage.NotificationData or ():
            if isinstance(notification, ua.DataChangeNotification):
                for item in notification.MonitoredItems:
                    self._on_value(item, arrived, at)
            elif isinstance(notification, ua.StatusChangeNotification):
                self._end(Trouble(Link.LOST, "subscription_gone", {}))
        self._tell_link(self._health())

    def _on_value(self, item: ua.MonitoredItemNotification, arrived: float, at: datetime) -> None:
        signal = self._signals.get(int(item.ClientHandle))
        if signal is None:
            return
        heard = decode(item.Value, signal.type)
        self._note_type(signal, heard)
        self._tell_reading(
            Reading(
                machine=self._binding.code,
                signal=signal.role,
                value=heard.value,
                quality=heard.quality,
                reason=heard.reason,
                source_time=heard.source_time,
                server_time=heard.server_time,
                received_at=at,
                received_monotonic=arrived,
                is_overflow=heard.is_overflow,
            )
        )

    def _note_type(self, signal: SignalBinding, heard: Decoded) -> None:
        if heard.quality is Quality.CHANGED:
            self._faults[signal.role] = fault_word("type_wrong", self._binding, signal, found=heard.found)
        elif heard.quality is Quality.GOOD:
            self._faults.pop(signal.role, None)

    def _health(self) -> LinkWord:
        return next(iter(self._faults.values()), LinkWord(Link.LIVE))

    async def _listen(self) -> Trouble:
        """Until the connection ends or the machine falls silent; meanwhile refused signals are asked for
        again."""
        look_every = min(self._keep_alive_s / 4, 0.5)
        next_retry, retries = time.monotonic() + _RETRY_S, 0
        while True:
            before = time.monotonic()
            done, _ = await asyncio.wait([self._ended], timeout=look_every)
            if done:
                return self._ended.result()
            now = time.monotonic()
            if now - before > look_every + self._keep_alive_s:
                self._last_publish = now  # this computer slept, not the machine
            silence = now - self._last_publish
            if silence > self._keep_alive_s * MISSED_KEEP_ALIVES:
                return Trouble(Link.STALE, "silent", {"seconds": str(math.ceil(silence))})
            if self._faults and now >= next_retry:
                retries += 1
                next_retry = now + (_RETRY_S if retries < _QUICK_RETRIES else _SLOW_RETRY_S)
                await self._retry()

    async def _retry(self) -> None:
        monitored = {signal.role for signal in self._signals.values()}
        missing = [s for s in self._binding.signals if s.role in self._faults and s.role not in monitored]
        if not missing:
            return
        namespaces = await read_namespaces(self._client)
        await self._monitor(await find(self._client, self._binding, missing, namespaces, self._limits))

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
