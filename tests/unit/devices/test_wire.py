"""Frames come out as they went in, however they are cut; nonsense is refused."""

from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.devices.sentences import SENTENCES, coded, say, say_coded
from momstation.devices.wire import (
    BadFrameError,
    LinkWord,
    Unpacker,
    batch_frame,
    batch_of,
    link_frame,
    link_of,
    pack,
)
from momstation.plant.readings import Link, Quality, Reading

TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
READINGS = st.builds(
    Reading,
    machine=st.just("P07"),
    signal=st.sampled_from(["state", "good_count"]),
    value=st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.text(max_size=20),
    quality=st.sampled_from(Quality),
    reason=st.text(max_size=10),
    source_time=TIMES,
    server_time=TIMES,
    received_at=st.datetimes(timezones=st.just(UTC)),
    received_monotonic=st.floats(0, 1e9),
    is_overflow=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(st.lists(READINGS, max_size=4), max_size=4), st.integers(1, 50))
def test_batches_survive_the_wire(batches: list[list[Reading]], size: int) -> None:
    stream = b"".join(pack(batch_frame(number, batch)) for number, batch in enumerate(batches))
    unpacker = Unpacker()
    frames = [
        frame
        for start in range(0, len(stream), size)
        for frame in unpacker.feed(stream[start : start + size])
    ]
    assert [batch_of("P07", frame) for frame in frames] == batches
    assert [frame["n"] for frame in frames] == list(range(len(batches)))


def test_the_state_of_a_link_survives_the_wire() -> None:
    word = LinkWord(Link.STALE, "endpoint_silent", {"endpoint": "opc.tcp://x"})
    assert link_of(link_frame(word)) == word


@pytest.mark.parametrize(
    "nonsense",
    [b"\xff\xff\xff\xff", b"\x00\x00\x00\x02xx", b"\x00\x00\x00\x02[]", b'\x00\x00\x00\x07{"t":1}'],
)
def test_nonsense_is_refused(nonsense: bytes) -> None:
    with pytest.raises(BadFrameError):
        list(Unpacker().feed(nonsense))


def test_broken_frames_are_refused() -> None:
    with pytest.raises(BadFrameError):
        batch_of("P07", {"t": "batch", "n": 1, "r": [["state"]]})
    with pytest.raises(BadFrameError):
        link_of({"t": "link", "status": "dancing", "key": "", "values": {}})


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["endpoint", "detail"]), st.text("ab =;:/", max_size=9), min_size=2))
def test_a_sentence_that_is_not_said_yet_survives_the_wire(values: dict[str, str]) -> None:
    assert say_coded(coded("not_opcua", values)) == say("not_opcua", values)
    assert say_coded("") == ""


class _Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"<{name}>"


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_can_be_said(key: str) -> None:
    sentence = say(key, _Anything())
    assert sentence
    assert sentence[-1] in ".>"
