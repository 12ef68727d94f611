"""The OPC UA server that simulated machines stand on."""

import asyncio
import random
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

from asyncua import Server, ua

from momstation.plant.signals import CYCLE_TIME, GOOD_COUNT, REJECT_COUNT, STATE
from momstation.simulation.faults import Faults
from momstation.simulation.machine import BROKEN_DOWN, LAMPS, NAMESPACE, NODES, TEMPERATURE, SimulatedMachine
from momstation.simulation.plant_security import secure_server

_PORTS = (20_000, 32_000)


class PlantServer:
    """Offers each machine's signals as variables ``CODE.Name`` of one namespace."""

    def __init__(self, machines: dict[str, SimulatedMachine], faults: Faults) -> None:
        self._machines = machines
        self._faults = faults
        self._server = Server()
        self._index = 0
        self._last: dict[str, ua.Variant] = {}

    async def start(self, port: int, certificates: Path | None) -> str:
        """Returns the endpoint's address."""
        await self._server.init()
        port = port or _free_port()
        endpoint = f"opc.tcp://127.0.0.1:{port}/momstation/plant"
        self._server.set_endpoint(endpoint)
        self._server.set_server_name("momstation simulated plant")
        await secure_server(self._server, certificates)
        self._index = await self._server.register_namespace(NAMESPACE)
        for machine in self._machines.values():
            await self._build(machine)
        await self._server.start()
        return endpoint

    async def stop(self) -> None:
        await self._server.stop()

    async def _build(self, machine: SimulatedMachine) -> None:
        objects = self._server.nodes.objects
        folder = await objects.add_object(
            self._node_id(machine.code), ua.QualifiedName(machine.code, self._index)
        )
        for role, value in machine.signals().items():
            name, _ = NODES[role]
            variant = ua.Variant(value, _variant_type(machine, role))
            browse_name = ua.QualifiedName(name, self._index)
            await folder.add_variable(self._node_id(f"{machine.code}.{name}"), browse_name, variant)
            await self.write(machine.code, role, value)
        for lamp in LAMPS:
            browse_name = ua.QualifiedName(lamp, self._index)
            node = await folder.add_variable(self._node_id(f"{machine.code}.{lamp}"), browse_name, False)
            await node.set_writable()

    def lamps(self, code: str) -> dict[str, bool]:
        """The stack light as it shines now."""
        return {lamp: bool(self._value_of(self._node_id(f"{code}.{lamp}"))) for lamp in LAMPS}

    def _value_of(self, node: ua.NodeId) -> object:
        data = self._server.iserver.aspace[node].attributes[ua.AttributeIds.Value].value
        return data.Value.Value if data is not None and data.Value is not None else None

    def _node_id(self, name: str) -> ua.NodeId:
        return ua.NodeId(ua.String(name), ua.Int16(self._index))

    async def write(self, code: str, role: str, value: float) -> None:
        key = f"{code}.{role}"
        self._last[key] = ua.Variant(value, _variant_type(self._machines[code], role))
        await self._publish(code, role)

    async def _publish(self, code: str, role: str) -> None:
        key = f"{code}.{role}"
        data = self._faults.apply(key, code, self._last[key], datetime.now(UTC))
        node = self._node_id(f"{code}.{NODES[role][0]}")
        if node in self._server.iserver.aspace:
            # The library guards the type of what is written; a control whose program was changed does not.
            self._server.iserver.aspace[node].attributes[ua.AttributeIds.Value].value = None
            await self._server.write_attribute_value(node, data)

    def take_over(self, machine: SimulatedMachine) -> None:
        """The machine's values as they are now become the ones to publish."""
        for role, value in machine.signals().items():
            self._last[f"{machine.code}.{role}"] = ua.Variant(value, _variant_type(machine, role))

    def publish_again(self, code: str) -> None:
        """After a fault was set or cleared: show every value as it is to be shown now."""
        for role in self._machines[code].signals():
            task = asyncio.get_running_loop().create_task(
                self._publish(code, role), name=f"publish {code}.{role}"
            )
            task.add_done_callback(lambda done: done.exception())

    def delete(self, code: str, role: str) -> None:
        """As after a program change: the node is no longer there."""
        node = self._server.get_node(self._node_id(f"{code}.{NODES[role][0]}"))
        task = asyncio.get_running_loop().create_task(
            self._server.delete_nodes([node]), name=f"delete {node}"
        )
        task.add_done_callback(lambda done: done.exception())

    def restore(self, code: str, role: str) -> None:
        """The program is loaded again."""
        task = asyncio.get_running_loop().create_task(
            self._restore(code, role), name=f"restore {code}.{role}"
        )
        task.add_done_callback(lambda done: done.exception())

    async def _restore(self, code: str, role: str) -> None:
        folder = self._server.get_node(self._node_id(code))
        name, _ = NODES[role]
        browse_name = ua.QualifiedName(name, self._index)
        node = self._node_id(f"{code}.{name}")
        if node not in self._server.iserver.aspace:
            await folder.add_variable(node, browse_name, self._last[f"{code}.{role}"])
        await self._publish(code, role)

    def freeze(self, seconds: float) -> None:
        """The control hangs: connected, and silent."""
        asyncio.get_running_loop().call_later(0.05, time.sleep, seconds)

    def drop_subscriptions(self) -> None:
        """The worst of all: still connected, and never a word again."""
        service = self._server.iserver.subscription_service
        task = asyncio.get_running_loop().create_task(
            service.delete_subscriptions(list(service.subscriptions)), name="drop subscriptions"
        )
        task.add_done_callback(lambda done: done.exception())

    def drop_sessions(self) -> int:
        """Cut every connection, as a switch that is restarted."""
        clients = list(self._server.bserver.clients) if self._server.bserver is not None else []
        for client in clients:
            if client.transport is not None:
                client.transport.abort()
        return len(clients)


def _variant_type(machine: SimulatedMachine, role: str) -> ua.VariantType:
    counter = ua.VariantType.UInt16 if machine.plan.counter_bits == 16 else ua.VariantType.UInt32
    return {
        STATE: ua.VariantType.Int32,
        GOOD_COUNT: counter,
        REJECT_COUNT: counter,
        CYCLE_TIME: ua.VariantType.Double,
        TEMPERATURE: ua.VariantType.Double,
        BROKEN_DOWN: ua.VariantType.Boolean,
    }[role]


def _free_port() -> int:
    """Of those that the system gives to nobody by itself: until the server listens somebody could have got another."""
    while True:
        port = random.SystemRandom().randint(*_PORTS)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
