"""Codes are cut from bytes the same way however the bytes come; halves, noise and endless frames are
refused."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.devices.framer import Framed, Framer, Framing, printable

AT = 100.0
LATER = AT + 10.0


def frames(framing: Framing, chunks: Sequence[bytes]) -> list[Framed]:
    """All chunks at once, then a long silence."""
    framer = Framer(framing)
    out = [frame for chunk in chunks for frame in framer.feed(chunk, AT)]
    return out + list(framer.idle(LATER))


def texts(framing: Framing, *chunks: bytes) -> list[tuple[str, str]]:
    return [(frame.text, frame.trouble) for frame in frames(framing, chunks)]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
@pytest.mark.parametrize("configured", [b"\r", b"\n", b"\r\n"])
def test_any_end_of_line_ends_a_code(configured: bytes, end: bytes) -> None:
    framing = Framing(suffix=configured)
    assert texts(framing, b"4711-20" + end + b"4711-30" + end) == [("4711-20", ""), ("4711-30", "")]


def test_other_suffixes_and_prefixes_are_taken_off() -> None:
    framing = Framing(prefix=b"\x02", suffix=b"\x03\x04")
    assert texts(framing, b"\x02A1\x03\x04\x02B2\x03\x04") == [("A1", ""), ("B2", "")]


def test_a_code_without_its_prefix_is_refused() -> None:
    assert texts(Framing(prefix=b"\x02"), b"711\r") == [("711", "scan_without_start")]


def test_half_a_code_waits_and_is_refused_after_the_silence() -> None:
    framer = Framer(Framing(idle_s=0.08))
    assert list(framer.feed(b"4711", AT)) == []
    assert list(framer.idle(AT + 0.07)) == []
    (half,) = framer.idle(AT + 0.081)
    assert (half.text, half.raw, half.trouble) == ("4711", b"4711", "scan_cut_short")
    assert framer.deadline() is None


def test_the_second_half_after_the_silence_is_not_glued_to_the_first() -> None:
    framer = Framer(Framing())
    list(framer.feed(b"47", AT))
    late = list(framer.feed(b"11-20\r", AT + 1.0))
    assert [(frame.text, frame.trouble) for frame in late] == [("47", "scan_cut_short"), ("11-20", "")]


def test_without_a_suffix_the_silence_ends_the_code() -> None:
    assert texts(Framing(suffix=b""), b"47", b"11") == [("4711", "")]


def test_separators_of_gs1_and_iso_15434_are_part_of_a_code() -> None:
    code = "[)>\x1e06\x1d12V123\x1dT1\x1e\x04"
    assert texts(Framing(), code.encode() + b"\r") == [(code, "")]


def test_four_kilobytes_without_an_end_are_refused_once() -> None:
    (frame,) = frames(Framing(), [b"x" * 5000])
    assert frame.trouble == "scan_too_long"
    assert frame.length == 5000
    assert len(frame.raw) == 4096


def test_the_longest_code_is_still_a_code() -> None:
    assert texts(Framing(), b"x" * 4096 + b"\r\n") == [("x" * 4096, "")]
    assert texts(Framing(suffix=b"\r\n"), b"x" * 4097 + b"\r")[0][1] == "scan_too_long"


def test_noise_is_one_refusal_until_the_next_silence() -> None:
    framer = Framer(Framing())
    noise = bytes(range(256)) * 4
    assert list(framer.feed(noise, AT)) == []
    (refused,) = framer.idle(LATER)
    assert refused.trouble == "scan_not_text"
    assert "\\x" in refused.text
    assert [frame.text for frame in framer.feed(b"4711\r", LATER + 1)] == ["4711"]


def test_time_of_a_code_is_the_arrival_of_its_last_byte() -> None:
    framer = Framer(Framing())
    list(framer.feed(b"47", AT))
    (frame,) = framer.feed(b"11\r", AT + 0.02)
    assert frame.at == AT + 0.02


def test_what_cannot_be_shown_is_escaped() -> None:
    assert printable(b"a\x00\xff\x1d") == "a\\x00\\xff\\x1d"
    assert printable(b"x" * 100).endswith("…")


CODE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=30)


@settings(deadline=None)
@given(st.lists(CODE, max_size=6), st.data())
def test_codes_come_out_as_they_went_in_however_they_are_cut(codes: list[str], data: st.DataObject) -> None:
    stream = b"".join(code.encode() + b"\r\n" for code in codes)
    assert texts(Framing(), *cut(stream, data)) == [(code, "") for code in codes]


@settings(deadline=None)
@given(st.binary(max_size=400), st.data())
def test_any_bytes_give_the_same_frames_however_they_are_cut(stream: bytes, data: st.DataObject) -> None:
    framing = Framing(max_length=64)
    assert frames(framing, cut(stream, data)) == frames(framing, [stream])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_whatever_comes_a_silence_makes_it_good_again(stream: bytes) -> None:
    framer = Framer(Framing())
    list(framer.feed(stream, AT))
    list(framer.idle(LATER))
    assert [frame.text for frame in framer.feed(b"4711\r", LATER + 1)] == ["4711"]


def cut(stream: bytes, data: st.DataObject) -> list[bytes]:
    places = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    edges = [0, *places, len(stream)]
    return [stream[a:b] for a, b in pairwise(edges)]
