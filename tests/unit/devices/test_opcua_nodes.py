"""A node is found by its namespace's name, wherever the server has put that namespace this time."""

import pytest

from momstation.devices.opcua_nodes import batches, resolve

NAMES = ["http://opcfoundation.org/UA/", "urn:server", "urn:plc"]


@pytest.mark.parametrize(
    ("text", "index", "identifier"),
    [
        ("nsu=urn:plc;s=P07.State", 2, "P07.State"),
        ('nsu=urn:plc;s="DB 1"."state"', 2, '"DB 1"."state"'),
        ("ns=3;s=P07.State", 3, "P07.State"),
        ("nsu=urn:plc;i=4711", 2, 4711),
        ("i=2258", 0, 2258),
    ],
)
def test_text_becomes_a_node_id(text: str, index: int, identifier: object) -> None:
    node = resolve(text, NAMES)
    assert node is not None
    assert (node.NamespaceIndex, node.Identifier) == (index, identifier)


def test_namespaces_in_another_order_are_followed() -> None:
    node = resolve("nsu=urn:plc;s=x", [NAMES[0], NAMES[2], NAMES[1]])
    assert node is not None
    assert node.NamespaceIndex == 1


@pytest.mark.parametrize("text", ["nsu=urn:elsewhere;s=x", "ns=2;i=twelve", "nsu=;s=x"])
def test_what_leads_nowhere_is_none(text: str) -> None:
    assert resolve(text, NAMES) is None


def test_batches_hold_everything_once_in_order() -> None:
    assert [list(some) for some in batches(range(7), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
