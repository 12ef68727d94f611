"""The same event is the same bytes for ever: signatures and chains rest on it."""

import hashlib
import typing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Event, UnknownEvent
from momstation.events.codec import KINDS, canonical, chain_hash, content_hash, decode, encode, readable
from momstation.events.plant import DefinitionPut

any_text = st.text(st.characters(exclude_categories=()))
ids = st.binary(min_size=16, max_size=16)


class Everything(Event, frozen=True, kw_only=True):
    """One field of each sort that an event may have."""

    kind: ClassVar[str] = "test.everything"
    text: str
    whole: int
    fraction: Decimal
    at: datetime
    is_so: bool | None
    many: tuple[str, ...]
    named: dict[str, int]

    def stream(self) -> str:
        return "test/1"


moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
everything = st.builds(
    Everything,
    text=any_text,
    whole=st.integers(),
    fraction=st.decimals(allow_nan=False, allow_infinity=False),
    at=moments,
    is_so=st.none() | st.booleans(),
    many=st.lists(any_text, max_size=3).map(tuple),
    named=st.dictionaries(any_text, st.integers(), max_size=3),
)


@given(everything)
def test_an_event_is_canonical_json_whatever_is_in_it(event: Everything) -> None:
    said = encode(event)
    assert said == canonical(msgspec.to_builtins(event))
    assert said.isascii()


@given(
    event_id=ids,
    hlc=st.integers(0, (1 << 63) - 1),
    stream=any_text,
    basis=st.lists(ids, max_size=3),
    text=any_text,
)
def test_the_content_hash_is_that_of_canonical_json(
    event_id: bytes, hlc: int, stream: str, basis: list[bytes], text: str
) -> None:
    payload = encode(DefinitionPut(entity="reason", id="a", version=1, body=text))
    parts = [event_id.hex(), hlc, "k", 1, stream, [one.hex() for one in basis], payload]
    expected = hashlib.sha256(canonical(parts).encode()).digest()
    assert content_hash(event_id, hlc, "k", 1, stream, tuple(basis), payload) == expected


def test_bytes_and_hashes_of_a_released_event_never_change() -> None:
    event = DefinitionPut(entity="reason", id="a/1", version=7, body='{"name":"Größe\x00\x7f"}')
    said = encode(event)
    assert said == (
        '{"body":"{\\"name\\":\\"Gr\\u00f6\\u00dfe\\u0000\\u007f\\"}","entity":"reason","id":"a/1","version":7}'
    )
    content = content_hash(b"\x01" * 16, 99, event.kind, 1, event.stream(), (b"\x02" * 16,), said)
    assert content.hex() == "1b680a4d3ef0cc90eaffcf274954db6b807c8bc1e878295eff33ac19e3e15b24"
    assert (
        chain_hash(b"", content).hex() == "074a0c1b78f98e0e2707a28d07d138fe87184ec451254d90523ccaa517e1f435"
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_no_event_has_a_float(kind: type[Event]) -> None:
    assert "float" not in {part.__name__ for part in _parts(kind) if isinstance(part, type)}


def _parts(annotation: object) -> set[object]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        hints = typing.get_type_hints(annotation)
        return {annotation}.union(*(_parts(hints[name]) for name in annotation.__struct_fields__))
    inner = typing.get_args(annotation)
    return {annotation}.union(*(_parts(one) for one in inner)) if inner else {annotation}


@given(any_text.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_an_event_is_read_back_the_same(text: str) -> None:
    event = DefinitionPut(entity="reason", id="a", version=1, body=text)
    assert decode(event.kind, event.v, event.stream(), encode(event)) == event


@pytest.mark.parametrize(
    ("kind", "v", "payload"),
    [
        ("plant.later", 1, "{}"),
        (DefinitionPut.kind, 99, "{}"),
        (DefinitionPut.kind, 1, '{"entity":1}'),
        (DefinitionPut.kind, 1, "no json"),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_is(kind: str, v: int, payload: str) -> None:
    assert decode(kind, v, "s/1", payload) == UnknownEvent(
        of_stream="s/1", of_kind=kind, of_v=v, payload=payload
    )


def test_half_a_character_is_written_as_one_that_is_missing() -> None:
    """What a payload says must be readable for everybody, or stations with equal records show unequal states."""
    broken, whole = _said("47\ud80011"), _said("47\ufffd11")
    assert decode(broken.kind, broken.v, broken.stream(), encode(broken)) == whole == readable(broken)
    assert readable(_said("47\U0001f60011")) == _said("47\U0001f60011")


def _said(body: str) -> DefinitionPut:
    return DefinitionPut(entity="reason", id=body, version=1, body=body)
