"""Looks at a machine once, as ``momstation doctor`` wants it: everything that keeps its signals from being
read.

Loads the protocol library; import it only where the doctor runs.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from asyncua import Client, ua

from momstation.devices.opcua_nodes import Found, find, read_limits, read_namespaces
from momstation.devices.opcua_security import Keys, application_uri, secure
from momstation.devices.opcua_trouble import Trouble, trouble_of
from momstation.devices.quiet import hush
from momstation.devices.sentences import say
from momstation.plant.signals import MachineBinding


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: the machine itself (``signal`` None) or one of its signals.

    ``sentence`` says what is wrong and what to do about it; it is empty when all is well.
    """

    machine: str
    signal: str | None
    sentence: str = ""

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
    except (OSError, TimeoutError, ua.UaError, AssertionError, AttributeError, Trouble) as wrong:
        word = trouble_of(wrong, binding, keys.own_thumbprint).word
        return [Finding(binding.code, None, say(word.key, word.values))]
    finally:
        await _leave(client)
    return [Finding(binding.code, None), *(_finding(binding, one) for one in found)]


def _finding(binding: MachineBinding, found: Found) -> Finding:
    sentence = say(found.fault.key, found.fault.values) if found.fault is not None else ""
    return Finding(binding.code, found.signal.role, sentence)


async def _leave(client: Client) -> None:
    try:
        async with asyncio.timeout(1.0):
            await client.disconnect()
    except (OSError, TimeoutError, ua.UaError, AttributeError):
        client.disconnect_socket()
