"""The word, the icon and the status that a machine's state has on every screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from momstation.core.i18n import N_, _
from momstation.events.machines import MachineState
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class StateWords:
    word: str
    icon: str
    status: Status


_WORDS: Mapping[MachineState, StateWords] = {
    MachineState.PRODUCING: StateWords(N_("Running"), "play_arrow-fill", Status.NORMAL),
    MachineState.STOPPED: StateWords(N_("Stopped"), "stop-fill", Status.WARNING),
    MachineState.STARVED: StateWords(N_("Waiting for parts"), "hourglass_empty", Status.CAUTION),
    MachineState.BLOCKED: StateWords(N_("Blocked at the exit"), "block", Status.CAUTION),
    MachineState.SETUP: StateWords(N_("Setting up"), "build", Status.INFO),
    MachineState.IDLE: StateWords(N_("Ready"), "pause-fill", Status.NORMAL),
    MachineState.OFF: StateWords(N_("Switched off"), "power_off", Status.OFFLINE),
    MachineState.UNKNOWN: StateWords(N_("No signal"), "link_off", Status.OFFLINE),
}


def words_of(state: MachineState) -> StateWords:
    """In the language that is spoken now."""
    words = _WORDS[state]
    return StateWords(_(words.word), words.icon, words.status)
