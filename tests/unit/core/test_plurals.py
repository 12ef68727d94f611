"""Each language counts as its speakers do: the right form for each number, in every sentence that counts."""

from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from babel.plural import to_python

from momstation.core.i18n import SHIPPED, Speech
from momstation.core.paths import translations

SAMPLES = (0, 1, 2, 3, 6, 10, 11, 12, 21, 22, 99, 100, 101, 102, 103, 111, 1000, 1_000_000)
FORMS = {
    "en": {0: 1, 1: 0, 2: 1, 11: 1, 21: 1, 100: 1},
    "de": {0: 1, 1: 0, 2: 1, 11: 1, 21: 1, 100: 1},
    "fr": {0: 0, 1: 0, 2: 1, 11: 1, 21: 1, 100: 1},
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4},
}
"""By grammar: which form of a language a number takes (zero, one, two, few, many, other in Arabic)."""
CATALOGUES = sorted(translations().glob("*/LC_MESSAGES/momstation.po"))


def language_of(path: Path) -> str:
    return path.parts[-3]


def test_every_shipped_language_is_sampled() -> None:
    assert {language_of(path) for path in CATALOGUES} | {"en"} == set(SHIPPED) == set(FORMS)


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_a_number_takes_the_form_that_grammar_asks_for(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language_of(path))
    chosen = {number: int(to_form(catalogue.plural_expr, number)) for number in FORMS[language_of(path)]}
    assert chosen == FORMS[language_of(path)]


@pytest.mark.parametrize("path", CATALOGUES, ids=language_of)
def test_every_sentence_that_counts_is_whole_for_every_number(path: Path) -> None:
    """With all its forms, none empty; what is spoken is the form that the number takes."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language_of(path))
    finished = [
        (message.id, tuple(message.string))
        for message in catalogue
        if isinstance(message.id, tuple) and isinstance(message.string, tuple) and any(message.string)
    ]
    assert len(finished) > 5
    speech = Speech()
    speech.use(translations(), language_of(path))
    for (one, many), forms in finished:
        assert len(forms) == catalogue.num_plurals and all(forms), (one, forms)
        for number in SAMPLES:
            assert speech.count(one, many, number) == forms[to_form(catalogue.plural_expr, number)], (
                one,
                number,
            )


@pytest.mark.parametrize("number", SAMPLES)
def test_english_has_one_and_many(number: int) -> None:
    assert Speech().count("{count} part", "{count} parts", number) == (
        "{count} part" if number == 1 else "{count} parts"
    )


def to_form(expression: str, number: int) -> int:
    """What gettext would choose: its expression is C's."""
    return int(c2py(expression)(number))


def test_babel_agrees_with_the_grammar_written_here() -> None:
    """The samples are not only this file's opinion: CLDR sorts the same numbers together."""
    for language, forms in FORMS.items():
        rule = to_python(Locale(language).plural_form)
        by_form: dict[int, set[str]] = {}
        for number, form in forms.items():
            by_form.setdefault(form, set()).add(rule(number))
        assert all(len(kinds) == 1 for kinds in by_form.values()), (language, by_form)
