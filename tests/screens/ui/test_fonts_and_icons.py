"""The bundled typeface and icons are what is shown, whatever the machine has installed."""

import ast
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

import momstation.ui
from momstation.core.i18n import SHIPPED, SPEECH
from momstation.core.numbers import day, decimal_point, number
from momstation.core.paths import resources, translations
from momstation.ui.bidi import isolated
from momstation.ui.fonts import ARABIC, FAMILY, FontsMissingError, load_fonts
from momstation.ui.icons import IconMissingError, IconStore
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role
from tests.screens.ui.conftest import Show

ICONS = resources() / "icons"
MANIFEST: dict[str, list[str]] = json.loads((ICONS / "manifest.json").read_text("utf-8"))


@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("role", list(Role))
def test_every_role_shows_the_bundled_family(host: ThemeHost, role: Role, weight: Weight) -> None:
    info = QFontInfo(host.font(role, weight))
    assert info.family() == FAMILY
    assert info.weight() == weight.value.value
    assert info.pixelSize() == host.units.font_px(role)


@pytest.mark.parametrize("weight", list(Weight))
def test_digits_are_equally_wide(host: ThemeHost, weight: Weight) -> None:
    metrics = QFontMetricsF(host.font(Role.GLANCE, weight))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_zero_of_a_code_is_slashed_and_as_wide(host: ThemeHost, show: Show) -> None:
    plain, code = Text(host, "O0-100", role=Role.TITLE), Text(host, "O0-100", role=Role.TITLE, is_code=True)
    show(plain, code)
    assert plain.sizeHint() == code.sizeHint()
    assert plain.grab().toImage() != code.grab().toImage()


def test_glyphs_of_our_languages_are_there(host: ThemeHost) -> None:
    raw = QRawFont.fromFont(host.font(Role.BODY))
    missing = [
        sign for sign in "ÄÖÜäöüßéèêçàùœÉłżźćńóąęśŁñ¿−±×Ø°µ²…·→€" if not raw.supportsCharacter(ord(sign))
    ]
    assert missing == []


@pytest.mark.parametrize(
    "catalogue", sorted(translations().glob("*/LC_MESSAGES/*.po")), ids=lambda p: p.parts[-3]
)
def test_every_sign_of_a_shipped_language_is_in_the_bundled_faces(host: ThemeHost, catalogue: Path) -> None:
    faces = [QRawFont.fromFont(host.font(Role.BODY)), QRawFont.fromFont(QFont(ARABIC))]
    assert [face.familyName() for face in faces] == [FAMILY, ARABIC]
    signs = {sign for sign in catalogue.read_text(encoding="utf-8") if sign.isprintable()}
    assert {sign for sign in signs if not any(face.supportsCharacter(ord(sign)) for face in faces)} == set()


@pytest.mark.parametrize("language", SHIPPED)
def test_numbers_and_days_have_their_glyphs(host: ThemeHost, language: str) -> None:
    """What no catalogue holds: it comes from the language's own rules, and from codes and names of people."""
    faces = [QRawFont.fromFont(host.font(Role.BODY)), QRawFont.fromFont(QFont(ARABIC))]
    SPEECH.use(translations(), language)
    try:
        days = [day(date(2026, month, 28)) for month in range(1, 13)]
        written = [*days, number(Decimal("-1234.5"), 1), decimal_point(), SHIPPED[language]]
    finally:
        SPEECH.use(translations(), "en")
    codes = "".join(chr(sign) for sign in range(0x20, 0x7F))
    signs = {sign for sign in "".join([*written, codes, isolated("4711-20")]) if sign.isprintable()}
    assert {sign for sign in signs if not any(face.supportsCharacter(ord(sign)) for face in faces)} == set()


def test_arabic_is_drawn_in_the_weight_of_the_latin(host: ThemeHost, show: Show) -> None:
    thin, bold = (Text(host, "الطلب", weight=weight) for weight in (Weight.REGULAR, Weight.BOLD))
    show(thin, bold)
    assert thin.grab().toImage() != bold.grab().toImage()


def test_a_missing_font_file_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match=r"IBMPlexSans-Regular\.ttf"):
        load_fonts(tmp_path)


def test_the_manifest_lists_exactly_the_files() -> None:
    assert MANIFEST["icons"] == sorted(path.stem for path in ICONS.glob("*.svg"))
    assert (ICONS / "LICENSE").read_text("utf-8").lstrip().startswith("Apache License")


def test_every_icon_named_in_the_kit_is_bundled() -> None:
    bundled = set(MANIFEST["icons"])
    folder = Path(next(iter(momstation.ui.__path__)))
    named: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "icon" and isinstance(node.value, ast.Constant):
                named.add(str(node.value.value))
    assert {"undo", "close", "backspace", "check"} <= named
    assert named - bundled - {""} == set()


@pytest.mark.parametrize("name", MANIFEST["icons"])
def test_every_icon_paints_in_the_asked_colour(host: ThemeHost, name: str) -> None:
    colour = host.theme.accent
    picture = host.icons.pixmap(name, 48, colour).toImage()
    painted = [
        picture.pixelColor(x, y)
        for x in range(0, 48, 2)
        for y in range(0, 48, 2)
        if picture.pixelColor(x, y).alpha() == 255
    ]
    assert painted
    assert {pixel.name() for pixel in painted} == {colour.name()}


def test_icons_are_sharp_at_a_higher_pixel_ratio(host: ThemeHost) -> None:
    picture = host.icons.pixmap("undo", 40, host.theme.text, 1.5)
    assert picture.width() == 60
    assert picture.devicePixelRatio() == 1.5


def test_arrows_point_the_other_way_in_right_to_left_languages(host: ThemeHost) -> None:
    def image(name: str, mirrored: bool) -> object:
        return host.icons.pixmap(name, 40, host.theme.text, 1.0, mirrored).toImage()

    assert image("arrow_back", True) != image("arrow_back", False)
    assert image("delete", True) == image("delete", False)


def test_an_icon_is_rendered_once(host: ThemeHost) -> None:
    first = host.icons.pixmap("undo", 33, host.theme.text)
    assert host.icons.pixmap("undo", 33, host.theme.text).cacheKey() == first.cacheKey()


def test_an_unknown_icon_is_refused(qapp: QApplication, host: ThemeHost) -> None:
    with pytest.raises(IconMissingError, match="spaceship"):
        IconStore(ICONS).pixmap("spaceship", 24, host.theme.text)
