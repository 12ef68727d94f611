"""Colour is kept for what is not normal: counted in pixels; and a theme that was left behind leaves nothing behind."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect

from benchmarks.pixels import saturated_share, saturated_within
from momstation.production.views import DeltaView, HomeView
from momstation.shell.board_view import BoardScreenView
from momstation.ui.status import Status
from momstation.ui.tokens import THEMES
from tests.support import production_views as made
from tests.support.shell_stage import Stage, a_board_screen

Build = Callable[..., Stage]
MOST = 0.003
MOST_ABNORMAL, LEAST_WITHIN = 0.015, 0.9
OTHERS = {"light": ("dark", "contrast"), "dark": ("contrast", "light"), "contrast": ("light", "dark")}


def a_normal_home() -> HomeView:
    """It runs, every hour was good, and nothing asks for anybody."""
    hours = tuple(replace(hour, good=max(hour.good, 50), is_low=False) for hour in made.HOURS)
    card = made.an_order_card(delta=DeltaView("+3 ahead", "plan 409 at 14:05", Status.NORMAL, 3, 409))
    return made.a_home(hours=hours, strip=made.STRIP[2:], card=card)


def a_normal_board() -> BoardScreenView:
    screen = a_board_screen()
    calm = replace(screen.lines[2].row, hours=a_normal_home().hours)
    lines = tuple(
        replace(line, row=replace(calm, station=line.row.station), age_text="") for line in screen.lines
    )
    return replace(
        screen, status=Status.NORMAL, headline="All run.", lines=lines, unreasoned=(), to_settle=""
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_an_operators_home_in_a_normal_state_has_next_to_no_colour(
    stage: Build, theme: str, size: tuple[int, int]
) -> None:
    one = stage(theme=theme, size=size, home=a_normal_home())

    async def scene() -> None:
        assert saturated_share(one.window.grab().toImage()) <= MOST

    one.play(scene)


@pytest.mark.parametrize("theme", THEMES)
def test_a_team_leads_home_in_a_normal_state_has_next_to_no_colour(stage: Build, theme: str) -> None:
    one = stage(theme=theme, role="team_lead", size=(1920, 1080))
    one.board.view = a_normal_board()

    async def scene() -> None:
        assert saturated_share(one.window.grab().toImage()) <= MOST

    one.play(scene)


def an_abnormal_home() -> HomeView:
    """One alarm and one warning in the strip, behind its plan, and one bad hour."""
    alarm, warning = made.STRIP[0], made.STRIP[1]
    strip = (
        replace(alarm, status=Status.ALARM),
        replace(warning, status=Status.WARNING),
        *made.STRIP[2:],
    )
    return made.a_home(strip=strip)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_what_is_abnormal_has_little_colour_and_has_it_in_its_own_place(
    stage: Build, theme: str, size: tuple[int, int]
) -> None:
    one = stage(theme=theme, size=size, home=an_abnormal_home())

    async def scene() -> None:
        cards = [card for card in one.window.frame.strip.cards if card.isVisible()]
        shown = (*cards, one.sees("order.delta"), one.sees("hours"))
        places = [QRect(each.mapTo(one.window, QPoint(0, 0)), each.size()) for each in shown if each]
        image = one.window.grab().toImage()
        assert saturated_share(image) <= MOST_ABNORMAL
        assert saturated_within(image, places) >= LEAST_WITHIN

    one.play(scene)


def test_what_is_not_normal_is_seen_by_its_colour(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        assert saturated_share(one.window.grab().toImage()) > MOST

    one.play(scene)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_a_theme_that_was_left_and_comes_back_is_the_same_to_the_pixel(
    stage: Build, theme: str, role: str
) -> None:
    one = stage(theme=theme, role=role, size=(1920, 1080))

    async def scene() -> None:
        before = one.window.grab().toImage()
        for other in (*OTHERS[theme], theme):
            one.host.set_theme(other)
            await asyncio.sleep(0.02)
            one.window.grab()
        await one.settle()
        assert one.window.grab().toImage() == before

    one.play(scene)
