"""Millimetres become the pixels that the panels' data sheets say."""

from math import atan, degrees

import pytest

from momstation.ui.units import CAP_PER_EM, DESKTOP_24, PANEL_10, Density, Display, Role, Units


@pytest.mark.parametrize(
    ("inches", "width", "height", "px_for_20_mm"),
    [
        (10.1, 1280, 800, 118),
        (12.1, 1280, 800, 98),
        (15.6, 1366, 768, 79),
        (15.6, 1920, 1080, 111),
        (18.5, 1366, 768, 67),
        (21.5, 1920, 1080, 81),
    ],
)
def test_twenty_millimetres_on_real_panels(inches: float, width: int, height: int, px_for_20_mm: int) -> None:
    assert abs(Units(Display.from_diagonal(inches, width, height)).mm(20) - px_for_20_mm) <= 1


@pytest.mark.parametrize("display", [PANEL_10, DESKTOP_24, Display.from_dpi(96)])
@pytest.mark.parametrize(
    ("density", "target", "primary", "gap"), [(Density.TOUCH, 15, 20, 3), (Density.DESK, 9, 9, 1.5)]
)
def test_targets_are_never_below_their_millimetres(
    display: Display, density: Density, target: float, primary: float, gap: float
) -> None:
    units = Units(display, density)
    assert units.target / display.px_per_mm >= target
    assert units.primary / display.px_per_mm >= primary
    assert units.gap / display.px_per_mm >= gap
    assert units.target < (target + 1) * display.px_per_mm


@pytest.mark.parametrize("role", list(Role))
def test_capitals_are_as_high_as_their_reading_distance_asks(role: Role) -> None:
    units = Units(PANEL_10)
    cap_mm = units.font_px(role) * CAP_PER_EM / PANEL_10.px_per_mm
    assert cap_mm == pytest.approx(role.value, abs=0.06)


def test_the_glance_number_is_twenty_arc_minutes_at_two_and_a_half_metres() -> None:
    angle = degrees(2 * atan(Role.GLANCE.value / 2 / 2500)) * 60
    assert angle >= 19.9
    angle = degrees(2 * atan(Role.STATUS.value / 2 / 1500)) * 60
    assert angle >= 19.9


def test_no_font_falls_below_fourteen_pixels() -> None:
    coarse = Units(Display.from_diagonal(24, 1366, 768), Density.DESK)
    assert min(coarse.font_px(role) for role in Role) == 14


def test_text_scale_enlarges_text_and_leaves_targets() -> None:
    plain, large = Units(PANEL_10), Units(PANEL_10).scaled(125)
    assert large.font_px(Role.BODY) == pytest.approx(plain.font_px(Role.BODY) * 1.25, abs=1)
    assert large.font_px(Role.GLANCE) == plain.font_px(Role.GLANCE)
    assert large.target == plain.target


@pytest.mark.parametrize(
    ("inches", "size", "grows"),
    [(10.1, (1280, 800), 1.0), (15.6, (1366, 768), 1.42), (21.5, (1920, 1080), 1.6)],
)
def test_what_is_read_from_afar_grows_with_the_panel(
    inches: float, size: tuple[int, int], grows: float
) -> None:
    display = Display.from_diagonal(inches, *size)
    least, own = Units(display), Units(display, panel=size)
    assert own.afar == pytest.approx(grows, abs=0.02)
    for role in Role:
        assert own.font_px(role) >= least.font_px(role)
    assert own.font_px(Role.GLANCE) / least.font_px(Role.GLANCE) == pytest.approx(grows, abs=0.05)
    assert own.font_px(Role.BODY) / least.font_px(Role.BODY) == pytest.approx(1 + (grows - 1) / 2, abs=0.08)
    assert (own.target, own.primary, own.gap) == (least.target, least.primary, least.gap)


def test_a_desk_is_read_from_the_chair() -> None:
    assert Units(DESKTOP_24, Density.DESK, panel=(1920, 1080)).afar == 1.0
