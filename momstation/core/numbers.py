"""Numbers and days as the language writes them that the station speaks now: ``4,3`` in German, ``4.3`` in English.

The digits are always 0 to 9, and whole numbers are not grouped: people compare them with the counter of a machine and
with what is printed on a label.
"""

from datetime import date
from decimal import Decimal
from functools import cache

from momstation.core.i18n import ENGLISH, SPEECH

_POINTS = {"en": ".", "de": ",", "fr": ",", "ar": "."}
"""Of the languages that the station speaks, so that a pad needs none of the descriptions of languages."""
_DAYS = {
    "en": ("{month} {day}", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "de": ("{day}. {month}", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
    "fr": ("{day} {month}", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "ar": ("{day} {month}", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
}
"""A day and its month in a few letters, and the months, as CLDR has them: a home says when the next order is due."""


def number(value: Decimal | float, digits: int = 0) -> str:
    """With so many digits after the point; half is rounded to even, as in the calculation behind it."""
    return f"{value:.{digits}f}".replace(".", decimal_point())


def decimal_point() -> str:
    """What stands before the decimals."""
    return _POINTS.get(SPEECH.language) or _point(SPEECH.language)


def day(at: date) -> str:
    """``Nov 24``, ``24. Nov.``: a day of this year or the next, as people say it."""
    if SPEECH.language in _DAYS:
        pattern, months = _DAYS[SPEECH.language]
        return pattern.format(day=at.day, month=months.split()[at.month - 1])
    return described_day(at, SPEECH.language)


def described_day(at: date, language: str) -> str:
    """The same from the descriptions of languages (CLDR), which take long to load."""
    from babel.dates import format_skeleton  # as above

    return format_skeleton("MMMd", at, locale=_locale(language))


@cache
def _point(language: str) -> str:
    from babel.numbers import get_decimal_symbol  # loaded for a language that is not in the lists alone

    return get_decimal_symbol(_locale(language))


@cache
def _locale(language: str) -> str:
    """The language, or English for one that nobody has described."""
    from babel.core import Locale, UnknownLocaleError  # as above

    try:
        return str(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return ENGLISH
