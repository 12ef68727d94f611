"""Finds each signal's node afresh at every connect, and compares what stands there with what was configured.

A machine's namespaces may come in another order after a restart, and its program may have been changed: a
node id that once fitted is no proof of anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from asyncua import Client, ua

from momstation.devices.opcua_values import FITS, describe, status_name
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding, SignalBinding

_SCALAR_OR_ANY = (-3, -2, -1)
_CAREFUL_BATCH = 50
"""Small controls refuse or choke on more, and not all of them say how much they take."""
_ANY_TYPE = 24
"""BaseDataType; the numbers below it are the built-in types, and the same as those of variants."""
_READ_LIMIT = ua.NodeId(ua.Int32(ua.ObjectIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead))
_ITEM_LIMIT = ua.NodeId(
    ua.Int32(ua.ObjectIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall)
)
_NAMESPACES = ua.NodeId(ua.Int32(ua.ObjectIds.Server_NamespaceArray))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many nodes one request may name."""

    read: int = _CAREFUL_BATCH
    items: int = _CAREFUL_BATCH


@dataclass(frozen=True, slots=True)
class Found:
    """A signal and its node on the machine as it is now; ``fault`` says why it cannot be used."""

    signal: SignalBinding
    node: ua.NodeId | None
    fault: LinkWord | None = None


async def read_namespaces(client: Client) -> list[str]:
    (data,) = await _read(client, [(_NAMESPACES, ua.AttributeIds.Value)])
    names = data.Value.Value if data.Value is not None else None
    return [str(name) for name in names] if isinstance(names, list) else []


async def read_limits(client: Client) -> Limits:
    data = await _read(client, [(_READ_LIMIT, ua.AttributeIds.Value), (_ITEM_LIMIT, ua.AttributeIds.Value)])
    read, items = (_limit(value) for value in data)
    return Limits(read, items)


def _limit(data: ua.DataValue) -> int:
    value = data.Value.Value if data.Value is not None else None
    return min(value, _CAREFUL_BATCH) if isinstance(value, int) and value > 0 else _CAREFUL_BATCH


async def find(
    client: Client,
    binding: MachineBinding,
    signals: Sequence[SignalBinding],
    namespaces: list[str],
    limits: Limits,
) -> list[Found]:
    """Every signal with its node, or with the reason why it has none."""
    found: list[Found] = []
    for some in batches(signals, max(1, limits.read // 3)):
        found += await _find_some(client, binding, some, namespaces)
    return found


async def _find_some(
    client: Client, binding: MachineBinding, signals: Sequence[SignalBinding], namespaces: list[str]
) -> list[Found]:
    nodes = [resolve(signal.node_id, namespaces) for signal in signals]
    asked = [node for node in nodes if node is not None]
    attributes = (ua.AttributeIds.Value, ua.AttributeIds.DataType, ua.AttributeIds.ValueRank)
    answers = (
        await _read(client, [(node, attribute) for node in asked for attribute in attributes])
        if asked
        else []
    )
    found: list[Found] = []
    for signal, node in zip(signals, nodes, strict=True):
        if node is None:
            found.append(Found(signal, None, fault_word("namespace_unknown", binding, signal)))
            continue
        value, data_type, rank = answers[:3]
        del answers[:3]
        found.append(Found(signal, node, _fault(binding, signal, value, data_type, rank)))
    return found


def _fault(
    binding: MachineBinding,
    signal: SignalBinding,
    value: ua.DataValue,
    data_type: ua.DataValue,
    rank: ua.DataValue,
) -> LinkWord | None:
    refusal = _refusal(data_type) or _refusal(rank)
    if refusal in ("BadNodeIdUnknown", "BadNodeIdInvalid", "BadAttributeIdInvalid"):
        return fault_word("node_unknown", binding, signal)
    if refusal:
        return fault_word("node_refused", binding, signal, detail=refusal)
    found = _misfit(signal, value.Value, data_type, rank)
    return fault_word("type_wrong", binding, signal, found=found) if found else None


def _misfit(
    signal: SignalBinding, variant: ua.Variant | None, data_type: ua.DataValue, rank: ua.DataValue
) -> str:
    """What stands there instead, or nothing. A value speaks for itself; without one the declaration does."""
    if variant is not None and variant.Value is not None:
        is_array = isinstance(variant.Value, list) or variant.is_array
        return describe(variant) if is_array or variant.VariantType not in FITS[signal.type] else ""
    declared = data_type.Value.Value if data_type.Value is not None else None
    value_rank = rank.Value.Value if rank.Value is not None else -1
    if value_rank not in _SCALAR_OR_ANY:
        return f"array of rank {value_rank}"
    built_in = _built_in(declared)
    if built_in is None or built_in in FITS[signal.type]:
        return ""
    return str(built_in.name)


def _built_in(data_type: object) -> ua.VariantType | None:
    """The built-in type that a node declares; None for "any", and for types that only a value can tell."""
    if not isinstance(data_type, ua.NodeId) or data_type.NamespaceIndex != 0:
        return None
    number = data_type.Identifier
    if not isinstance(number, int) or not 1 <= number < _ANY_TYPE:
        return None
    return ua.VariantType(number)


def _refusal(data: ua.DataValue) -> str:
    return (
        status_name(int(data.StatusCode.value))
        if data.StatusCode is not None and data.StatusCode.is_bad()
        else ""
    )


def resolve(text: str, namespaces: Sequence[str]) -> ua.NodeId | None:
    """The node id with this server's index for its namespace; None when the server has no such namespace."""
    head, separator, identifier = text.rpartition(";")
    if head.startswith("nsu="):
        uri = head.removeprefix("nsu=")
        if uri not in namespaces:
            return None
        head = f"ns={namespaces.index(uri)}"
    try:
        return ua.NodeId.from_string(f"{head}{separator}{identifier}")
    except (ua.UaError, ValueError):
        return None


def fault_word(key: str, binding: MachineBinding, signal: SignalBinding, **values: str) -> LinkWord:
    about = {
        "machine": binding.code,
        "signal": signal.role,
        "node_id": signal.node_id,
        "expected": signal.type.value,
    }
    return LinkWord(Link.MISCONFIGURED, key, {**about, **values})


def batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


async def _read(client: Client, what: Sequence[tuple[ua.NodeId, ua.AttributeIds]]) -> list[ua.DataValue]:
    parameters = ua.ReadParameters()
    parameters.TimestampsToReturn = ua.TimestampsToReturn.Neither
    for node, attribute in what:
        wanted = ua.ReadValueId()
        wanted.NodeId = node
        wanted.AttributeId = attribute
        parameters.NodesToRead.append(wanted)
    return list(await client.uaclient.session.read(parameters))
