"""The machine in words: what it does, since when, how fast, and why not."""

from momstation.core.clock import Clock
from momstation.core.i18n import _
from momstation.events.machines import MachineState
from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link
from momstation.plant.state_words import words_of
from momstation.plant.time_words import clock_face, duration, running_time
from momstation.production.model.stop import is_stop
from momstation.production.presenters.gathering import MachineAtWork, StationAtWork
from momstation.production.presenters.wording import cycle_text, reason_text, seconds
from momstation.production.views import StateView
from momstation.ui.status import Status


def state_view(facts: StationAtWork, live: LiveSignals, clock: Clock) -> StateView:
    machine = facts.machine
    if machine is None or (machine.since is None and not live.is_wired(machine.machine)):
        return _by_hand(machine)
    words = words_of(machine.state)
    since = machine.since if machine.stop is None else machine.stop.opened_at
    cycle = None if facts.order is None or facts.order.master is None else facts.order.master.ideal_cycle_s
    is_producing = machine.state is MachineState.PRODUCING
    return StateView(
        machine=machine.machine,
        state=machine.state,
        status=state_status(machine),
        icon=words.icon,
        word=words.word,
        since=since,
        since_text=since_text(machine, facts),
        cycle_text=cycle_text(live, machine.machine, clock.monotonic()) if is_producing else "",
        ideal_text=_("ideal {value}").format(value=seconds(cycle)) if is_producing and cycle else "",
        reason_text=stop_reason_text(machine, facts.reasons),
        note=hearing_note(machine, live),
        is_hatched=machine.state is MachineState.UNKNOWN,
    )


def state_status(machine: MachineAtWork) -> Status:
    """As the state has it; a machine that should run and stands idle is a warning, one without work is
    not."""
    status = words_of(machine.state).status
    if machine.state is MachineState.STOPPED and machine.order is None:
        return Status.CAUTION
    if status is Status.NORMAL and is_stop(machine.state, machine.order is not None):
        return Status.CAUTION
    return status


def since_text(machine: MachineAtWork, facts: StationAtWork) -> str:
    """``1 h 12 min since last stop``, ``02:14`` while it is watched, ``since 13:50`` otherwise."""
    if machine.since is None:
        return ""
    elapsed_s = (facts.now - machine.since).total_seconds()
    if machine.state is MachineState.PRODUCING:
        return _("{duration} since last stop").format(duration=duration(elapsed_s))
    if machine.stop is not None and machine.stop.opened_at is not None and not _is_silent(machine):
        return running_time((facts.now - machine.stop.opened_at).total_seconds())
    return _("since {time} · {duration}").format(
        time=clock_face(machine.since, facts.zone), duration=duration(elapsed_s)
    )


def stop_reason_text(machine: MachineAtWork, reasons: dict[str, str]) -> str:
    if machine.stop is None:
        return ""
    if machine.stop.reason is not None:
        return reason_text(reasons, machine.stop.reason)
    return _("no reason yet")


def hearing_note(machine: MachineAtWork, live: LiveSignals) -> str:
    """What is wrong with the line to the machine; empty while it is heard."""
    link = live.link(machine.machine)
    if link.reason and link.status is not Link.LIVE:
        return link.reason
    if machine.state is MachineState.UNKNOWN:
        return _(
            "Nobody knows what the machine does. Parts it makes meanwhile are counted when it is heard again."
        )
    return ""


def _is_silent(machine: MachineAtWork) -> bool:
    return machine.state is MachineState.UNKNOWN


def _by_hand(machine: MachineAtWork | None) -> StateView:
    """A place that nothing was ever heard of and no wire leads to: people work there, and nothing is
    missing."""
    return StateView(
        machine=None if machine is None else machine.machine,
        state=MachineState.UNKNOWN,
        status=Status.NORMAL,
        icon="handyman",
        word=_("Work by hand"),
        since=None,
        since_text=_("No machine counts here; people declare what they make."),
        cycle_text="",
        ideal_text="",
        reason_text="",
        note="",
        is_hatched=False,
    )
