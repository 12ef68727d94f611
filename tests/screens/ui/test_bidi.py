"""An identifier reads the same in a right-to-left sentence as on its label."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.ui.bidi import isolated

_ISOLATES = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_ARABIC = "الطلب {} مغلق عند {}"
PARTS = st.text("ABCXYZabc0123456789", min_size=1, max_size=6)
CODES = st.lists(PARTS, min_size=2, max_size=4).map("-".join)


def shown_whole(text: str) -> list[str]:
    return _ISOLATES.findall(isolated(text))


@given(CODES, CODES)
def test_each_identifier_of_a_sentence_is_isolated_whole(first: str, second: str) -> None:
    assert shown_whole(_ARABIC.format(first, second)) == [first, second]


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    kept = text.replace("\u2068", "").replace("\u2069", "")
    assert isolated(kept).replace("\u2068", "").replace("\u2069", "") == kept


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("4711-20", ["4711-20"]),
        ("\u221218", ["\u221218"]),
        ("+3", ["+3"]),
        ("14:05", ["14:05"]),
        ("91,6 %", ["91,6"]),
        ("W-118/2", ["W-118/2"]),
        ("Press 07", ["Press 07"]),
        ("Bracket L, 3 mm", ["Bracket L, 3 mm"]),
        ("A. Meyer +1", ["A. Meyer +1"]),
        ("Something else?", ["Something else?"]),
        ("Waiting for material (coil)", ["Waiting for material (coil)"]),
        ("Coil A-771: 26 min left.", ["Coil A-771: 26 min left."]),
        ("Press 07 · Line 3", ["Press 07", "Line 3"]),
        ("412 / 600", ["412", "600"]),
        ("Press 07: متوقفة", ["Press 07"]),
        ("خردة 7 · 1.7\u00a0%", ["7", "1.7\u00a0%"]),
        ("خردة", []),
        ("", []),
    ],
)
def test_what_is_isolated(text: str, whole: list[str]) -> None:
    assert shown_whole(text) == whole
