"""What one tap may still take back: the last thing that a person booked here, for ten seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.plant.station import StationFacts
from momstation.production.presenters.gathering import reason_texts
from momstation.production.presenters.wording import reason_text
from momstation.production.records import showing
from momstation.production.views import UndoView

WINDOW = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _Booked:
    at: datetime
    text: str
    entry: str | None = None
    finished_order: str | None = None
    stop: str | None = None


def undo_view(conn: sa.Connection, station: StationFacts, now: datetime) -> UndoView | None:
    since = now - WINDOW
    booked = [
        *_entries(conn, station, since, now),
        *_finish(conn, station, since),
        *_stop(conn, station, since),
    ]
    last = max(booked, key=lambda each: each.at, default=None)
    if last is None:
        return None
    return UndoView(last.text, last.at + WINDOW, last.entry, last.finished_order, last.stop)


def _entries(conn: sa.Connection, station: StationFacts, since: datetime, now: datetime) -> list[_Booked]:
    declared = showing.declared(conn, station.code, since, now)
    reasons = reason_texts(conn, (each.reason for each in declared))
    return [_Booked(each.at, entry_text(each, reasons), entry=each.entry) for each in declared]


def entry_text(entry: showing.Counted, reasons: Mapping[str, str]) -> str:
    if entry.scrap:
        return _("{count} scrap: {reason}").format(
            count=entry.scrap, reason=reason_text(reasons, entry.reason)
        )
    if entry.rework:
        return _("{count} rework").format(count=entry.rework)
    return _("{count} good").format(count=entry.good)


def _finish(conn: sa.Connection, station: StationFacts, since: datetime) -> list[_Booked]:
    found = showing.last_finish(conn, station.code, since)
    if found is None:
        return []
    order, at = found
    return [_Booked(at, _("Order {order} finished").format(order=order), finished_order=order)]


def _stop(conn: sa.Connection, station: StationFacts, since: datetime) -> list[_Booked]:
    stops = showing.reasoned_since(conn, station.machines, since)
    reasons = reason_texts(conn, (stop.reason for stop in stops))
    return [
        _Booked(
            given.at,
            _("Stop reason: {reason}").format(reason=reason_text(reasons, given.reason)),
            stop=stop.stop,
        )
        for stop in stops
        for given in stop.reasons
        if given.reason is not None
    ]
