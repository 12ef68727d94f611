"""Puts into words what each machine of the station does and how well it is heard."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Protocol, TypeVar

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.i18n import N_, _
from momstation.events.machines import MachineState, MachineStateChanged
from momstation.machines.records import MachineNow, machines_now
from momstation.machines.views import MachineRow, MachinesView, SignalView
from momstation.plant import records as plant
from momstation.plant.live import LiveSignals
from momstation.plant.nouns import Equipment, Shift
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import CONDITION, CYCLE_TIME, GOOD_COUNT, REJECT_COUNT, STATE
from momstation.plant.state_words import words_of
from momstation.plant.station import StationFacts
from momstation.plant.time_words import clock_face, duration, zone_of

T = TypeVar("T")


class Reader(Protocol):
    def read(self, query: Callable[[sa.Connection], T]) -> Awaitable[T]: ...


_LINK_WORDS = {
    Link.CONNECTING: N_("Connecting"),
    Link.LIVE: N_("Live"),
    Link.STALE: N_("Silent"),
    Link.LOST: N_("Not connected"),
    Link.REFUSED: N_("Refused by the machine"),
    Link.MISCONFIGURED: N_("Wrong settings"),
}
_QUALITY_NOTES = {
    Quality.UNCERTAIN: N_("The machine is not sure of this value."),
    Quality.BAD: N_("The machine says that this value is bad."),
    Quality.STALE: N_("The machine has been silent; this value is old."),
    Quality.NEVER_SEEN: N_("The machine has not sent this value yet."),
    Quality.CHANGED: N_("This value has changed its type in the machine."),
}
_LABELS = {
    STATE: N_("State"),
    GOOD_COUNT: N_("Good parts"),
    REJECT_COUNT: N_("Rejected parts"),
    CYCLE_TIME: N_("Cycle"),
}


@dataclass(frozen=True, slots=True)
class _Facts:
    now: dict[str, MachineNow]
    names: dict[str, Equipment]
    shifts: list[Shift]


class MachinesPresenter:
    """The machines of this station, the worst first."""

    kinds = frozenset({MachineStateChanged.kind, "plant.definition_put"})

    def __init__(self, reader: Reader, clock: Clock, station: StationFacts, live: LiveSignals) -> None:
        self._reader = reader
        self._clock = clock
        self._station = station
        self._live = live

    async def load(self) -> MachinesView:
        machines = self._station.machines

        def query(conn: sa.Connection) -> _Facts:
            names = {each.id: each for each in plant.equipment_all(conn)}
            return _Facts(machines_now(conn, machines), names, plant.shifts(conn))

        facts = await self._reader.read(query)
        zone = zone_of(self._station, facts.shifts)
        rows = [self._row(machine, facts, zone) for machine in machines]
        rows.sort(key=lambda row: (-row.status.severity, row.since is None, row.since, row.machine))
        return MachinesView(tuple(rows), "" if rows else _("No machine is connected to this station."))

    def _row(self, machine: str, facts: _Facts, zone: tzinfo) -> MachineRow:
        known = facts.now.get(machine)
        state = MachineState.UNKNOWN if known is None or known.state is None else known.state
        since = None if known is None else known.since
        words, link = words_of(state), self._live.link(machine)
        equipment = facts.names.get(machine)
        return MachineRow(
            machine=machine,
            name=machine if equipment is None else equipment.name,
            state=state,
            status=words.status,
            icon=words.icon,
            state_word=words.word,
            since=since,
            since_text=since_words(since, self._clock.now(), zone),
            heard="" if known is None else known.heard,
            link=link.status,
            link_word=_(_LINK_WORDS[link.status]),
            link_note=link_note(link),
            is_hatched=state is MachineState.UNKNOWN,
            signals=self._signals(machine),
        )

    def _signals(self, machine: str) -> tuple[SignalView, ...]:
        now = self._clock.monotonic()
        heard = self._live.signals(machine)
        return tuple(
            signal_view(heard[name], self._live.link(machine), now) for name in sorted(heard) if name != STATE
        )


def since_words(since: datetime | None, now: datetime, zone: tzinfo) -> str:
    if since is None:
        return ""
    return _("since {time} · {duration}").format(
        time=clock_face(since, zone), duration=duration((now - since).total_seconds())
    )


def link_note(link: MachineLink) -> str:
    """What is wrong and what to do; empty while the link is live."""
    if link.status is Link.LIVE:
        return ""
    return link.reason or _(_LINK_WORDS[link.status])


def signal_view(reading: Reading, link: MachineLink, monotonic: float) -> SignalView:
    """A value as it may be shown: a dash and the reason unless it is good and the link is live."""
    is_live = reading.quality is Quality.GOOD and link.status is Link.LIVE and reading.value is not None
    note = "" if is_live else link_note(link) or _quality_note(reading.quality)
    return SignalView(
        signal=reading.signal,
        label=_label(reading.signal),
        text=_value_text(reading) if is_live else "–",
        note=reading.reason if not is_live and reading.reason else note,
        quality=reading.quality,
        age_s=max(0.0, monotonic - reading.received_monotonic),
    )


def _quality_note(quality: Quality) -> str:
    sentence = _QUALITY_NOTES.get(quality)
    return "" if sentence is None else _(sentence)


def _label(signal: str) -> str:
    if signal.startswith(CONDITION):
        return signal.removeprefix(CONDITION)
    return _(_LABELS.get(signal, signal))


def _value_text(reading: Reading) -> str:
    if reading.signal == CYCLE_TIME:
        try:
            return _("{seconds} s").format(seconds=f"{Decimal(str(reading.value)):.1f}")
        except InvalidOperation:
            return "–"
    if isinstance(reading.value, bool):
        return _("on") if reading.value else _("off")
    return str(reading.value)
