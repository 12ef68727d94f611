"""Looks at a machine once, as ``momstation doctor`` wants it: everything that keeps its signals from being
read.

Loads the protocol library; import it only where the doctor runs.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asyncua import Client, ua

from momstation.devices.opcua_nodes import Found, find, read_limits, read_namespaces
from momstation.devices.opcua_security import Keys, application_uri, secure
from momstation.devices.opcua_trouble import Trouble, trouble_of
from momstation.devices.opcua_values import usable_time
from momstation.devices.quiet import hush
from momstation.devices.sentences import say
from momstation.plant.signals import MachineBinding

CLOCKS_APART_S = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: the machine itself (``signal`` None) or one of its signals.

    ``sentence`` says what is wrong and what to do about it; it is empty when all is well. ``is_warning``:
    values come all the same.
    """

    machine: str
    signal: str | None
    sentence: str = ""
    is_warning: bool = False

    @property
    def is_good(self) -> bool:
        return not self.sentence


def probe_endpoint(binding: MachineBinding, data_dir: Path, timeout_s: float = 5.0) -> list[Finding]:
    """Connect, look for every node, compare types, disconnect. Blocks for at most about ``timeout_s``."""
    hush()
    return asyncio.run(_probe(binding, Keys(data_dir / "machines"), timeout_s))


async def _probe(binding: MachineBinding, keys: Keys, timeout_s: float) -> list[Finding]:
    client = Client(binding.endpoint, timeout=timeout_s, watchdog_intervall=timeout_s * 10)
    client.name = client.description = f"momstation doctor {binding.code}"
    client.application_uri = application_uri()
    client.session_timeout = int(binding.session_timeout_s * 1000)
    try:
        async with asyncio.timeout(timeout_s):
            await secure(client, binding, keys)
            await client.connect()
            limits = await read_limits(client)
            namespaces = await read_namespaces(client)
            found = await find(client, binding, binding.signals, namespaces, limits)
            clock = await _clock(client, binding)
    except (OSError, TimeoutError, ua.UaError, AssertionError, AttributeError, Trouble) as wrong:
        word = trouble_of(wrong, binding, keys.own_thumbprint).word
        return [Finding(binding.code, None, say(word.key, word.values))]
    finally:
        await _leave(client)
    return [clock, *(_finding(binding, one) for one in found)]


async def _clock(client: Client, binding: MachineBinding) -> Finding:
    """Records are made by the station's clock; a machine's own log can only be compared if its clock is
    right."""
    node = client.get_node(ua.ObjectIds.Server_ServerStatus_CurrentTime)
    try:
        theirs = usable_time(await node.read_value())
    except ua.UaStatusCodeError:
        return Finding(binding.code, None)
    apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs is not None else 0.0
    if apart <= CLOCKS_APART_S:
        return Finding(binding.code, None)
    values = {"machine": binding.code, "seconds": str(round(apart))}
    return Finding(binding.code, None, say("clock_differs", values), is_warning=True)


def _finding(binding: MachineBinding, found: Found) -> Finding:
    sentence = say(found.fault.key, found.fault.values) if found.fault is not None else ""
    return Finding(binding.code, found.signal.role, sentence)


async def _leave(client: Client) -> None:
    try:
        async with asyncio.timeout(1.0):
            await client.disconnect()
    except (OSError, TimeoutError, ua.UaError, AttributeError):
        client.disconnect_socket()
