"""Turns a refusal into the sentence that a person reads, whatever field its sender forgot."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from string import Formatter

from momstation.core.dispatcher import refusal_sentences
from momstation.core.errors import Refused
from momstation.core.i18n import N_, _
from momstation.core.part import Part
from momstation.shell.codes import printable
from momstation.store.refusals import REFUSALS as STORE_REFUSALS

OWN: Mapping[str, str] = {
    "core.sign_on_first": N_("Nobody is signed on. Hold your badge before the scanner, or tap your name."),
    "core.not_permitted": N_("{person} may not do this. Ask somebody who may, such as the team lead."),
}
_UNKNOWN = N_("Not recorded. The station gave the reason {key}; tell your team lead.")
_GAP = "–"
_LONGEST_FIELD = 160
"""A scanner reads up to 4 kB, of any characters: a field as long as that would hide the sentence around it."""


class Wording:
    """Sentences by key; built once from all parts. ``face`` shows a moment, such as ``14:05``."""

    def __init__(self, sentences: Mapping[str, str], face: Callable[[datetime], str]) -> None:
        self._sentences = sentences
        self._face = face

    def say(self, refused: Refused) -> str:
        """The whole sentence in the language spoken now; a missing field shows as a dash."""
        sentence = self._sentences.get(refused.key)
        if sentence is None:
            return _(_UNKNOWN).format(key=refused.key)
        fields = {name: self._shown(value) for name, value in refused.values.items()}
        return _Lenient().vformat(_(sentence), (), fields)

    def _shown(self, value: object) -> object:
        if isinstance(value, datetime):
            return self._face(value)
        return printable(value, _LONGEST_FIELD) if isinstance(value, str) else value


def sentences_of(parts: Sequence[Part]) -> dict[str, str]:
    """Every refusal that a person at the station can meet: the parts', the store's and the core's own."""
    return {**STORE_REFUSALS, **OWN, **refusal_sentences(parts)}


class _Lenient(Formatter):
    """A translator's slip or a forgotten field must never hide the refusal itself."""

    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        return kwargs.get(key, _GAP) if isinstance(key, str) else _GAP

    def format_field(self, value: object, format_spec: str) -> str:
        try:
            return format(value, format_spec)
        except (TypeError, ValueError):
            return str(value)
