"""Switches the outputs that a machine offers the station, and brings them in line again after each connect."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress

from asyncua import Client, ua

from momstation.devices.opcua_nodes import read_namespaces, resolve
from momstation.devices.opcua_values import status_name
from momstation.plant.signals import OutputBinding

_GOODBYE_S = 0.5
_log = logging.getLogger(__name__)


class Outputs:
    """What is wanted of each output outlives connections; an output that cannot be written is told once."""

    def __init__(self, machine: str, bindings: Iterable[OutputBinding]) -> None:
        self._machine = machine
        self._nodes = {one.name: one.node_id for one in bindings}
        self._wanted: dict[str, bool] = {}
        self._written: dict[str, bool] = {}
        self._refused: dict[str, str] = {}
        self._news = asyncio.Event()
        self._moved = asyncio.Event()
        self._is_served = False

    def switch(self, name: str, is_on: bool) -> None:
        """Nothing for a name that the binding does not have."""
        if name in self._nodes:
            self._wanted[name] = is_on
            self._news.set()

    def all_off(self) -> None:
        """Nobody is there who would put a light out."""
        for name in self._wanted:
            self.switch(name, False)

    async def serve(self, client: Client) -> None:
        """Write what is wanted, at first all of it, as long as the connection lives."""
        self._written.clear()
        if not self._nodes:
            return
        try:
            self._is_served = True
            nodes = await self._resolve(client)
            while True:
                self._news.clear()
                await self._write(client, nodes)
                await self._news.wait()
        except (OSError, TimeoutError, ua.UaError) as wrong:  # the connection itself tells whether it is over
            _log.info("The outputs of machine %s are out of reach: %s", self._machine, wrong)
        finally:
            self._is_served = False
            self._moved.set()

    async def settle(self) -> None:
        """Until all is written that is wanted; not for long, and not at all while the machine is out of reach."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE_S):
                while self._is_served and self._written != self._wanted:
                    self._moved.clear()
                    await self._moved.wait()

    async def _resolve(self, client: Client) -> dict[str, ua.NodeId]:
        namespaces = await read_namespaces(client)
        found: dict[str, ua.NodeId] = {}
        for name, text in self._nodes.items():
            node = resolve(text, namespaces)
            if node is None:
                self._refuse(name, "its namespace is unknown")
            else:
                found[name] = node
        return found

    async def _write(self, client: Client, nodes: dict[str, ua.NodeId]) -> None:
        for name, is_on in tuple(self._wanted.items()):
            if self._written.get(name) == is_on:
                continue
            status = await _switch(client, nodes[name], is_on) if name in nodes else None
            self._written[name] = is_on
            if status is not None:
                self._refuse(name, status)
        self._moved.set()

    def _refuse(self, name: str, why: str) -> None:
        if self._refused.get(name) != why:
            self._refused[name] = why
            _log.warning(
                "Output %s of machine %s cannot be switched: node %s, %s",
                name, self._machine, self._nodes[name], why,
            )  # fmt: skip


async def _switch(client: Client, node: ua.NodeId, is_on: bool) -> str | None:
    """The status by which the machine refused, or None. Without times: many controls refuse to be given any."""
    wanted = ua.WriteValue()
    wanted.NodeId = node
    wanted.AttributeId = ua.AttributeIds.Value
    wanted.Value = ua.DataValue(ua.Variant(is_on, ua.VariantType.Boolean))
    parameters = ua.WriteParameters()
    parameters.NodesToWrite = [wanted]
    (status,) = await client.uaclient.session.write(parameters)
    return None if status.is_good() else status_name(int(status.value))
