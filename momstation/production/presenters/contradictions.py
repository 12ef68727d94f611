"""Tells a contradiction in an order's records in one sentence, and what a person may decide about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from momstation.core.i18n import _, ngettext
from momstation.production.model import contradictions as rule_of
from momstation.production.model.order import Did
from momstation.production.model.settling import STATE_FORK
from momstation.ui.status import Status

Fields = Mapping[str, str | int]


class Words(Protocol):
    """What people call what the records name by code, id and moment (ISO text)."""

    def station(self, code: str) -> str: ...

    def person(self, person: str) -> str: ...

    def time(self, at: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``accept`` is the button by which what is shown stands; ``overrule`` the other, or empty."""

    sentence: str
    status: Status
    accept: str
    overrule: str = ""


def told(rule: str, fields: Fields, words: Words, own: str) -> Contradiction | None:
    """``own`` is the station at which this is read; None for a rule that is not production's."""
    tell = _TELL.get(rule)
    return None if tell is None else tell(fields, _named(fields, words), own)


def _named(fields: Fields, words: Words) -> dict[str, str]:
    """The fields of the sentences: stations by name, moments on the plant's clock."""
    named = {"order": str(fields.get("order", ""))}
    for which in ("first", "second"):
        named[which] = words.station(str(fields.get(f"{which}_station", "")))
        named[f"{which}_time"] = words.time(str(fields.get(f"{which}_at", "")))
        by = str(fields.get(f"{which}_by", ""))
        named[f"{which}_person"] = words.person(by) if by else named[which]
    return named


def _late_parts(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    good = int(fields.get("good", 0))
    if fields.get("second_station") == own:
        sentence = ngettext(
            "Order {order} was closed by {first} at {first_time}; your {count} part after that is kept as extra.",
            "Order {order} was closed by {first} at {first_time}; your {count} parts after that are kept as extra.",
            good,
        )
    else:
        sentence = ngettext(
            "Order {order} was closed by {first} at {first_time}; "
            "{count} part of {second} after that is kept as extra.",
            "Order {order} was closed by {first} at {first_time}; "
            "{count} parts of {second} after that are kept as extra.",
            good,
        )
    said = sentence.format(count=good, **named)
    return Contradiction(said, Status.WARNING, _("Keep as extra"), _("Count to the order"))


def _double_completion(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    sentence = _(
        "Order {order} was finished twice: by {first} at {first_time} and by {second} at {second_time}. "
        "The parts of both count."
    )
    return Contradiction(sentence.format(**named), Status.WARNING, _("Finished once"))


def _double_start(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    sentence = _(
        "Order {order} was started by {first} at {first_time} and by {second} at {second_time}, "
        "neither knowing of the other. The parts of both count."
    )
    return Contradiction(sentence.format(**named), Status.CAUTION, _("Both work on it"))


def _state_fork(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    did = (str(fields.get("first_did", "")), str(fields.get("second_did", "")))
    if did[0] == Did.FINISHED:
        sentence = _closed_but(did[1])
        return Contradiction(sentence.format(**named), Status.WARNING, _("It is closed"), _("Open it again"))
    return Contradiction(_at_once(did).format(**named), Status.CAUTION, _("That is right"))


def _closed_but(did: str) -> str:
    if did == Did.RAN:
        return _(
            "Order {order} was closed by {first} at {first_time}, but {second} worked on it at {second_time}."
        )
    if did == Did.PAUSED:
        return _(
            "Order {order} was closed by {first} at {first_time}, but {second} only paused it at {second_time}."
        )
    return _(
        "Order {order} was closed by {first} at {first_time}, but {second} opened it again at {second_time}."
    )


def _at_once(did: tuple[str, str]) -> str:
    if did == (Did.PAUSED, Did.RAN):
        return _(
            "Order {order} was paused by {first} at {first_time}, but {second} went on at {second_time}. It runs."
        )
    if did == (Did.RAN, Did.PAUSED):
        return _(
            "Order {order} was paused by {second} at {second_time}, but {first} went on at {first_time}. It runs."
        )
    return _(
        "Order {order} was changed by {first} at {first_time} and by {second} at {second_time}, "
        "neither knowing of the other."
    )


def _double_correction(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    sentence = _(
        "The same entry of order {order} was taken back twice: by {first_person} at {first_time} and "
        "by {second_person} at {second_time}. It counts as taken back once."
    )
    return Contradiction(sentence.format(**named), Status.CAUTION, _("Once is right"))


def _unknown_correction(fields: Fields, named: Mapping[str, str], own: str) -> Contradiction:
    sentence = _(
        "{first_person} took back an entry of order {order} at {first_time} that has not arrived here. "
        "Nothing is subtracted until it does."
    )
    return Contradiction(sentence.format(**named), Status.INFO, _("Leave it so"))


_TELL: Mapping[str, Callable[[Fields, Mapping[str, str], str], Contradiction]] = {
    rule_of.LATE_PARTS: _late_parts,
    rule_of.DOUBLE_COMPLETION: _double_completion,
    rule_of.DOUBLE_START: _double_start,
    STATE_FORK: _state_fork,
    rule_of.DOUBLE_CORRECTION: _double_correction,
    rule_of.UNKNOWN_CORRECTION: _unknown_correction,
}
