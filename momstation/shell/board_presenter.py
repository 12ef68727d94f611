"""Composes the board: production's rows, the people who are there, and how old what is shown may be."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from momstation.core.clock import Clock
from momstation.core.i18n import _
from momstation.events.machines import MachineState
from momstation.events.workforce import EVENTS as TEAM_EVENTS
from momstation.plant.nouns import Person
from momstation.plant.time_words import duration
from momstation.production.views import BandView, BoardRow, BoardView
from momstation.shell.board_view import BoardLine, BoardScreenView
from momstation.shell.inbox.presenter import KINDS as INBOX_KINDS
from momstation.shell.inbox.presenter import count_text
from momstation.shell.inbox.records import open_count
from momstation.shell.records import last_heard
from momstation.shell.services import Presenter
from momstation.store.questions import StreamReader
from momstation.sync.status import SyncState, SyncStatus
from momstation.workforce.model import Team, team_stream
from momstation.workforce.records import persons_by_id, team_at

SILENT_AFTER = timedelta(seconds=120)
MOST_FREE = 8
OPERATOR = "operator"
TEAM_KINDS = frozenset(event.kind for event in TEAM_EVENTS)
Bands = Callable[[Sequence[str]], Awaitable[Mapping[str, BandView]]]
"""The shifts of machines."""


async def no_bands(_machines: Sequence[str]) -> Mapping[str, BandView]:
    return {}


class BoardPresenter:
    """``board`` is production's; ``own`` the code of the station at which the board is looked at."""

    def __init__(
        self,
        board: Presenter[BoardView],
        reader: StreamReader,
        clock: Clock,
        own: str,
        sync_status: Callable[[], SyncStatus],
        face: Callable[[datetime], str],
        bands: Bands = no_bands,
    ) -> None:
        self._board = board
        self._reader = reader
        self._clock = clock
        self._own = own
        self._sync_status = sync_status
        self._face = face
        self._bands = bands

    @property
    def kinds(self) -> frozenset[str]:
        return self._board.kinds | TEAM_KINDS | INBOX_KINDS

    async def load(self) -> BoardScreenView:
        board = await self._board.load()
        persons = await persons_by_id(self._reader)
        names = {one.id: one.name for one in persons.values()}
        heard = await self._heard(board)
        teams = {row.station: await team_at(self._reader, row.station) for row in board.rows}
        bands = await self._bands([row.machine for row in board.rows if row.machine is not None])
        lines = [
            BoardLine(
                row,
                people_text(teams[row.station], names),
                self._age_text(row, heard.get(row.station)),
                tuple(names.get(one, one) for one in teams[row.station].present),
                bands.get(row.machine or ""),
            )
            for row in board.rows
        ]
        present = {person for team in teams.values() for person in team.present}
        return BoardScreenView(
            title=board.title,
            headline=board.headline,
            status=board.status,
            lines=tuple(lines),
            unreasoned=board.unreasoned,
            empty_text=board.empty_text,
            refreshed_at=board.refreshed_at,
            to_settle=count_text(await self._reader.read(open_count)),
            sequences=board.sequences,
            free_text=free_text(persons.values(), present),
        )

    async def _heard(self, board: BoardView) -> dict[str, datetime]:
        """When each station was last heard of, by any of the streams that its row is made of."""
        streams = {row.station: _streams(row) for row in board.rows}
        wanted = [stream for each in streams.values() for stream in each]
        if not wanted:
            return {}
        found = await self._reader.read(lambda conn: last_heard(conn, wanted))
        newest = {
            station: max((found[stream] for stream in each if stream in found), default=None)
            for station, each in streams.items()
        }
        return {station: at for station, at in newest.items() if at is not None}

    def _age_text(self, row: BoardRow, heard: datetime | None) -> str:
        """Empty while the row may be believed: this station is connected and a running machine counts."""
        if row.station == self._own:
            return ""
        link = self._sync_status()
        if link.state is not SyncState.LIVE and heard is not None:
            return _("as of {time}").format(time=self._face(heard))
        silent = self._clock.now() - heard if heard is not None else timedelta(0)
        if row.state is MachineState.PRODUCING and silent > SILENT_AFTER:
            return _("silent for {duration}").format(duration=duration(silent.total_seconds()))
        return ""


def people_text(team: Team, names: dict[str, str]) -> str:
    """``A. Meyer +1``: the acting person and how many more; empty when nobody is signed on."""
    if not team.present:
        return ""
    first = team.acting or team.present[0]
    others = len(team.present) - 1
    name = names.get(first, first)
    return f"{name} +{others}" if others else name


def free_text(persons: Iterable[Person], present: Collection[str]) -> str:
    """``At no station of this area: B. Novak, C. Ito +4``: operators alone, others have no station of their own."""
    free = sorted(one.name for one in persons if OPERATOR in one.roles and one.id not in present)
    if not free:
        return ""
    others = len(free) - MOST_FREE
    names = ", ".join(free[:MOST_FREE]) + (f" +{others}" if others > 0 else "")
    return _("At no station of this area: {names}").format(names=names)


def _streams(row: BoardRow) -> list[str]:
    streams = [team_stream(row.station), f"station/{row.station}"]
    if row.machine is not None:
        streams.append(f"machine/{row.machine}")
    if row.order is not None:
        streams.append(f"order/{row.order}")
    return streams
