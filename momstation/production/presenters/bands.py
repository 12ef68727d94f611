"""The shift of every machine of the board as a band, all of them from two questions to the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

import sqlalchemy as sa

from momstation.events.machines import MachineState
from momstation.plant import records as plant
from momstation.plant.nouns import ReasonKind
from momstation.plant.state_words import words_of
from momstation.plant.time_words import clock_face, zone_of
from momstation.production.model.band import BandPiece, band
from momstation.production.model.shift import current_shift
from momstation.production.presenters.base import Presenter
from momstation.production.presenters.wording import reason_text
from momstation.production.records import banding
from momstation.production.views.band import BandView
from momstation.production.views.shift import SpanView

FRESH_FOR = timedelta(seconds=10)
"""Less than half a pixel of a shift: within it the states of a whole area need not be read again."""
States = Mapping[str, list[tuple[datetime, MachineState]]]


class BandsPresenter(Presenter):
    """By machine; one that was not heard in this shift is left out. Stops are those of now, states a moment old."""

    _states: States = MappingProxyType({})
    _read: tuple[datetime, tuple[str, ...], datetime] | None = None
    """When, of which machines and for which shift."""

    async def load(self, machines: Sequence[str]) -> Mapping[str, BandView]:
        now = self._clock.now()
        if not machines:
            return {}
        return await self._reader.read(lambda conn: self._bands(conn, machines, now))

    def _bands(self, conn: sa.Connection, machines: Sequence[str], now: datetime) -> dict[str, BandView]:
        shifts = plant.shifts(conn)
        zone = zone_of(self._station, shifts)
        shift = current_shift(shifts, now, zone)
        states = self._states_of(conn, tuple(machines), shift.start, now)
        stops = banding.stop_stretches(conn, machines, shift.start, now)
        reasons = {each.id: each.text for each in plant.reasons(conn, ReasonKind.STOP)}
        start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)

        def span(piece: BandPiece) -> SpanView:
            stop = piece.stop
            why = reason_text(reasons, stop.reason) if stop is not None and stop.reason is not None else ""
            return SpanView(
                start=piece.start.astimezone(zone),
                end=piece.end.astimezone(zone),
                kind="hatched" if piece.state is MachineState.UNKNOWN else piece.state.value,
                word=f"{words_of(piece.state).word} {clock_face(piece.start, zone)}–{clock_face(piece.end, zone)}",
                reason_text=why,
                stop=None if stop is None else stop.stop,
            )

        return {
            machine: BandView(
                start, end, tuple(map(span, band(states[machine], stops[machine], shift.start, now)))
            )
            for machine in machines
            if states[machine] or stops[machine]
        }

    def _states_of(
        self, conn: sa.Connection, machines: tuple[str, ...], start: datetime, now: datetime
    ) -> States:
        wanted = tuple(sorted(machines))
        if self._read is None or self._read[1:] != (wanted, start) or not _is_fresh(self._read[0], now):
            self._states = banding.coarse_states(conn, wanted, start, now)
            self._read = (now, wanted, start)
        return self._states


def _is_fresh(read_at: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - read_at < FRESH_FOR
