"""Builds every presenter that the window needs from the store's reader, for the wiring."""

from collections.abc import Callable
from datetime import datetime

from momstation.core.clock import Clock
from momstation.plant import records as plant
from momstation.plant.live import LiveSignals
from momstation.plant.station import StationFacts
from momstation.production import presenters as production
from momstation.shell.board_presenter import BoardPresenter
from momstation.shell.outcome import Describe
from momstation.shell.services import Presenters
from momstation.sync.status import SyncStatus
from momstation.workforce.presenters import PresentPeoplePresenter, SignOnPresenter
from momstation.workforce.records import Reader


def build_presenters(
    reader: Reader,
    clock: Clock,
    station: StationFacts,
    live: LiveSignals,
    sync_status: Callable[[], SyncStatus],
    face: Callable[[datetime], str],
) -> Presenters:
    """``reader`` is the store's; one set for each window, because presenters remember what was chosen."""
    board = production.BoardPresenter(reader, clock, station, live)
    return Presenters(
        home=production.HomePresenter(reader, clock, station, live),
        dispatch=production.DispatchPresenter(reader, clock, station, live),
        stop_reason=production.StopReasonPresenter(reader, clock, station, live),
        scrap=production.ScrapPresenter(reader, clock, station, live),
        quantity=production.QuantityPresenter(reader, clock, station, live),
        oee=production.OeePresenter(reader, clock, station, live),
        sign_on=SignOnPresenter(reader, station, clock),
        present=PresentPeoplePresenter(reader, station),
        board=BoardPresenter(board, reader, clock, station.code, sync_status, face),
    )


def describer(reader: Reader) -> Describe:
    """What people call a reason or a person; its id where the plant does not know it (any more)."""

    async def describe(entity: str, one: str) -> str:
        if entity == "reason":
            reason = await reader.read(lambda conn: plant.reason(conn, one))
            return reason.text if reason is not None else one
        if entity == "person":
            person = await reader.read(lambda conn: plant.person(conn, one))
            return person.name if person is not None else one
        return one

    return describe
