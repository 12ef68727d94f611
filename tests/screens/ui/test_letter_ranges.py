"""A card index of names: every name lies behind one tab, and the tab says behind which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momstation.ui.letter_ranges import CardIndex, Stretch, in_letters

NAMES = st.lists(st.text("abcÄöé M019 -.", min_size=1, max_size=12), max_size=60)


def cut(names: list[str], most: int) -> list[tuple[str, list[str]]]:
    ordered = sorted(names, key=in_letters)
    parts = CardIndex(ordered).stretches(most)
    return [(part.label, ordered[part.first : part.last + 1]) for part in parts]


@given(NAMES, st.integers(1, 12))
def test_every_name_lies_behind_one_tab(names: list[str], most: int) -> None:
    parts = cut(names, most)
    assert [name for _label, part in parts for name in part] == sorted(names, key=in_letters)
    assert all(1 <= len(part) <= most for _label, part in parts)
    assert all(label.strip() for label, _part in parts)


@given(NAMES, st.integers(2, 12))
def test_there_are_at_most_twice_as_many_tabs_as_it_takes(names: list[str], most: int) -> None:
    fewest = -(-len(names) // most)
    assert len(cut(names, most)) <= max(1, 2 * fewest)


def test_names_stand_by_their_letters_whatever_their_case_accents_and_digits() -> None:
    names = ["Zange", "Öl fehlt", "M10", "ofen kalt", "M9", "Überlast", "Material falsch", "été", "eau"]
    ordered = ["eau", "été", "M9", "M10", "Material falsch", "ofen kalt", "Öl fehlt", "Überlast", "Zange"]
    assert sorted(names, key=in_letters) == ordered


@pytest.mark.parametrize(
    ("names", "most", "labels"),
    [
        (["Air", "Belt", "Coil", "Die", "Ejector", "Fan"], 3, ["A–C", "D–F"]),
        (["Air", "Ant", "Belt", "Bolt", "Brake", "Coil"], 4, ["A", "B–C"]),
        (["Air leak", "Alarm", "Coil"], 2, ["A", "C"]),
        (["Cable", "Camera", "Clamp", "Coil", "Crane", "Door"], 3, ["Ca–Cl", "Co–D"]),
        ([f"Reason number {n}" for n in range(1, 13)], 4, ["1–4", "5–8", "9–12"]),
        ([f"Cylinder {n} {what}" for n in (1, 2) for what in ("leaks", "loose")] + ["Door"], 2, ["…1", "…2", "D"]),
        (["اجتماع", "باب", "تنظيف", "ثقب"], 2, ["ا–ب", "ت–ث"]),
        (["Same"] * 3, 2, ["Same", "Same"]),
    ],
)  # fmt: skip
def test_a_tab_says_what_lies_behind_it(names: list[str], most: int, labels: list[str]) -> None:
    assert [label for label, _part in cut(names, most)] == labels


def test_names_are_parted_where_their_letters_change() -> None:
    names = ["A1", "A2", "A3", "A4", "B1", "B2", "B3", "C1"]
    assert [part for _label, part in cut(names, 5)] == [names[:4], names[4:]]


def test_what_lies_behind_tabs_is_of_like_length() -> None:
    names = [f"M{n}" for n in range(1, 101)]
    assert {len(part) for _label, part in cut(names, 30)} == {25}


def test_without_a_name_there_is_no_tab() -> None:
    assert CardIndex([]).stretches(5) == ()
    assert CardIndex(["One"]).stretches(5) == (Stretch(0, 1, "O"),)
