"""What a scanned text is, before anybody asks what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.shell.codes import LONGEST_SHOWN, decode, printable


def test_an_aim_identifier_is_symbology_and_not_data() -> None:
    scan = decode("]Q1ORDER:4711-20")
    assert (scan.symbology, scan.text) == ("]Q1", "ORDER:4711-20")
    assert scan.fields == {"order": "4711-20"}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("BADGE:B-1001", {"badge": "B-1001"}),
        ("scrap:BURR", {"scrap": "BURR"}),
        ("STOP:JAM", {"stop": "JAM"}),
        ("FINISH", {"finish": ""}),
        ("HTTP://example", {}),
        ("4006381333931", {}),
        ("ORDER:", {}),
        ("", {}),
    ],
)
def test_plant_codes_say_what_they_are(text: str, fields: dict[str, str]) -> None:
    assert decode(text).fields == fields


def test_control_characters_are_shown_and_long_codes_cut() -> None:
    assert printable("A\x1dB\u202e") == "A\\x1dB\\u202e"
    cut = printable("9" * 4096)
    assert len(cut) == LONGEST_SHOWN
    assert cut.endswith("…")


@given(st.text())
def test_any_text_is_decoded_and_can_be_shown(text: str) -> None:
    decode(text)
    assert printable(text).isprintable()
    assert len(printable(text)) <= LONGEST_SHOWN
