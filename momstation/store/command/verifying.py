"""``store verify``: whether anything in a record file was changed, and where first."""

import argparse

from momstation.core.i18n import _, ngettext
from momstation.store.codes import codes_of
from momstation.store.command.asking import DONE, FAULTY, Voice, looked_into, progress
from momstation.store.verify import CHANGED, Fault, Verified, check_structure, verify

_MOST_SHOWN = 20


def run(asked: argparse.Namespace, voice: Voice) -> int:
    with looked_into(asked.file) as conn, progress(voice, _("{n} looked at…")) as shown:
        check_structure(conn, asked.file)
        found = verify(conn, shown.step)
        codes = codes_of(conn)
    _report(found, codes, voice)
    return DONE if found.is_whole else FAULTY


def _report(found: Verified, codes: dict[str, str], voice: Voice) -> None:
    counted = ngettext("{n} record, {own} of them own.", "{n} records, {own} of them own.", found.events)
    voice.say(counted.format(n=found.events, own=found.own))
    if found.thinned:
        kept = ngettext(
            "Of {n} own record only number and hash are left here; central has the rest.",
            "Of {n} own records only number and hash are left here; central has the rest.",
            found.thinned,
        )
        voice.say(kept.format(n=found.thinned))
    if found.is_whole:
        voice.say(
            _(
                "Every chain is whole: what was recorded, and when, is as it was, and no own record is missing. "
                "The chain does not hold who gets a record, its flags, and how far the clock was off."
            )
        )
        return
    voice.say(_("First break: {sentence}").format(sentence=_sentence(found.faults[0], codes)))
    for fault in found.faults[1:_MOST_SHOWN]:
        voice.say(_sentence(fault, codes))
    if len(found.faults) > _MOST_SHOWN:
        voice.say(_("And {n} more.").format(n=len(found.faults) - _MOST_SHOWN))


def _sentence(fault: Fault, codes: dict[str, str]) -> str:
    sentence = (
        _("Record {seq} of epoch {epoch} of station {station} was changed.")
        if fault.what == CHANGED
        else _("Record {seq} of epoch {epoch} of station {station} is missing.")
    )
    station = codes.get(fault.station_id, fault.station_id)
    return sentence.format(seq=fault.seq, epoch=fault.epoch, station=station)
