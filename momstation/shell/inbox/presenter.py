"""Makes the inbox: the worst first and of these the oldest, each in one sentence."""

from collections.abc import Awaitable, Callable, Sequence

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.event import Event, Record
from momstation.core.i18n import _, ngettext
from momstation.events import discrepancy, plant, production, station
from momstation.plant.station import StationFacts
from momstation.production.presenters.contradictions import Contradiction, told
from momstation.shell.inbox.naming import PlantWords, plant_words
from momstation.shell.inbox.records import Row, open_rows, records_by_id
from momstation.shell.inbox.view import EvidenceLine, InboxRow, InboxView
from momstation.store.discrepancies import CLOCK_SUSPECT
from momstation.store.questions import Reader
from momstation.ui.status import Status

Say = Callable[[Record], Awaitable[str]]
"""A record → what it says in the shop floor's words."""

KINDS = frozenset(
    event.kind for event in (*production.EVENTS, *discrepancy.EVENTS, *station.EVENTS, *plant.EVENTS)
)
_MOST = 50


class InboxPresenter:
    """``say`` puts a record into words; the station's own name and code are in ``facts``."""

    kinds = KINDS

    def __init__(self, reader: Reader, clock: Clock, facts: StationFacts, say: Say) -> None:
        self._reader = reader
        self._clock = clock
        self._facts = facts
        self._say = say

    async def load(self) -> InboxView:
        rows, words = await self._reader.read(self._read)
        told_rows = [(row, sentence_of(row, words, self._facts.code)) for row in rows]
        known = [(row, each) for row, each in told_rows if each is not None]
        worst = sorted(known, key=lambda pair: (-pair[1].status.severity, pair[0].at, pair[0].id))
        shown = tuple([await self._row(row, each, words) for row, each in worst[:_MOST]])
        return InboxView(
            title=_("To settle"),
            detail=count_text(len(known)),
            rows=shown,
            empty_text=_("Nothing contradicts itself."),
            empty_hint=_("What stations recorded without knowing of each other appears here."),
        )

    def _read(self, conn: sa.Connection) -> tuple[list[Row], PlantWords]:
        return open_rows(conn), plant_words(conn, self._facts, self._clock.now())

    async def _row(self, row: Row, each: Contradiction, words: PlantWords) -> InboxRow:
        records = await self._reader.read(lambda conn: records_by_id(conn, row.involved))
        return InboxRow(
            id=row.id.hex(),
            status=each.status,
            sentence=each.sentence,
            when=words.moment(row.at),
            accept=each.accept,
            overrule=each.overrule,
            evidence=tuple([await self._line(record, words) for record in records]),
        )

    async def _line(self, record: Record, words: PlantWords) -> EvidenceLine:
        return EvidenceLine(
            key=record.event_id.hex(),
            what=await self._say(record),
            who=_who(record.event, words),
            when=words.moment(record.recorded_at),
        )


def sentence_of(row: Row, words: PlantWords, own: str) -> Contradiction | None:
    """None for a rule that this version of the station does not know."""
    if row.rule == CLOCK_SUSPECT:
        return _clock(row, words)
    return told(row.rule, row.fields, words, own)


def count_text(count: int) -> str:
    """``3 to settle``; empty when there is nothing."""
    if not count:
        return ""
    return ngettext("{count} to settle", "{count} to settle", count).format(count=count)


def _clock(row: Row, words: PlantWords) -> Contradiction:
    sentence = _(
        "A record came with a time far ahead, {time}: a station's clock is wrong. The record counts as it is."
    )
    said = sentence.format(time=words.moment(row.at))
    return Contradiction(said, Status.CAUTION, _("The clock is set"))


def _who(event: Event, words: PlantWords) -> str:
    place = words.station(str(getattr(event, "station", "") or ""))
    by = getattr(event, "by", None)
    names: Sequence[str] = (words.person(by), place) if isinstance(by, str) else (place,)
    return " · ".join(name for name in names if name)
