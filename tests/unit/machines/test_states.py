"""Every state number has a meaning, and a number without one is not a stop."""

import pytest

from momstation.events.machines import MachineState
from momstation.machines.model.states import MACHINERY, PACKML, read_state, refined
from momstation.plant.signals import StateModel


def test_all_seventeen_packml_states_are_read() -> None:
    assert sorted(PACKML) == list(range(1, 18))
    for number, (word, state) in PACKML.items():
        assert read_state(StateModel.PACKML, number) == (state, f"PackML {number} {word}")
        assert state is not MachineState.UNKNOWN


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (6, MachineState.PRODUCING),
        (16, MachineState.PRODUCING),
        (2, MachineState.STOPPED),
        (9, MachineState.STOPPED),
        (11, MachineState.STOPPED),
        (5, MachineState.STARVED),
        (4, MachineState.IDLE),
        (17, MachineState.IDLE),
    ],
)
def test_packml_states_that_matter_most(number: int, state: MachineState) -> None:
    assert read_state(StateModel.PACKML, number)[0] is state


def test_machinery_item_states() -> None:
    assert sorted(MACHINERY) == [0, 1, 2, 3]
    assert read_state(StateModel.MACHINERY, 3) == (MachineState.PRODUCING, "Machinery 3 Executing")
    assert read_state(StateModel.MACHINERY, 0)[0] is MachineState.OFF


@pytest.mark.parametrize("number", [0, 18, 19, 99, -1, True, False, "6", 6.0, None, "x" * 500])
def test_what_cannot_be_read_is_unknown(number: object) -> None:
    state, heard = read_state(StateModel.PACKML, number)
    assert state is MachineState.UNKNOWN
    assert len(heard) <= 60


def test_conditions_tell_blocked_from_starved() -> None:
    assert refined(MachineState.STARVED, is_blocked=True, is_starved=False) is MachineState.BLOCKED
    assert refined(MachineState.STARVED, is_blocked=True, is_starved=True) is MachineState.STARVED
    assert refined(MachineState.STOPPED, is_blocked=True, is_starved=False) is MachineState.STOPPED
