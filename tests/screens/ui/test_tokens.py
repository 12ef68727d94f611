"""The colours keep their promises: legible in three lights, apart for four kinds of eyes."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from momstation.core.paths import resources
from momstation.ui.status import Status
from momstation.ui.tokens import THEMES, TokensBrokenError, load_themes
from tests.support.colour_science import VISIONS, ciede2000, contrast, seen_by

TOKENS: dict[str, dict[str, str]] = json.loads((resources() / "themes" / "tokens.json").read_text("utf-8"))
GROUNDS = ("canvas", "surface", "raised")
STATUSES = ("alarm", "warning", "caution", "info", "hold", "ok", "offline")
SOFT = tuple(status for status in STATUSES if status != "offline")
PALE = {("light", "warning"), ("light", "caution")}
"""Amber and yellow cannot reach 3:1 on a light ground; they carry an edge instead."""


def on_grounds(theme: dict[str, str], token: str) -> float:
    return min(contrast(theme[token], theme[ground]) for ground in GROUNDS)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("token", "least"),
    [
        ("text", 7.0),
        ("text2", 4.5),
        ("accent", 4.5),
        ("outline", 3.0),
        ("focus", 3.0),
        ("data", 4.5),
        ("data2", 3.0),
        ("target", 4.5),
        ("disabled", 3.0),
    ],
)
def test_ink_stands_out_on_every_ground(name: str, token: str, least: float) -> None:
    assert on_grounds(TOKENS[name], token) >= least


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("status", STATUSES)
def test_words_on_a_status_fill_are_legible(name: str, status: str) -> None:
    theme = TOKENS[name]
    assert contrast(theme[f"on_{status}"], theme[status]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_fill_or_its_edge_stands_out(name: str, status: str) -> None:
    theme = TOKENS[name]
    edge = f"{status}_text" if (name, status) in PALE else status
    assert on_grounds(theme, edge) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("status", SOFT)
def test_text_and_status_ink_are_legible_on_the_soft_ground(name: str, status: str) -> None:
    theme = TOKENS[name]
    ink = theme.get(f"{status}_text", theme[status])
    assert contrast(theme["text"], theme[f"{status}_soft"]) >= 7.0
    assert contrast(ink, theme[f"{status}_soft"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_text_is_legible_on_every_other_ground_the_kit_paints(name: str) -> None:
    theme = TOKENS[name]
    assert contrast(theme["text"], theme["accent_soft"]) >= 7.0
    assert contrast(theme["text2"], theme["accent_soft"]) >= 4.5
    assert contrast(theme["text"], theme["sunken"]) >= 7.0
    assert contrast(theme["on_accent"], theme["accent"]) >= 4.5
    assert contrast(theme["canvas"], theme["text"]) >= 7.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_statuses_are_apart_for_every_eye(name: str, vision: str) -> None:
    seen = {status: seen_by(vision, TOKENS[name][status]) for status in STATUSES}
    nearest = min((ciede2000(seen[one], seen[other]), one, other) for one, other in combinations(STATUSES, 2))
    assert nearest[0] >= 9.5, nearest


def test_the_difference_formula_gives_its_authors_numbers() -> None:
    pairs = [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 3.2592, 0.335), 1.0),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
    ]
    for one, other, expected in pairs:
        assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)


def test_pale_fills_carry_their_dark_ink_as_edge() -> None:
    light = load_themes(resources() / "themes" / "tokens.json")["light"]
    for status in (Status.WARNING, Status.CAUTION):
        ink = light.ink(status)
        assert ink.edge == ink.text != ink.fill


def test_a_missing_colour_is_named(tmp_path: Path) -> None:
    broken = {**TOKENS, "dark": {k: v for k, v in TOKENS["dark"].items() if k != "hold_soft"}}
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps(broken), "utf-8")
    with pytest.raises(TokensBrokenError, match=r"dark lacks 'hold_soft'"):
        load_themes(path)


def test_a_colour_that_is_none_is_named(tmp_path: Path) -> None:
    broken = {**TOKENS, "light": {**TOKENS["light"], "focus": "blueish"}}
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps(broken), "utf-8")
    with pytest.raises(TokensBrokenError, match=r"light: no colour in focus"):
        load_themes(path)
