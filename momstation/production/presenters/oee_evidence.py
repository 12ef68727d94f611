"""The events behind each number of the shift, as sentences with their time and the id that they have
everywhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TypeVar

from momstation.core.i18n import _, ngettext
from momstation.plant.state_words import words_of
from momstation.plant.time_words import clock_face
from momstation.production.model.stop import StopStory
from momstation.production.presenters.wording import reason_text
from momstation.production.records.showing import Counted, StateEntry
from momstation.production.views import EvidenceRow

E = TypeVar("E")
MOST_ROWS = 200


def availability_evidence(
    states: Sequence[StateEntry],
    stops: Sequence[StopStory],
    reasons: Mapping[str, str],
    name: str,
    zone: tzinfo,
) -> list[EvidenceRow]:
    """Every change of the machine's state, the newest first, with the reason of the stop that it began."""
    begun = {stop.opened_at: stop for stop in stops}
    rows = []
    for entry in newest(states):
        stop = begun.get(entry.at)
        sentence = _("{machine}: {state} ({heard})").format(
            machine=name, state=words_of(entry.state).word, heard=entry.heard
        )
        reason = "" if stop is None else reason_text(reasons, stop.reason)
        rows.append(_row(entry.at, f"{sentence} · {reason}" if reason else sentence, entry.event_id, zone))
    return rows


def output_evidence(counts: Sequence[Counted], zone: tzinfo) -> list[EvidenceRow]:
    return [_row(each.at, _made(each), each.event_id, zone) for each in newest(counts)]


def quality_evidence(
    counts: Sequence[Counted], reasons: Mapping[str, str], zone: tzinfo
) -> list[EvidenceRow]:
    """Only what was not good."""
    return [
        _row(each.at, _lost(each, reasons), each.event_id, zone)
        for each in newest([each for each in counts if each.scrap or each.rework])
    ]


def newest(entries: Sequence[E]) -> list[E]:
    """As many as a person would look through, the newest first."""
    return list(entries[: -MOST_ROWS - 1 : -1])


def events_text(shown: int, total: int) -> str:
    if not total:
        return _("No event")
    if shown < total:
        return _("The latest {shown} of {total} events").format(shown=shown, total=total)
    return ngettext("{count} event", "{count} events", total).format(count=total)


def _made(each: Counted) -> str:
    if each.entry is None:
        return _("The machine counted {good} good and {scrap} rejected for {order}.").format(
            good=each.good, scrap=each.scrap, order=each.order
        )
    return _("Declared for {order}: good {good}, scrap {scrap}, rework {rework}.").format(
        order=each.order, good=each.good, scrap=each.scrap, rework=each.rework
    )


def _lost(each: Counted, reasons: Mapping[str, str]) -> str:
    if each.entry is None:
        return _("The machine rejected {scrap} for {order}.").format(scrap=each.scrap, order=each.order)
    if each.scrap:
        return _("{scrap} scrap of {order}: {reason}").format(
            scrap=each.scrap, order=each.order, reason=reason_text(reasons, each.reason)
        )
    return _("{rework} rework of {order}").format(rework=each.rework, order=each.order)


def _row(at: datetime, sentence: str, event_id: bytes, zone: tzinfo) -> EvidenceRow:
    return EvidenceRow(at=at, at_text=clock_face(at, zone), sentence=sentence, event_id=event_id.hex())
