"""Reads a machine's state number: PackML (OPC 30050) or Machinery ItemState (OPC 40001-1).

The state alone does not say everything. A suspended machine waits for something outside (TR88: Suspended is
an external cause); whether parts are missing or the exit is full, only its conditions ``starved`` and
``blocked`` tell.
"""

from collections.abc import Mapping
from types import MappingProxyType

from momstation.events.machines import MachineState
from momstation.plant.signals import StateModel

PACKML: Mapping[int, tuple[str, MachineState]] = MappingProxyType(
    {
        1: ("Clearing", MachineState.STOPPED),  # removes the cause of an abort
        2: ("Stopped", MachineState.STOPPED),
        3: ("Starting", MachineState.IDLE),  # told to run, makes nothing yet
        4: ("Idle", MachineState.IDLE),
        5: ("Suspended", MachineState.STARVED),  # external cause
        6: ("Execute", MachineState.PRODUCING),
        7: ("Stopping", MachineState.STOPPED),
        8: ("Aborting", MachineState.STOPPED),
        9: ("Aborted", MachineState.STOPPED),
        10: ("Holding", MachineState.STOPPED),  # internal cause
        11: ("Held", MachineState.STOPPED),
        12: ("Unholding", MachineState.STOPPED),
        13: ("Suspending", MachineState.STARVED),
        14: ("Unsuspending", MachineState.STARVED),
        15: ("Resetting", MachineState.IDLE),
        16: ("Completing", MachineState.PRODUCING),  # the last parts of a run still come out
        17: ("Complete", MachineState.IDLE),
    }
)

MACHINERY: Mapping[int, tuple[str, MachineState]] = MappingProxyType(
    {
        0: ("NotAvailable", MachineState.OFF),  # not able to do anything: no power, no PLC program
        1: (
            "OutOfService",
            MachineState.STOPPED,
        ),  # alive, but cannot work: fault, emergency stop, maintenance
        2: ("NotExecuting", MachineState.IDLE),
        3: ("Executing", MachineState.PRODUCING),
    }
)

_TABLES: Mapping[StateModel, tuple[str, Mapping[int, tuple[str, MachineState]]]] = MappingProxyType(
    {
        StateModel.PACKML: ("PackML", PACKML),
        StateModel.MACHINERY: ("Machinery", MACHINERY),
    }
)


def read_state(model: StateModel, number: object) -> tuple[MachineState, str]:
    """The state of a number, and the machine's own word for the record (``PackML 6 Execute``).

    A number that the model does not know, or something that is no whole number, is UNKNOWN: the machine says
    something that we cannot read, and that is not the same as standing still.
    """
    name, table = _TABLES[model]
    if isinstance(number, bool) or not isinstance(number, int):
        return MachineState.UNKNOWN, f"{name} {str(number)[:40]}"
    word, state = table.get(number, ("", MachineState.UNKNOWN))
    return state, f"{name} {number} {word}".rstrip()


def refined(state: MachineState, is_blocked: bool, is_starved: bool) -> MachineState:
    """What the conditions add to a machine that waits for something outside."""
    if state is not MachineState.STARVED or is_starved or not is_blocked:
        return state
    return MachineState.BLOCKED
