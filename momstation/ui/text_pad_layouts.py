"""Which letters lie where: one layout for each language, at most eleven keys to a row so that a glove hits each."""

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]
MOST_KEYS = 11
"""To a row, with shift and backspace in the last one: 15 mm each on a panel of 10.1 inches."""


@dataclass(frozen=True)
class Layout:
    """``upper`` is what shift gives, key by key; ``symbols`` the page of digits and signs."""

    language: str
    lower: Rows
    upper: Rows
    symbols: Rows
    comma: str = ","
    stop: str = "."
    is_latin: bool = True


_UPPER = {"ß": "ẞ", "'": "'", "-": "_"}
_DIGITS = tuple("1234567890")


def _rows(*rows: str) -> Rows:
    return tuple(tuple(row) for row in rows)


def _raised(rows: Rows) -> Rows:
    return tuple(tuple(_UPPER.get(letter, letter.upper()) for letter in row) for row in rows)


def _latin(language: str, lower: Rows, signs: str, last: str) -> Layout:
    return Layout(language, lower, _raised(lower), (_DIGITS, tuple(signs), tuple(last)))


ENGLISH = _latin("en", _rows("qwertyuiop", "asdfghjkl", "zxcvbnm'-"), '-/:;()&@"°', "?!'+%#=*_")
FRENCH = _latin("fr", _rows("azertyuiopé", "qsdfghjklmè", "wxcvbnçà'"), "-/:;()&@°êë", "?!+%#âîôù")
GERMAN = _latin("de", _rows("qwertzuiopü", "asdfghjklöä", "yxcvbnmß-"), '-/:;()&@"°', "?!'+%#=*_")
ARABIC = Layout(
    "ar",
    _rows("ضصثقفغعهخحج", "شسيبلاتنمكط", "ءذرىةوزظد"),
    _rows("ًٌٍَُِّْـأإ", "آئؤ", "؟؛:!()-/٪"),
    (_DIGITS, tuple('-/:؛()&@"°'), tuple("؟!+%#*=٪_")),
    comma="،",
    is_latin=False,
)
LAYOUTS = {layout.language: layout for layout in (ENGLISH, FRENCH, GERMAN, ARABIC)}


def layout_for(language: str) -> Layout:
    """Of a language such as ``de`` or ``pt_BR``; English letters where there is none of its own."""
    return LAYOUTS.get(language.partition("_")[0], ENGLISH)
