"""Sentences for people: every one goes through ``_`` and is a whole sentence with named fields."""

import gettext as _gettext
from pathlib import Path

DOMAIN = "momstation"
ENGLISH = "en"
SHIPPED = {"en": "English", "fr": "Français", "de": "Deutsch", "ar": "العربية"}
"""The languages with a complete catalogue, each by its own name."""
LONG = "x-long"
"""A language for looking at screens: English, two fifths longer."""
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})
_FILLER = " lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore"
_LONGER = 0.4


class Speech:
    """The language that the station speaks now; one per process, because gettext is."""

    def __init__(self) -> None:
        self._catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
        self._known: dict[tuple[Path, str], _gettext.NullTranslations] = {}
        self.language = ENGLISH

    @property
    def is_right_to_left(self) -> bool:
        return self.language.partition("_")[0] in _RIGHT_TO_LEFT

    def use(self, folder: Path, language: str) -> None:
        """Speak ``language`` from now on; a missing catalogue means English words in its direction and numbers."""
        if (folder, language) not in self._known:
            self._known[folder, language] = _catalogue(folder, language)
        self._catalogue = self._known[folder, language]
        self.language = language

    def say(self, sentence: str) -> str:
        return self._catalogue.gettext(sentence) if sentence else ""

    def count(self, one: str, many: str, n: int) -> str:
        return self._catalogue.ngettext(one, many, n)


SPEECH = Speech()
_ = SPEECH.say
ngettext = SPEECH.count


def N_(sentence: str) -> str:
    """Mark a sentence for translation that is translated later, where it is shown."""
    return sentence


def longer(sentence: str) -> str:
    """Two fifths longer, in words that may break; short words grow too."""
    more = max(2, round(len(sentence) * _LONGER))
    return sentence + (_FILLER * (more // len(_FILLER) + 1))[:more].rstrip() if sentence else ""


def _catalogue(folder: Path, language: str) -> _gettext.NullTranslations:
    if language == LONG:
        return _Long()
    return _gettext.translation(DOMAIN, folder, [language], fallback=True)


class _Long(_gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)
