"""What every presenter of production is made with, and which records make it load again."""

from typing import TypeVar

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.events import machines, plant, production, station, workforce
from momstation.plant.live import LiveSignals
from momstation.plant.station import StationFacts
from momstation.production.model.refusals import REFUSALS
from momstation.store.questions import Reader

T = TypeVar("T")

ORDER_KINDS = frozenset(event.kind for event in production.EVENTS)
MACHINE_KINDS = frozenset({machines.MachineStateChanged.kind, machines.PartsCounted.kind})
"""Not its conditions: what stands now is shown live, and a storm of them makes nobody load anew."""
PLANT_KINDS = frozenset(event.kind for event in plant.EVENTS)
PRESENCE_KINDS = frozenset({workforce.PersonSignedOn.kind, workforce.PersonSignedOff.kind})
STATION_KINDS = frozenset(event.kind for event in station.EVENTS)


class Presenter:
    """Reads through ``reader``, speaks of the moment that ``clock`` shows, and asks ``live`` how machines are
    heard."""

    def __init__(self, reader: Reader, clock: Clock, station: StationFacts, live: LiveSignals) -> None:
        self._reader = reader
        self._clock = clock
        self._station = station
        self._live = live


def said(refusal: Refused | None) -> str:
    """The refusal's sentence; empty when there is nothing to refuse."""
    return "" if refusal is None else _(REFUSALS[refusal.key]).format(**refusal.values)
