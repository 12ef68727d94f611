"""Asks a connected machine to publish its signals, in portions that it can take."""

import time
from collections.abc import Callable, Sequence

from asyncua import Client, ua

from momstation.devices.opcua_keep_alive import KeepAlive, lifetime_of
from momstation.devices.opcua_nodes import Found, batches, fault_word
from momstation.devices.opcua_values import status_name
from momstation.devices.wire import LinkWord
from momstation.plant.signals import MachineBinding, SignalBinding

_QUEUE = 20
"""Values that a machine keeps for a signal between two publishes; more than the four that sampling can
make."""
Refusal = tuple[SignalBinding, LinkWord]


class Subscription:
    """``on_value`` gets each value with the time its message arrived; ``on_publish`` each message, empty ones
    too."""

    def __init__(
        self,
        client: Client,
        binding: MachineBinding,
        on_value: Callable[[SignalBinding, ua.DataValue, float], None],
        on_publish: Callable[[], None],
        on_gone: Callable[[], None],
    ) -> None:
        self._session = client.uaclient.session
        self._binding = binding
        self._on_value = on_value
        self._on_publish = on_publish
        self._on_gone = on_gone
        self._id = 0
        self._signals: dict[int, SignalBinding] = {}
        self.keep_alive = KeepAlive(binding.keep_alive_s, time.monotonic())

    @property
    def monitored(self) -> frozenset[str]:
        """Roles of the signals that the machine publishes."""
        return frozenset(signal.role for signal in self._signals.values())

    async def create(self) -> None:
        count = self.keep_alive.count_for(self._binding.publishing_ms)
        wanted = ua.CreateSubscriptionParameters()
        wanted.RequestedPublishingInterval = ua.Duration(self._binding.publishing_ms)
        wanted.RequestedMaxKeepAliveCount = ua.Counter(count)
        wanted.RequestedLifetimeCount = ua.Counter(lifetime_of(count))
        wanted.PublishingEnabled = True
        self.keep_alive.heard(time.monotonic())
        granted = await self._session.create_subscription(wanted, self._take)
        self._id = granted.SubscriptionId
        interval_ms = float(granted.RevisedPublishingInterval)
        if not self.keep_alive.granted(interval_ms, int(granted.RevisedMaxKeepAliveCount)):
            await self._ask_again(interval_ms)

    async def _ask_again(self, interval_ms: float) -> None:
        count = self.keep_alive.count_for(interval_ms)
        wanted = ua.ModifySubscriptionParameters()
        wanted.SubscriptionId = ua.IntegerId(self._id)
        wanted.RequestedPublishingInterval = ua.Duration(interval_ms)
        wanted.RequestedMaxKeepAliveCount = ua.Counter(count)
        wanted.RequestedLifetimeCount = ua.Counter(lifetime_of(count))
        granted = await self._session.update_subscription(wanted)
        self.keep_alive.granted(interval_ms, int(granted.RevisedMaxKeepAliveCount))

    async def monitor(self, found: Sequence[Found], at_once: int) -> list[Refusal]:
        """Ask for every node, ``at_once`` in one request; returns what the machine refused."""
        refused: list[Refusal] = []
        for some in batches(found, at_once):
            refused += await self._monitor_some(some)
        return refused

    async def _monitor_some(self, some: Sequence[Found]) -> list[Refusal]:
        wanted = ua.CreateMonitoredItemsParameters()
        wanted.SubscriptionId = ua.IntegerId(self._id)
        wanted.TimestampsToReturn = ua.TimestampsToReturn.Both
        wanted.ItemsToCreate = [self._item(thing) for thing in some]
        results = await self._session.create_monitored_items(wanted)
        refused: list[Refusal] = []
        for thing, result in zip(some, results, strict=True):
            if not result.StatusCode.is_good():
                del self._signals[self._handle(thing.signal)]
                name = status_name(int(result.StatusCode.value))
                refused.append(
                    (thing.signal, fault_word("node_refused", self._binding, thing.signal, detail=name))
                )
        return refused

    def _handle(self, signal: SignalBinding) -> int:
        return self._binding.signals.index(signal) + 1

    def _item(self, thing: Found) -> ua.MonitoredItemCreateRequest:
        handle = self._handle(thing.signal)
        self._signals[handle] = thing.signal
        how = ua.MonitoringParameters()
        how.ClientHandle = ua.IntegerId(handle)
        how.SamplingInterval = ua.Duration(self._binding.publishing_ms / 2)
        how.QueueSize = ua.Counter(_QUEUE)
        how.DiscardOldest = True
        item = ua.MonitoredItemCreateRequest()
        item.ItemToMonitor.NodeId = thing.node or ua.NodeId()
        item.ItemToMonitor.AttributeId = ua.AttributeIds.Value
        item.MonitoringMode = ua.MonitoringMode.Reporting
        item.RequestedParameters = how
        return item

    def _take(self, result: ua.PublishResult) -> None:
        """The whole message at once: the library's own way, a task for each value, costs twice as much."""
        arrived = time.monotonic()
        self.keep_alive.heard(arrived)
        for notification in result.NotificationMessage.NotificationData or ():
            if isinstance(notification, ua.DataChangeNotification):
                for item in notification.MonitoredItems:
                    signal = self._signals.get(int(item.ClientHandle))
                    if signal is not None:
                        self._on_value(signal, item.Value, arrived)
            elif isinstance(notification, ua.StatusChangeNotification):
                self._on_gone()
        self._on_publish()
