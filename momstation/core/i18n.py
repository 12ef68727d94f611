"""Sentences for people: every one goes through ``_`` and is a whole sentence with named fields."""

import gettext as _gettext
from pathlib import Path

DOMAIN = "momstation"


class Speech:
    """The language that the station speaks now; one per process, because gettext is."""

    def __init__(self) -> None:
        self._catalogue: _gettext.NullTranslations = _gettext.NullTranslations()

    def use(self, folder: Path, language: str) -> None:
        """Speak ``language`` from now on; a missing catalogue means English."""
        self._catalogue = _gettext.translation(DOMAIN, folder, [language], fallback=True)

    def say(self, sentence: str) -> str:
        return self._catalogue.gettext(sentence)

    def count(self, one: str, many: str, n: int) -> str:
        return self._catalogue.ngettext(one, many, n)


SPEECH = Speech()
_ = SPEECH.say
ngettext = SPEECH.count


def N_(sentence: str) -> str:
    """Mark a sentence for translation that is translated later, where it is shown."""
    return sentence
